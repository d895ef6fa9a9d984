import { folded } from '../../../shared/folded.ts';
import type { ActivityEntry } from '../../../shared/model/activity.ts';
import type { Verdict } from '../../../shared/model/verdict.ts';

/** Which entries are wanted: of one verdict, what was signed, or all. */
export type Wanted = Verdict | 'signed' | 'all';

/** Whether an entry is wanted, and has each word of the query in one of its names: files, folder, publisher, signers. */
export function matches(entry: ActivityEntry, wanted: Wanted, query: string): boolean {
  if (wanted !== 'all' && wanted !== (entry.kind === 'check' ? entry.result.verdict : 'signed')) return false;
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const names = folded(namesIn(entry).join('\n'));
  return words.every((word) => names.includes(word));
}

function namesIn(entry: ActivityEntry): string[] {
  if (entry.kind === 'sign') {
    const { folder, files, signers } = entry.receipt;
    return [
      folder,
      ...files.flatMap((file) => [file.artifact.name, ...file.outputs.map(({ path }) => path)]),
      ...signers.flatMap(({ fingerprint, userId, identity }) => [fingerprint ?? '', userId ?? '', identity ?? '']),
    ];
  }
  const { artifact, publisher, signatures } = entry.result;
  const signers = signatures.flatMap(({ signer }) => [signer?.userId ?? '', signer?.fingerprint ?? '']);
  return [artifact.name, artifact.path ?? '', publisher ?? '', ...signers];
}
