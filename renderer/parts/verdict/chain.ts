import type { Artifact } from '../../../shared/model/artifact.ts';
import type { CheckResult, JudgedSignature } from '../../../shared/model/result.ts';
import type { ChainLink, LinkState } from './chain-link.ts';
import { sigstoreLinks } from './sigstore-chain.ts';
import { leadSignature } from './three-lines.ts';

/**
 * The chain of evidence: file, digest, line of the list, signature, key, why expected; of a Sigstore signature also the log, and
 * in place of a key the certificate and whom it names. Every link is there; where one is open or broken, those after it are not
 * reached. Only a verified result has a chain that holds to its end.
 */
export function chainOf(result: CheckResult): ChainLink[] {
  const { artifact, manifest } = result;
  const signature = leadSignature(result);
  const links: ChainLink[] = [
    { kind: 'file', state: fileState(result), artifact },
    { kind: 'digest', state: digestState(result), artifact },
    ...(isThroughList(result) ? [{ kind: 'manifest' as const, state: listState(result), manifest }] : []),
    ...(signature?.format === 'sigstore'
      ? sigstoreLinks(result, signature)
      : [
          { kind: 'signature' as const, state: signatureState(signature), signature },
          { kind: 'key' as const, state: keyState(signature), signature },
        ]),
    { kind: 'expected', state: expectedState(result, signature), signature },
  ];
  const end = links.findIndex(({ state }) => state === 'open' || state === 'broken');
  const chain = links.map((link, at) => (end >= 0 && at > end ? { ...link, state: 'after' as const } : link));
  // Whatever made the verdict: a chain without a flaw is for a verified result alone.
  return result.verdict !== 'verified' && chain.every(({ state }) => state === 'holds')
    ? chain.map((link, at) => (at === chain.length - 1 ? { ...link, state: 'open' as const } : link))
    : chain;
}

/** What a tag or commit is called is its digest: it fits, or git has something else under that name. */
function digestState({ case: said, git, evidence }: CheckResult): LinkState {
  if (git === undefined) return said === 'digest-mismatch' ? 'broken' : 'holds';
  return evidence.some(({ check, outcome }) => check === 'object' && outcome === 'failed') ? 'broken' : 'holds';
}

function fileState({ case: said, artifact, git }: CheckResult): LinkState {
  if (git !== undefined) return said === 'tag-renamed' ? 'broken' : said === 'tag-also-named' ? 'weak' : 'holds';
  const gone = said === 'could-not-check' || said === 'signature-without-artifact';
  return gone || (artifact.path === undefined && Object.keys(artifact.digests).length === 0) ? 'open' : 'holds';
}

const LIST_CASES: ReadonlySet<CheckResult['case']> = new Set([
  'list-mismatch',
  'list-has-mismatches',
  'list-malformed',
  'not-listed',
  'list-unsigned',
  'list-unsigned-whole',
  'list-incomplete',
  'list-none-here',
]);

/** Whether a list stands between this file and the signature that the card speaks of. */
function isThroughList(result: CheckResult): boolean {
  if (LIST_CASES.has(result.case)) return true;
  const lead = leadSignature(result);
  return result.manifest !== undefined && (lead === undefined || lead.over === 'manifest');
}

function listState({ case: said }: CheckResult): LinkState {
  if (said === 'list-mismatch' || said === 'list-has-mismatches' || said === 'list-malformed') return 'broken';
  if (said === 'not-listed' || said === 'list-incomplete' || said === 'list-none-here') return 'open';
  return said === 'weak-sum-only' ? 'weak' : 'holds';
}

const WEAKENS_SIGNATURE = ['weak-digest', 'text-mode', 'signature-expired', 'dated-in-future'] as const;
const WEAKENS_KEY = ['weak-key', 'key-expired-since', 'key-retired'] as const;
const BREAKS_KEY = ['key-revoked', 'key-may-not-sign', 'key-not-valid-then'] as const;

function signatureState(signature: JudgedSignature | undefined): LinkState {
  if (signature === undefined) return 'open';
  if (signature.result === 'bad') return 'broken';
  if (signature.result !== 'good') return 'open';
  return signature.verdict !== 'verified' && has(signature, WEAKENS_SIGNATURE) ? 'weak' : 'holds';
}

function keyState(signature: JudgedSignature | undefined): LinkState {
  if (signature === undefined || signature.result === 'no-key') return 'open';
  if (has(signature, BREAKS_KEY)) return 'broken';
  return signature.verdict !== 'verified' && has(signature, WEAKENS_KEY) ? 'weak' : 'holds';
}

const SOMEBODY_ELSE: ReadonlySet<CheckResult['case']> = new Set([
  'signer-changed',
  'signer-changed-identity',
  'signer-not-named',
]);

function expectedState(result: CheckResult, signature: JudgedSignature | undefined): LinkState {
  if (SOMEBODY_ELSE.has(result.case)) return 'broken';
  if (result.case === 'threshold-not-met') return 'open';
  return signature?.expected === true ? 'holds' : 'open';
}

function has(signature: JudgedSignature, notes: readonly JudgedSignature['notes'][number][]): boolean {
  return notes.some((note) => signature.notes.includes(note));
}

/** SHA-256 where it is there, else the first that is. */
export function bestDigest(artifact: Artifact): { algorithm: string; digest: string } | undefined {
  const sha256 = artifact.digests['sha256'];
  if (sha256 !== undefined) return { algorithm: 'sha256', digest: sha256 };
  const [first] = Object.entries(artifact.digests);
  return first === undefined ? undefined : { algorithm: first[0], digest: first[1] };
}
