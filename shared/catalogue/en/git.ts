import type { Case } from '../../model/result.ts';
import type { CaseWords } from './verdict.ts';

const AGAIN = { next: 'Get it again from the project’s own repository', how: 'If it is the same there, tell them.' };
const PROPERLY = { next: 'Tell the project', how: 'Ask for a signature that is made properly.' };
const SAME_KEY =
  'Go to it by an address that you know. The same whole key: this signer is recognised from now on. Another one, or none: don’t use it.';

/** What a card says of a tag or a commit where the words for files do not fit: in place of those. */
export const GIT_SENTENCES = {
  'verified-build': {
    sentence:
      '{{name}} was signed by {{builder}} for {{publisher}}’s repository {{repository}}, {{ref}}, on {{signedAt}}.',
  },
  'verified-build-for-call': {
    sentence:
      '{{name}} was signed by {{builder}} for the repository {{repository}}, {{ref}}, on {{signedAt}}, as you named it.',
  },
  'first-time': { how: SAME_KEY },
  'first-time-unnamed': { how: SAME_KEY },
  'first-time-identity': {
    sentence: '{{name}} was signed by {{identity}}, logged in with {{provider}}. Is that who signs for this project?',
    how: 'Go to it by an address that you know. The same identity and the same login: this signer is recognised from now on. Another one, or none: don’t use it.',
  },
  'first-time-build': {
    sentence:
      '{{name}} was signed by {{builder}} for the repository {{repository}}, {{ref}}. Is that where {{name}} comes from?',
    how: 'Go to it by an address that you know. The same repository: its builds are recognised from now on. Another one, or none: don’t use it.',
  },
  'proof-broken': AGAIN,
  'known-elsewhere': {
    more: 'Is this repository from {{elsewhere}}?',
    how: 'Go by where you cloned it from, not by what its name says. If you are unsure, don’t use it.',
  },
  'key-retired': {
    next: 'Look for one that is signed with {{signer}}’s new key',
    how: 'Look on the project’s own page for the new key.',
  },
  'key-not-allowed': PROPERLY,
  'no-proof-of-time': PROPERLY,
  'not-in-log': PROPERLY,
  'text-mode': {
    next: 'Tell the project',
    how: 'Line ends could be changed without anybody noticing. Git itself never signs like that.',
  },
  'weak-method': { next: 'Look for a newer tag', how: 'Newer ones are often signed with a safer method.' },
  'signer-changed': {
    more: 'You have expected {{expected}} for {{publisher}} since {{since}}. This is signed with another key: {{signer}}. Anybody can choose any name.',
  },
  'signer-changed-identity': {
    more: 'You have expected {{expected}} for {{publisher}} since {{since}}. This is signed by another identity: {{signer}}.',
  },
  tampered: {
    sentence: 'Do not trust {{name}}: it does not match its signature, which names {{signer}}.',
    ...AGAIN,
  },
  'key-revoked': {
    sentence: 'Do not trust {{name}}: {{signer}}’s key was reported stolen.',
    next: 'Look for one that is signed with a new key',
    how: 'Look on the project’s own page for its new key.',
  },
  'signature-malformed': {
    sentence: 'Do not trust {{name}}: it, or its signature, is damaged or breaks the rules of its format.',
    ...AGAIN,
  },
  'dated-in-future': {
    how: 'Compare this computer’s date and time with another clock. If they are right, ask the project.',
  },
  'signature-expired': { how: 'Newer tags may be signed anew.' },
  'unsupported-kind': {
    next: 'Ask the project for another signature',
    how: 'We read OpenPGP and SSH signatures of tags and commits, and those that gitsign makes.',
  },
  'unknown-instance': {
    how: 'Whoever runs it decides what counts as signed with it: get what it needs from them, then check again.',
  },
  'could-not-check': { how: 'The repository may be damaged. A fresh clone shows whether it is.' },
} as const satisfies Partial<Record<Case, Partial<CaseWords>>>;

/** Remarks whose words for files do not fit a tag or a commit. */
export const GIT_NOTES = {
  'signer-not-expected': 'Nobody has said here that this signer is the right one for this repository.',
  'text-mode': 'The signature covers text only: changed line ends would not be noticed.',
  renamed: 'The tag stands here under another name than the one that was signed.',
} as const;
