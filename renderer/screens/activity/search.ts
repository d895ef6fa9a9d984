import { folded } from '../../../shared/folded.ts';
import type { ActivityEntry } from '../../../shared/model/activity.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import type { Verdict } from '../../../shared/model/verdict.ts';
import { namedNow } from '../../parts/key-name.ts';

/** Which entries are wanted: of one verdict, what was signed, or all. */
export type Wanted = Verdict | 'signed' | 'all';

/** Whether an entry is wanted, and has each word of the query in one of its names: files, folder, publisher, signers as they are called today. */
export function matches(
  entry: ActivityEntry,
  wanted: Wanted,
  query: string,
  keys: readonly KeySummary[] | null = null,
): boolean {
  if (wanted !== 'all' && wanted !== (entry.kind === 'check' ? entry.result.verdict : 'signed')) return false;
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const names = folded(namesIn(entry, keys ?? []).join('\n'));
  return words.every((word) => names.includes(word));
}

function namesIn(entry: ActivityEntry, keys: readonly KeySummary[]): string[] {
  if (entry.kind === 'sign') {
    const { folder, files, signers } = entry.receipt;
    return [
      folder,
      ...files.flatMap((file) => [file.artifact.name, ...file.outputs.map(({ path }) => path)]),
      ...signers.flatMap((signer) => {
        const { fingerprint = '', userId = '', identity = '' } = namedNow(signer, keys);
        return [fingerprint, userId, identity];
      }),
    ];
  }
  if (entry.kind === 'undo-git') {
    const { repository, ref, before, after } = entry.undone;
    return [repository, ref, before, after];
  }
  if (entry.kind === 'sign-git') {
    const { repository, made, signer } = entry.receipt;
    const { fingerprint = '', userId = '', identity = '' } = namedNow(signer, keys);
    const what =
      made.type === 'tag' ? [made.name, made.object] : made.commits.flatMap(({ after, subject }) => [after, subject]);
    return [repository, ...what, fingerprint, userId, identity];
  }
  const { artifact, publisher, signatures } = entry.result;
  const signers = signatures.flatMap(({ signer }) => [signer?.userId ?? '', signer?.fingerprint ?? '']);
  return [artifact.name, artifact.path ?? '', publisher ?? '', ...signers];
}
