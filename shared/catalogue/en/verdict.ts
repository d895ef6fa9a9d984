import type { Case } from '../../model/result.ts';
import type { Note } from '../../model/verdict.ts';

/**
 * What a verdict card says. `sentence` is its headline and `more` what follows it in reading size; `next` names the next step, as its
 * button or as the heading of what to do, and `how` explains that step. Either of `more` and `how` may be empty. `{{name}}` is the
 * artifact's name; params that end in `At` or are `since` are dates.
 */
export type CaseWords = Record<'sentence' | 'more' | 'next' | 'how', string>;

/** The words of every case, in the order of the model. */
export const VERDICT_SENTENCES: Record<Case, CaseWords> = {
  verified: {
    sentence: '{{name}} comes from {{publisher}}, unchanged.',
    more: 'Signed by {{signer}}, the signer whom you confirmed for {{publisher}} on {{since}}.',
    next: 'Open folder',
    how: '',
  },
  'verified-for-call': {
    sentence: '{{name}} is unchanged and was signed by {{signer}}, whom you named.',
    more: '',
    next: 'Open folder',
    how: '',
  },
  'verified-by-manifest': {
    sentence: '{{name}} comes from {{publisher}}, unchanged: it is in the list that {{signer}} signed.',
    more: '',
    next: 'Open folder',
    how: '',
  },
  'verified-by-manifest-for-call': {
    sentence: '{{name}} is unchanged: it is in the list that {{signer}} signed, whom you named.',
    more: '',
    next: 'Open folder',
    how: '',
  },
  'verified-among-several': {
    sentence: '{{name}} comes from {{publisher}}, unchanged.',
    more: 'Signed by {{signer}}. Others signed it too ({{others}}), who are not confirmed here; that changes nothing.',
    next: 'Open folder',
    how: '',
  },
  'verified-expired-since': {
    sentence: '{{name}} comes from {{publisher}}, unchanged.',
    more: '{{signer}}’s key has expired since; you checked this same signature on {{seenAt}}.',
    next: 'Refresh {{signer}}’s key',
    how: 'Many people extend their keys. A fresh copy says until when this one holds.',
  },
  'verified-own-key': {
    sentence: '{{name}} is unchanged, and you signed it yourself as {{signer}}.',
    more: '',
    next: 'Open folder',
    how: '',
  },
  'verified-list': {
    sentence: '{{name}} comes from {{publisher}}, and all {{listed}} files that it lists are unchanged.',
    more: 'Signed by {{signer}}.',
    next: 'Open folder',
    how: '',
  },
  'verified-list-for-call': {
    sentence:
      'All {{listed}} files that {{name}} lists are unchanged, and it was signed by {{signer}}, whom you named.',
    more: '',
    next: 'Open folder',
    how: '',
  },
  'verified-undated': {
    sentence: '{{name}} comes from {{publisher}}, unchanged.',
    more: 'Signed with {{signer}}, the key that you confirmed for {{publisher}} on {{since}}. Nothing says when it was signed.',
    next: 'Open folder',
    how: '',
  },
  'verified-undated-for-call': {
    sentence: '{{name}} is unchanged and was signed with {{signer}}, a key that you named.',
    more: 'Nothing says when it was signed.',
    next: 'Open folder',
    how: '',
  },
  'verified-build': {
    sentence:
      '{{name}} was built by {{builder}} from {{publisher}}’s repository {{repository}}, {{ref}}, on {{signedAt}}.',
    more: 'It is unchanged since then.',
    next: 'Open folder',
    how: '',
  },
  'verified-build-for-call': {
    sentence:
      '{{name}} was built by {{builder}} from the repository {{repository}}, {{ref}}, on {{signedAt}}, as you named it.',
    more: 'It is unchanged since then.',
    next: 'Open folder',
    how: '',
  },
  'first-time-identity': {
    sentence: '{{name}} was signed by {{identity}}, logged in with {{provider}}. Is that who makes {{name}}?',
    more: 'Anybody can log in, with an address that sounds like somebody known; nobody has confirmed here that this is the right person.',
    next: 'Compare with the project’s page',
    how: 'Go to it by an address that you know. The same identity and the same login: this signer is recognised from now on. Another one, or none: don’t open the file.',
  },
  'first-time-build': {
    sentence:
      '{{name}} was built by {{builder}} from the repository {{repository}}, {{ref}}. Is that where {{name}} comes from?',
    more: 'Anybody can build in a repository of their own; nobody has confirmed here that this is the right one.',
    next: 'Compare with the project’s page',
    how: 'Go to it by an address that you know. The same repository: its builds are recognised from now on. Another one, or none: don’t open the file.',
  },
  'proof-broken': {
    sentence: 'Do not trust {{name}}: the proofs that came with its signature do not hold.',
    more: '{{problem}}',
    next: 'Get both again from the project’s own page',
    how: 'If it fails again, tell them.',
  },
  'key-not-identity': {
    sentence: 'We can’t check {{name}} by whom you named: it was signed with a key, not by somebody who logged in.',
    more: 'The key ends in {{signer}}. Nobody has confirmed here whose it is.',
    next: 'Choose the public key …',
    how: 'If the project signs with a key, its page gives the public key, often as cosign.pub: name that one. A key that lies beside the download proves nothing by itself.',
  },
  'public-key-missing': {
    sentence: 'We can’t check {{name}} yet: we don’t have the public key that it was signed with.',
    more: '',
    next: 'Choose the public key …',
    how: 'It stands on the project’s own page, often as cosign.pub. A key that lies beside the download proves nothing by itself.',
  },
  'first-time': {
    sentence: 'Somebody who uses the name “{{signer}}” signed {{name}}.',
    more: 'Anybody can choose that name; nobody has confirmed it here.',
    next: 'Compare with the project’s page',
    how: 'Go to it by an address that you know. The same whole key: this signer is recognised from now on. Another one, or none: don’t open the file.',
  },
  'first-time-unnamed': {
    sentence: '{{name}} was signed with a key that carries no name, ending in {{signer}}.',
    more: 'Nobody has confirmed here whose key that is.',
    next: 'Compare with the project’s page',
    how: 'Go to it by an address that you know. The same whole key: this signer is recognised from now on. Another one, or none: don’t open the file.',
  },
  'known-elsewhere': {
    sentence: 'We can’t tell yet whose {{name}} is. It was signed by {{signer}}, whom you know from {{elsewhere}}.',
    more: 'Is this file from {{elsewhere}}?',
    next: 'Say where you got it',
    how: 'Go by where you downloaded it, not by what its name says. If you are unsure, don’t open it.',
  },
  'expired-since': {
    sentence: '{{signer}}’s key has expired, and nothing independent proves that {{name}} was signed before that.',
    more: 'The signature says so itself; whoever has the old key could have written that date.',
    next: 'Get a fresh copy of {{signer}}’s key',
    how: 'Many people extend their keys. A fresh copy may show that this one still holds.',
  },
  'key-retired': {
    sentence: '{{name}} was signed with a key that {{signer}} has since replaced.',
    more: 'Nothing independent proves when.',
    next: 'Get {{signer}}’s new key',
    how: 'Look on the project’s own page for the new key, and for a release that is signed with it.',
  },
  'weak-method': {
    sentence:
      'Nothing safe vouches for {{name}}. It only matches its signature with a method ({{method}}) that can be forged today.',
    more: '',
    next: 'Look for a newer signature',
    how: 'It stands on the project’s own page, often with a newer release.',
  },
  'signer-changed': {
    sentence: 'Stop: {{name}} is not signed by the signer whom you know from {{publisher}}. Somebody else signed it.',
    more: 'You have expected {{expected}} for {{publisher}} since {{since}}. This file is signed with another key: {{signer}}. Anybody can choose any name.',
    next: 'Compare the two signers',
    how: 'A project that changes its key says so on its own page. Unless you read it there, the new one is a stranger’s.',
  },
  'signer-changed-identity': {
    sentence: 'Stop: {{name}} is not signed by the signer whom you know from {{publisher}}. Somebody else signed it.',
    more: 'You have expected {{expected}} for {{publisher}} since {{since}}. This file is signed by another identity: {{signer}}.',
    next: 'Compare the two signers',
    how: 'A project that signs in another way from now on says so on its own page. Unless you read it there, the new signer is a stranger.',
  },
  'signer-not-named': {
    sentence: 'Stop: {{name}} is not signed by whom you named, but by {{signer}}.',
    more: '',
    next: 'Compare the two signers',
    how: 'A project that signs in another way from now on says so on its own page. Unless you read it there, the new signer is a stranger.',
  },
  tampered: {
    sentence: 'Do not open {{name}}: it does not match its signature, which names {{signer}}.',
    more: '',
    next: 'Get both again from the project’s own page',
    how: 'If it fails again, tell them.',
  },
  'other-statement': {
    sentence: 'Do not open {{name}}: what was signed is a statement about another file.',
    more: 'It names {{signer}}.',
    next: 'Get both again from the project’s own page',
    how: 'If it fails again, tell them.',
  },
  'list-mismatch': {
    sentence: 'Do not open {{name}}: it is not the file in the list {{list}}.',
    more: '',
    next: 'Get both again from the project’s own page',
    how: 'If it fails again, tell them.',
  },
  'list-has-mismatches': {
    sentence: 'Stop: {{count}} of the {{listed}} files are not what the list {{name}} says.',
    more: '',
    next: 'Get them again from the project’s own page',
    how: 'If it fails again, tell them.',
  },
  'digest-mismatch': {
    sentence: 'Do not open {{name}}: it does not match the checksum that you gave.',
    more: '',
    next: 'Get it again from the project’s own page',
    how: 'Copy the checksum again, too. If it fails again, tell them.',
  },
  'belongs-to-other': {
    sentence: 'Nothing here covers {{name}}.',
    more: 'The signature that is here belongs to {{other}}.',
    next: 'Choose the signature of {{name}} …',
    how: 'On the project’s download page, look for a file named {{name}}.asc, {{name}}.sig or {{name}}.sigstore.json, or for a list such as SHA256SUMS together with its signature.',
  },
  'wrong-signature': {
    sentence: 'The signature that is here does not match {{name}}; its name suggests that it is for {{other}}.',
    more: '',
    next: 'Choose {{name}}’s own signature …',
    how: 'On the project’s download page, look for a file named {{name}}.asc, {{name}}.sig or {{name}}.sigstore.json, or for a list such as SHA256SUMS together with its signature.',
  },
  'one-good-one-bad': {
    sentence:
      'Stop: {{name}} fails one of its signatures, {{signer}}’s. A good one by {{good}} does not make up for that.',
    more: '',
    next: 'Show both signatures',
    how: 'One signature that does not match is reason enough to ask the project.',
  },
  'key-revoked': {
    sentence: 'Do not open {{name}}: {{signer}}’s key was reported stolen.',
    more: 'Whoever has it could have signed this.',
    next: 'Get a new copy, signed with the publisher’s new key',
    how: 'Look on the project’s own page for its new key, and download the file again with its new signature.',
  },
  'key-missing': {
    sentence: 'We can’t check {{name}} yet: we don’t have the key that its signature names ({{keyId}}).',
    more: '',
    next: 'Look it up',
    how: 'The key may also stand on the project’s own page.',
  },
  'list-unsigned': {
    sentence: 'Nothing says who made {{name}}. It only matches the list {{list}}, which nobody has signed.',
    more: '',
    next: 'Choose the list’s signature …',
    how: 'On the project’s download page, look for a file named {{list}}.asc, {{list}}.sig, {{list}}.gpg or {{list}}.sigstore.json.',
  },
  'list-unsigned-whole': {
    sentence:
      'Nothing says who made these {{listed}} files. They only match the list {{name}}, which nobody has signed.',
    more: '',
    next: 'Choose the list’s signature …',
    how: 'On the project’s download page, look for a file named {{name}}.asc, {{name}}.sig, {{name}}.gpg or {{name}}.sigstore.json.',
  },
  'digest-only': {
    sentence: 'Nothing says who made {{name}}. It only matches the checksum that you gave.',
    more: '',
    next: 'Choose the signature file …',
    how: 'On the project’s download page, look for a file named {{name}}.asc, {{name}}.sig or {{name}}.sigstore.json, or for a list such as SHA256SUMS together with its signature.',
  },
  'weak-sum-only': {
    sentence: 'Nothing proves who made {{name}}. It only matches its {{method}}, and {{method}} can be forged.',
    more: '',
    next: 'Choose the signature file …',
    how: 'On the project’s download page, look for a file named {{name}}.asc, {{name}}.sig or {{name}}.sigstore.json, or for a list such as SHA256SUMS together with its signature.',
  },
  'not-listed': {
    sentence: 'The list {{list}} says nothing about {{name}}.',
    more: '',
    next: 'Choose the signature of {{name}} …',
    how: 'On the project’s download page, look for a file named {{name}}.asc, {{name}}.sig or {{name}}.sigstore.json, or for a list such as SHA256SUMS together with its signature.',
  },
  'signature-is-web-page': {
    sentence: '{{signature}} is not a signature but a web page, probably an error message.',
    more: '',
    next: 'Download the signature again',
    how: 'Get it from the project’s own page, where {{name}} comes from.',
  },
  'signature-is-empty': {
    sentence: '{{signature}} is empty: it holds no signature.',
    more: '',
    next: 'Download the signature again',
    how: 'Get it from the project’s own page, where {{name}} comes from.',
  },
  'signature-malformed': {
    sentence: '{{signature}} should be a signature of {{name}}, but it is damaged or breaks the rules of its format.',
    more: '',
    next: 'Download the signature again',
    how: 'Get it from the project’s own page, where {{name}} comes from.',
  },
  'list-malformed': {
    sentence: 'The list {{list}} breaks the rules of its format ({{problem}}), so it cannot vouch for {{name}}.',
    more: '',
    next: 'Get the list again from the project’s own page',
    how: 'If it fails again, tell them.',
  },
  'key-instead-of-signature': {
    sentence: '{{signature}} is a key, not a signature of {{name}}.',
    more: '',
    next: 'Get the signature itself',
    how: 'On the project’s download page, look for a file named {{name}}.asc, {{name}}.sig or {{name}}.sigstore.json, or for a list such as SHA256SUMS together with its signature.',
  },
  'nothing-to-check': {
    sentence: 'Nothing here says who made {{name}}.',
    more: '',
    next: 'Choose the signature file …',
    how: 'On the project’s download page, look for a file named {{name}}.asc, {{name}}.sig or {{name}}.sigstore.json, or for a list such as SHA256SUMS together with its signature. A checksum alone only shows that the download arrived whole.',
  },
  'nothing-covers': {
    sentence: '{{name}} is in this folder, but nothing covers it.',
    more: '',
    next: 'Choose the signature of {{name}} …',
    how: 'On the project’s download page, look for a file named {{name}}.asc, {{name}}.sig or {{name}}.sigstore.json, or for a list such as SHA256SUMS together with its signature. If there is none, leave the file alone.',
  },
  'covers-unpacked': {
    sentence: '{{signature}} covers {{other}}, the unpacked file.',
    more: 'We can’t check {{name}} as it is.',
    next: 'Choose {{other}} …',
    how: 'Unpack {{name}} first, without starting anything in it.',
  },
  'dated-in-future': {
    sentence: 'The signature of {{name}} is dated ahead of now ({{signedAt}}). Is this computer’s clock right?',
    more: '',
    next: 'Check the clock',
    how: 'Compare this computer’s date and time with another clock. If they are right, don’t open the file, and ask the project.',
  },
  'signature-expired': {
    sentence: '{{signer}} said how long the signature of {{name}} holds; that time is past.',
    more: '',
    next: 'Look for a newer one',
    how: 'It stands on the project’s own page, often with a newer release.',
  },
  'text-mode': {
    sentence:
      'Parts of {{name}} could have been changed without anybody noticing: {{signer}}’s signature does not cover every byte.',
    more: '',
    next: 'Ask the publisher for a binary signature',
    how: 'Line ends could be changed without anybody noticing; only the publisher can make a signature that covers every byte.',
  },
  'key-not-allowed': {
    sentence: 'Do not trust {{name}}: the key that signed it was not allowed to.',
    more: '{{why}}',
    next: 'Tell the publisher',
    how: 'Ask for a release that is signed properly.',
  },
  'unusable-input': {
    sentence: 'We couldn’t use {{input}}: {{problem}}.',
    more: '',
    next: 'Choose another …',
    how: 'The check goes on with what you choose.',
  },
  'unsupported-kind': {
    sentence: 'We can’t read this kind of signature ({{kind}}) of {{name}}.',
    more: '',
    next: 'Choose another signature …',
    how: 'We read OpenPGP signatures (.asc, .sig, .gpg) and Sigstore bundles (.sigstore.json), of the file itself or of a list such as SHA256SUMS.',
  },
  'no-proof-of-time': {
    sentence: 'Do not trust {{name}}: nothing proves that its signer’s certificate was still valid.',
    more: 'Such a certificate holds for minutes only. Whoever got hold of its key later could have signed this.',
    next: 'Ask the publisher',
    how: 'Ask for a release that is signed properly.',
  },
  'not-in-log': {
    sentence: 'Do not trust {{name}}: its signature is not in the log where it has to be.',
    more: 'What is signed like this is recorded in a log, so that misuse is noticed. This was kept out of sight.',
    next: 'Ask the publisher',
    how: 'Ask for a release that is signed properly.',
  },
  'log-not-asked': {
    sentence: 'The signature of {{name}} carries no proof of when it was made. The log {{log}} may have it.',
    more: 'This version does not ask the log by itself.',
    next: 'Choose the bundle …',
    how: 'Look on the project’s download page for a bundle of the same signature, often {{name}}.sigstore.json or {{name}}.bundle: it carries the proof.',
  },
  'no-log-known': {
    sentence:
      'The signature of {{name}} carries no proof of when it was made, and no log that is known here can have it.',
    more: 'Its signer’s certificate held for a few minutes only: nothing shows that it was made within them.',
    next: 'Ask for another signature',
    how: 'A Sigstore bundle carries the proof, and so does what gitsign signs with gitsign.rekorMode offline.',
  },
  'unknown-instance': {
    sentence: '{{name}} was signed with a Sigstore that we don’t know ({{kind}}).',
    more: '',
    next: 'Add this instance …',
    how: 'Whoever runs it decides what counts as signed with it: take its files from them, then check again. Or look for another signature of the same file.',
  },
  'threshold-not-met': {
    sentence: '{{have}} of the {{wanted}} signers whom you ask for have signed {{name}}.',
    more: '',
    next: 'Choose their signatures …',
    how: 'Look on the project’s download page for the signatures that are missing.',
  },
  'list-incomplete': {
    sentence:
      '{{missing}} of the {{listed}} files in {{name}} are not here and were not checked. What is here matches.',
    more: '',
    next: 'Choose the missing files …',
    how: 'If you downloaded only one of them, check that file instead of the list.',
  },
  'list-none-here': {
    sentence: 'None of the {{listed}} files in {{name}} is here: no download has been checked.',
    more: 'Only the list itself was looked at.',
    next: 'Choose your download …',
    how: 'One file of the list is enough.',
  },
  'signature-without-artifact': {
    sentence: '{{signature}} is a signature, but the file that it covers ({{name}}) isn’t here.',
    more: '',
    next: 'Choose {{name}} …',
    how: 'It is the download itself, often in your Downloads folder.',
  },
  'could-not-check': {
    sentence: 'We can’t check {{name}}: {{problem}}.',
    more: '',
    next: 'Try again',
    how: 'See that the file is still there, and that you may read it.',
  },
  'tag-renamed': {
    sentence: 'Do not trust {{name}}: what was signed is the tag {{tag}}, not one of this name.',
    more: 'Somebody gave the tag another name, so that an older or another version could pass for this one.',
    next: 'Get the tag again from the project’s own repository',
    how: 'If it is the same there, tell them.',
  },
  'tag-also-named': {
    sentence: '{{name}} is another name of the tag {{tag}}, which was signed under that name only.',
    more: 'The tag stands in this repository under its own name too.',
    next: 'Check the tag {{tag}}',
    how: 'What was signed says nothing of the name {{name}}: go by {{tag}}.',
  },
  'object-unsigned': {
    sentence: '{{name}} is not signed.',
    more: '',
    next: 'Ask the project whether it signs',
    how: 'Many projects sign their tags and not each commit: a signed tag vouches for everything that led to it.',
  },
  'object-log-not-asked': {
    sentence: 'Nothing proves when {{name}} was signed: its signature carries no proof of that.',
    more: 'A log can prove it, if it has the signature: {{log}}. Everything else that can be checked here was checked.',
    next: 'Look it up in the log',
    how: 'Newer versions of gitsign put the proof into the signature itself (gitsign.rekorMode offline).',
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
  'key-expired-since': 'The signer’s key has expired since the date that the signature bears.',
  'key-not-valid-then': 'The signer’s key was not valid at the date that the signature bears.',
  'key-revoked': 'The signer’s key was withdrawn as stolen, or without a reason.',
  'key-retired': 'The signer has replaced or retired this key.',
  'signature-expired': 'The signature itself has run out.',
  'dated-in-future': 'The signature is dated ahead of now.',
  'weak-digest': 'It uses a method that can be forged today (MD5, SHA-1 or RIPEMD).',
  'weak-key': 'The signer’s key is too short to be safe today.',
  'sha1-self-signature': 'The signer’s key vouches for itself with SHA-1 only.',
  'key-may-not-sign': 'The key that made the signature was not allowed to sign.',
  'text-mode': 'The signature treats the file as text: changed line ends would not be noticed.',
  chain: 'The signer’s certificate does not lead to a known authority.',
  sct: 'The certificate was not entered in a certificate log as it claims.',
  'log-proof': 'The proof that the log holds this signature is wrong.',
  'log-promise': 'The log’s promise for this signature is wrong.',
  checkpoint: 'The log’s signed state is wrong.',
  timestamp: 'The timestamp is wrong.',
  'subject-mismatch': 'The statement that was signed is about another file.',
  'no-trusted-time': 'Nothing proves when it was signed.',
  'not-logged': 'It is in no log.',
  'unknown-instance': 'It was made with services that are not known here.',
  'several-signatures': 'There are several signatures.',
  'threshold-not-met': 'Fewer signers than you ask for have signed.',
  'manifest-unsigned': 'Nothing says who wrote the list or the checksum.',
  'not-listed': 'The list says nothing about this file.',
  'unlisted-files': 'There are files here that the list does not name.',
  renamed: 'The file has another name than in the list.',
  'key-not-refreshed': 'Whether the key was withdrawn has not been looked up in the last 90 days.',
  downgrade: 'This is an older version than the last one that you verified.',
};
