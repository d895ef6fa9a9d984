import type { CheckResult, JudgedSignature } from '../../../shared/model/result.ts';
import type { Note } from '../../../shared/model/verdict.ts';
import type { ChainLink, LinkState } from './chain-link.ts';

const OF_SIGNED: readonly Note[] = ['malformed', 'subject-mismatch'];
const OF_CERTIFICATE: readonly Note[] = ['chain', 'sct'];
const OF_LOG: readonly Note[] = ['log-proof', 'log-promise', 'checkpoint', 'timestamp', 'no-trusted-time'];

/** The links from a Sigstore signature to its signer: by certificate, whom it names and the log; or by key. */
export function sigstoreLinks(result: CheckResult, signature: JudgedSignature): ChainLink[] {
  const first: ChainLink = { kind: 'signature', state: signedState(result, signature), signature };
  if (isKeyless(result, signature))
    return [
      first,
      { kind: 'certificate', state: certificateState(result, signature), signature },
      { kind: 'identity', state: signature.signer?.identity === undefined ? 'open' : 'holds', signature },
      { kind: 'log', state: logState(result, signature, true), signature },
    ];
  const key: ChainLink = { kind: 'key', state: keyOfState(signature), signature };
  // By key nothing has to be logged: what is not there is no link.
  return isUnlogged(signature)
    ? [first, key]
    : [first, key, { kind: 'log', state: logState(result, signature, false), signature }];
}

/** Whether somebody with a certificate signed, as far as can be seen. */
export function isKeyless({ evidence }: CheckResult, { signer }: JudgedSignature): boolean {
  if (signer?.identity !== undefined) return true;
  if (signer?.fingerprint !== undefined || signer?.keyId !== undefined) return false;
  return evidence.some(({ check }) => check === 'certificate-chain' || check === 'identity');
}

function signedState(result: CheckResult, signature: JudgedSignature): LinkState {
  const { notes } = signature;
  if (signature.result === 'good') {
    return signature.verdict !== 'verified' && notes.includes('weak-digest') ? 'weak' : 'holds';
  }
  const found = outcome(result, 'signature');
  const isElsewhere = [...OF_CERTIFICATE, ...OF_LOG, 'unknown-instance' as const].some((note) => notes.includes(note));
  // What is wrong with it may lie further on; it holds only where it was looked at.
  if (isElsewhere && found === 'passed' && !OF_SIGNED.some((note) => notes.includes(note))) return 'holds';
  return signature.result === 'bad' ? 'broken' : 'open';
}

function certificateState(result: CheckResult, { result: found, notes, signer }: JudgedSignature): LinkState {
  if (found === 'good') return 'holds';
  if (OF_CERTIFICATE.some((note) => notes.includes(note))) return 'broken';
  if (signer?.identity === undefined) return 'open';
  return outcome(result, 'certificate-chain') === 'passed' ? 'holds' : 'open';
}

function keyOfState({ signer, result, verdict, notes }: JudgedSignature): LinkState {
  if (signer?.fingerprint === undefined || result === 'no-key') return 'open';
  if (notes.includes('key-not-valid-then') || notes.includes('key-revoked')) return 'broken';
  return verdict !== 'verified' && notes.includes('weak-key') ? 'weak' : 'holds';
}

function logState(result: CheckResult, signature: JudgedSignature, keyless: boolean): LinkState {
  const { notes, dateProvenBy, verdict } = signature;
  if (result.case === 'log-not-asked' || result.case === 'no-log-known') return 'open';
  if (OF_LOG.some((note) => notes.includes(note))) return 'broken';
  if (notes.includes('not-logged') && verdict === 'invalid') return 'broken';
  if (notes.includes('unknown-instance') || signature.result === 'unsupported') return 'open';
  return keyless && dateProvenBy === 'nothing' ? 'open' : 'holds';
}

function isUnlogged({ notes, dateProvenBy }: JudgedSignature): boolean {
  return notes.includes('not-logged') && dateProvenBy === 'nothing' && !OF_LOG.some((note) => notes.includes(note));
}

/** The worst that was found by a check of this name. */
function outcome({ evidence }: CheckResult, name: string): 'passed' | 'failed' | 'not-made' | undefined {
  const found = evidence.filter(({ check }) => check === name).map((one) => one.outcome);
  return (['failed', 'not-made', 'passed'] as const).find((one) => found.includes(one));
}
