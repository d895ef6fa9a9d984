import type { Artifact } from '../../../shared/model/artifact.ts';
import type { CheckResult, JudgedSignature, ManifestFinding } from '../../../shared/model/result.ts';
import { leadSignature } from './three-lines.ts';

/** One link between the file and the reason to expect its signer. `broken`: here the chain does not hold. */
export type ChainLink = { broken: boolean } & (
  | { kind: 'file'; artifact: Artifact }
  | { kind: 'digest'; algorithm: string; digest: string }
  | { kind: 'manifest'; manifest: ManifestFinding; name: string }
  | { kind: 'signature'; signature: JudgedSignature | undefined }
  | { kind: 'key'; signature: JudgedSignature }
  | { kind: 'expected'; publisher: string | undefined; expected: boolean; since: string | undefined }
);

/** The chain of evidence: file, digest, manifest line, signature, key, why expected. It ends where nothing more is known. */
export function chainOf(result: CheckResult): ChainLink[] {
  const signature = leadSignature(result);
  const links: ChainLink[] = [{ kind: 'file', broken: false, artifact: result.artifact }];
  const digest = bestDigest(result.artifact);
  if (digest !== undefined) links.push({ kind: 'digest', broken: false, ...digest });
  const { manifest } = result;
  if (manifest !== undefined) {
    const broken = ['list-mismatch', 'list-has-mismatches', 'list-malformed', 'not-listed'].includes(result.case);
    links.push({ kind: 'manifest', broken, manifest, name: result.artifact.name });
    if (broken) return links;
  }
  links.push({ kind: 'signature', broken: signature?.result !== 'good', signature });
  if (signature?.signer === undefined) return links;
  links.push({
    kind: 'key',
    broken: signature.result === 'no-key' || signature.notes.some((note) => BREAKS_KEY.has(note)),
    signature,
  });
  if (signature.result === 'no-key') return links;
  const since = result.params['since'];
  links.push({
    kind: 'expected',
    broken: !signature.expected,
    publisher: result.publisher,
    expected: signature.expected,
    since: typeof since === 'string' ? since : undefined,
  });
  return links;
}

const BREAKS_KEY: ReadonlySet<string> = new Set(['key-revoked', 'key-may-not-sign', 'key-not-valid-then']);

/** SHA-256 where it is there, else the first that is. */
export function bestDigest(artifact: Artifact): { algorithm: string; digest: string } | undefined {
  const sha256 = artifact.digests['sha256'];
  if (sha256 !== undefined) return { algorithm: 'sha256', digest: sha256 };
  const [first] = Object.entries(artifact.digests);
  return first === undefined ? undefined : { algorithm: first[0], digest: first[1] };
}
