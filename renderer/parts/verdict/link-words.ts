import type { CARD } from '../../../shared/catalogue/en/card.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import type { REPOSITORIES } from '../../../shared/catalogue/en/repositories.ts';
import type { ChainLink } from './chain-link.ts';

/** What a closed link says: a key of the catalogue's `link`, filled with `who` or `publisher` by its view. */
export type LinkWord = keyof (typeof CARD)['link'];

/** The one line that a link says while it is closed; undefined where the value itself (a name, a digest, whom a certificate names) says it. */
export function linkWord(link: ChainLink, result: CheckResult): LinkWord | undefined {
  if (link.state === 'after') return 'notReached';
  switch (link.kind) {
    case 'file':
      return link.state === 'open' ? 'fileGone' : undefined;
    case 'digest':
      return Object.keys(link.artifact.digests).length === 0 ? 'noDigest' : undefined;
    case 'manifest':
      return listWord(link.manifest, result);
    case 'signature':
      return signatureWord(link);
    case 'key':
      return keyWord(link);
    case 'certificate':
      return certificateWord(link);
    case 'identity':
      return link.state === 'holds' ? undefined : 'identityNone';
    case 'log':
      return logWord(link, result);
    case 'expected':
      return expectedWord(link, result);
  }
}

/** The same for what is said otherwise of a tag or a commit; undefined where it is not. */
export function gitWord(link: ChainLink): keyof (typeof REPOSITORIES)['linkGit'] | undefined {
  if (link.state === 'after') return undefined;
  if (link.kind === 'signature' && link.signature === undefined) return 'noSignature';
  return link.kind === 'digest' && link.state === 'broken' ? 'broken' : undefined;
}

function listWord(manifest: CheckResult['manifest'], { case: said }: CheckResult): LinkWord {
  if (said === 'list-mismatch') return 'listMismatch';
  if (said === 'list-has-mismatches') return 'listsMismatch';
  if (said === 'list-malformed') return 'listMalformed';
  if (said === 'list-incomplete') return 'listMissing';
  if (said === 'list-none-here') return 'listNone';
  if (said === 'not-listed') return 'listSilent';
  return manifest?.line === undefined && (manifest?.listed ?? 0) > 0 && manifest?.matched === manifest?.listed
    ? 'listWhole'
    : 'listHolds';
}

function signatureWord({ signature, state }: Extract<ChainLink, { kind: 'signature' }>): LinkWord {
  if (signature === undefined) return 'noSignature';
  if (signature.notes.includes('subject-mismatch')) return 'otherStatement';
  // What is bad about it may lie further on: where it was seen to fit, it does.
  const fits = signature.result === 'good' || (signature.format === 'sigstore' && state === 'holds');
  if (state === 'broken' || (signature.result === 'bad' && !fits)) return 'notFitting';
  if (!fits) return 'unread';
  if (state === 'weak') return 'signatureWeak';
  return signature.over === 'manifest' ? 'signedList' : 'signed';
}

function keyWord({ signature, state }: Extract<ChainLink, { kind: 'key' }>): LinkWord {
  if (signature === undefined || state === 'open') return 'noKey';
  if (state === 'broken') return 'keyBroken';
  if (state === 'weak') return 'keyWeak';
  if (signature.expected) return 'keyOf';
  return signature.signer?.userId === undefined ? 'keyUnnamed' : 'keyClaims';
}

function certificateWord({ signature, state }: Extract<ChainLink, { kind: 'certificate' }>): LinkWord {
  if (state === 'open') return 'certificateUnknown';
  if (state !== 'broken') return signature.dateProvenBy === 'nothing' ? 'certificateIssued' : 'certificateHolds';
  return signature.notes.includes('chain') ? 'certificateBroken' : 'certificateUnpublished';
}

function logWord({ signature, state }: Extract<ChainLink, { kind: 'log' }>, result: CheckResult): LinkWord {
  const { notes, dateProvenBy } = signature;
  if (state === 'open') return result.case === 'log-not-asked' ? 'logNotAsked' : 'logUnknown';
  if (state === 'broken') {
    if (notes.includes('not-logged')) return 'logNone';
    return notes.includes('no-trusted-time') ? 'timeUnproven' : 'logBroken';
  }
  if (dateProvenBy === 'nothing') return 'logUndated';
  return dateProvenBy === 'log' ? 'logDated' : 'stampDated';
}

function expectedWord({ signature }: Extract<ChainLink, { kind: 'expected' }>, result: CheckResult): LinkWord {
  if (result.case === 'signer-changed' || result.case === 'signer-changed-identity') return 'otherExpected';
  if (result.case === 'signer-not-named') return 'notNamed';
  if (result.case === 'threshold-not-met') return 'tooFew';
  if (signature?.expected !== true) return 'notExpected';
  if (result.case === 'verified-own-key') return 'expectedOwn';
  return result.publisher === undefined ? 'expectedForCall' : 'expectedFor';
}
