import { useEffect } from 'react';
import type { Pin } from '../../../shared/model/publisher.ts';
import { useKnown } from '../known.ts';

/** The signers that are pinned here for a publisher; none while they are not known yet, or where the publisher is gone. */
export function usePins(publisher: string | undefined): readonly Pin[] {
  const publishers = useKnown((known) => known.publishers);
  const load = useKnown((known) => known.loadPublishers);
  const wanted = publisher !== undefined && publishers === null;
  useEffect(() => {
    if (wanted) void load();
  }, [wanted, load]);
  return publishers?.find(({ name }) => name === publisher)?.pins ?? NONE;
}

const NONE: readonly Pin[] = [];
