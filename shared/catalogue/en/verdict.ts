import type { Case } from '../../model/result.ts';
import type { Note } from '../../model/verdict.ts';

/** What a verdict card says first, and what its one button offers. `{{name}}` is the artifact's name; params that end in `At` or are `since` are dates. */
export const VERDICT_SENTENCES: Record<Case, { sentence: string; next: string }> = {
  verified: {
    sentence:
      '{{name}} comes from {{publisher}}, unchanged. Signed by {{signer}}, whom you have expected for {{publisher}} since {{since}}.',
    next: 'Open folder',
  },
  'verified-for-call': {
    sentence: '{{name}} is unchanged and was signed by {{signer}}, whom you named.',
    next: 'Open folder',
  },
  'verified-by-manifest': {
    sentence: '{{name}} comes from {{publisher}}, unchanged: it is in the list that {{signer}} signed.',
    next: 'Open folder',
  },
  'verified-by-manifest-for-call': {
    sentence: '{{name}} is unchanged: it is in the list that {{signer}} signed, whom you named.',
    next: 'Open folder',
  },
  'verified-among-several': {
    sentence:
      '{{name}} comes from {{publisher}}, unchanged. {{signer}} signed it; what others signed beside it ({{others}}) changes nothing.',
    next: 'Open folder',
  },
  'verified-expired-since': {
    sentence:
      "{{name}} comes from {{publisher}}, unchanged. {{signer}}'s key has expired since; you checked this same signature on {{seenAt}}.",
    next: "Refresh {{signer}}'s key",
  },
  'verified-own-key': {
    sentence: '{{name}} is unchanged, and you signed it yourself as {{signer}}.',
    next: 'Open folder',
  },
  'verified-list': {
    sentence:
      '{{name}} comes from {{publisher}}, and all {{listed}} files that it lists are unchanged. Signed by {{signer}}.',
    next: 'Open folder',
  },
  'verified-list-for-call': {
    sentence:
      'All {{listed}} files that {{name}} lists are unchanged, and it was signed by {{signer}}, whom you named.',
    next: 'Open folder',
  },
  'first-time': {
    sentence:
      'Somebody who uses the name “{{signer}}” signed {{name}}. Anybody can choose that name; nobody has confirmed it here.',
    next: "Compare with the project's page",
  },
  'known-elsewhere': {
    sentence: '{{name}} was signed by {{signer}}, whom you know from {{elsewhere}}. Is this file from {{elsewhere}}?',
    next: 'Say whose file this is',
  },
  'expired-since': {
    sentence:
      "{{name}} fits its signature, which says it was made before {{signer}}'s key expired; nothing independent proves that date.",
    next: "Get a fresh copy of {{signer}}'s key",
  },
  'key-retired': {
    sentence: '{{name}} was signed with a key that {{signer}} has since replaced; nothing independent proves when.',
    next: "Get {{signer}}'s new key",
  },
  'weak-method': {
    sentence: '{{name}} fits its signature, but with a method ({{method}}) that can be forged today.',
    next: 'Look for a newer signature',
  },
  'signer-changed': {
    sentence:
      'Stop: every {{stem}} that you checked since {{since}} was signed by {{expected}}; {{name}} is signed by {{signer}}.',
    next: 'Show both',
  },
  'signer-not-named': {
    sentence: 'Stop: {{name}} is not signed by whom you named, but by {{signer}}.',
    next: 'Show both',
  },
  tampered: {
    sentence: 'Do not open {{name}}: it does not match its signature (which names {{signer}}).',
    next: "Get both again from the project's own page; if it fails again, tell them",
  },
  'list-mismatch': {
    sentence: 'Do not open {{name}}: it is not the file in the list {{list}}.',
    next: "Get both again from the project's own page; if it fails again, tell them",
  },
  'list-has-mismatches': {
    sentence: 'Stop: {{count}} of the {{listed}} files in {{name}} are not the files that it lists.',
    next: "Get them again from the project's own page; if it fails again, tell them",
  },
  'digest-mismatch': {
    sentence: 'Do not open {{name}}: it does not match the digest that you gave.',
    next: "Get it again from the project's own page, and copy the digest again",
  },
  'belongs-to-other': {
    sentence: 'This signature belongs to {{other}}. Nothing here covers {{name}}.',
    next: "Add {{name}}'s signature",
  },
  'wrong-signature': {
    sentence: 'The signature does not fit {{name}}; its name suggests that it is for {{other}}.',
    next: "Add {{other}}, or {{name}}'s own signature",
  },
  'one-good-one-bad': {
    sentence: "Stop: {{good}}'s signature fits {{name}}, but {{signer}}'s does not.",
    next: 'Show both',
  },
  'key-revoked': {
    sentence: "Do not open {{name}}: {{signer}}'s key was reported stolen. Whoever has it could have signed this.",
    next: "Get a new copy, signed with the publisher's new key",
  },
  'key-missing': {
    sentence: "{{name}} is signed, but we don't have the key that the signature names ({{keyId}}).",
    next: 'Look it up',
  },
  'list-unsigned': {
    sentence: '{{name}} arrived as the list {{list}} says. Nothing says who wrote the list.',
    next: "Add the list's signature",
  },
  'list-unsigned-whole': {
    sentence: 'All {{listed}} files match the list {{name}}. Nothing says who wrote it.',
    next: "Add the list's signature",
  },
  'digest-only': {
    sentence: '{{name}} has the digest that you gave. Nothing says who made it.',
    next: 'Add a signature',
  },
  'weak-sum-only': {
    sentence: '{{name}} matches its {{method}}, but {{method}} can be forged.',
    next: 'Look for a signature',
  },
  'not-listed': {
    sentence: 'The list {{list}} says nothing about {{name}}.',
    next: "Add {{name}}'s own signature",
  },
  'signature-is-web-page': {
    sentence: '{{signature}} is not a signature but a web page, probably an error message.',
    next: 'Download the signature again',
  },
  'signature-is-empty': {
    sentence: '{{signature}} is empty: it holds no signature.',
    next: 'Download the signature again',
  },
  'signature-malformed': {
    sentence: '{{signature}} should be a signature of {{name}}, but it is damaged or breaks the rules of its format.',
    next: 'Download the signature again',
  },
  'list-malformed': {
    sentence: 'The list {{list}} breaks the rules of its format ({{problem}}), so it cannot vouch for {{name}}.',
    next: "Get the list again from the project's own page; if it fails again, tell them",
  },
  'key-instead-of-signature': {
    sentence: '{{signature}} is a key, not a signature of {{name}}.',
    next: 'Download the signature',
  },
  'nothing-to-check': {
    sentence: 'Nothing here says who made {{name}}.',
    next: 'Add a signature. A checksum only shows that the download arrived whole',
  },
  'nothing-covers': {
    sentence: '{{name}} is in this folder, but nothing covers it.',
    next: "Don't open it, or find its signature",
  },
  'covers-unpacked': {
    sentence: "{{signature}} covers {{other}}, the unpacked file. We can't check {{name}} as it is.",
    next: 'Unpack {{name}} and check {{other}}',
  },
  'dated-in-future': {
    sentence: 'The signature of {{name}} is dated ahead of now ({{signedAt}}). Is this computer’s clock right?',
    next: 'Check the clock',
  },
  'signature-expired': {
    sentence: '{{signer}} said how long the signature of {{name}} holds; that time is past.',
    next: 'Look for a newer one',
  },
  'text-mode': {
    sentence: "{{signer}}'s signature does not cover every byte of {{name}}.",
    next: 'Ask the publisher for a binary signature',
  },
  'key-not-allowed': {
    sentence: 'Do not trust {{name}}: the key that signed it was not allowed to.',
    next: 'Tell the publisher',
  },
  'unusable-input': {
    sentence: "We couldn't use {{input}}: {{problem}}.",
    next: 'Choose another',
  },
  'unsupported-kind': {
    sentence: "We can't read this kind of signature ({{kind}}) of {{name}}.",
    next: 'See what we read',
  },
  'no-proof-of-time': {
    sentence: "Do not trust {{name}}: nothing proves that its signer's certificate was still valid.",
    next: 'Ask the publisher',
  },
  'log-not-asked': {
    sentence: 'The signature of {{name}} carries no proof of its time; only the log {{log}} can tell.',
    next: 'Ask the log',
  },
  'unknown-instance': {
    sentence: "{{name}} was signed with a Sigstore that we don't know ({{kind}}).",
    next: 'Add this instance',
  },
  'threshold-not-met': {
    sentence: '{{have}} of the {{wanted}} signers whom you ask for have signed {{name}}.',
    next: 'Add their signatures',
  },
  'list-incomplete': {
    sentence: '{{missing}} of the {{listed}} files in {{name}} are not here. What is here matches.',
    next: 'Add the missing files',
  },
  'signature-without-artifact': {
    sentence: "{{signature}} is a signature, but the file that it covers ({{name}}) isn't here.",
    next: 'Add {{name}}',
  },
  'could-not-check': {
    sentence: "We can't check {{name}}: {{problem}}.",
    next: 'Try again',
  },
};

/** What each remark means, in one sentence. */
export const NOTE_TEXTS: Record<Note, string> = {
  'signer-not-expected': 'Nobody has said here that this signer is the right one for this file.',
  'project-unclear': 'You know this signer from another publisher.',
  'signer-changed': 'Somebody else is expected to sign this.',
  malformed: 'It is damaged or breaks the rules of its format.',
  'key-instead-of-signature': 'It holds a public key where a signature should be.',
  'unusable-input': 'A file that was given for this check could not be used.',
  'key-expired-since': "The signer's key has expired since the signature's date.",
  'key-not-valid-then': "The signer's key was not valid at the signature's date.",
  'key-revoked': "The signer's key was withdrawn as stolen, or without a reason.",
  'key-retired': 'The signer has replaced or retired this key.',
  'signature-expired': 'The signature itself has run out.',
  'dated-in-future': 'The signature is dated ahead of now.',
  'weak-digest': 'It uses a digest that can be forged today (MD5, SHA-1 or RIPEMD).',
  'weak-key': "The signer's key is too short to be safe today.",
  'sha1-self-signature': "The signer's key vouches for itself with SHA-1 only.",
  'key-may-not-sign': 'The key that made the signature was not allowed to sign.',
  'text-mode': 'The signature treats the file as text: changed line ends would not be noticed.',
  chain: "The signer's certificate does not lead to a known authority.",
  sct: 'The certificate was not entered in a certificate log as it claims.',
  'log-proof': 'The proof that the log holds this signature is wrong.',
  'log-promise': "The log's promise for this signature is wrong.",
  checkpoint: "The log's signed state is wrong.",
  timestamp: 'The timestamp is wrong.',
  'subject-mismatch': 'The statement that was signed is about another file.',
  'no-trusted-time': 'Nothing proves when it was signed.',
  'not-logged': 'It is in no public log.',
  'unknown-instance': 'It was made with services that are not known here.',
  'several-signatures': 'There are several signatures.',
  'threshold-not-met': 'Fewer signers than you ask for have signed.',
  'manifest-unsigned': 'Nothing says who wrote the list or the digest.',
  'not-listed': 'The list says nothing about this file.',
  'unlisted-files': 'There are files here that the list does not name.',
  renamed: 'The file has another name than in the list.',
  'key-not-refreshed': 'Whether the key was withdrawn has not been looked up in the last 90 days.',
  downgrade: 'This is an older version than the last one that you verified.',
};
