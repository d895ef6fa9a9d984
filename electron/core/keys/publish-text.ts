import type { KeySummary } from '../../../shared/model/key.ts';

/** A fingerprint in groups of four digits, as people compare it. */
export function groupFingerprint(fingerprint: string): string {
  return fingerprint.match(/.{1,4}/g)?.join(' ') ?? '';
}

/** Plain text for a project's page: who signs, the whole fingerprint in groups of four, and the armored public key. */
export function publishText(key: Pick<KeySummary, 'userIds' | 'fingerprint'>, armored: string): string {
  const [name] = key.userIds;
  return [
    `Our releases are signed with this OpenPGP key${name === undefined ? '' : ` of ${inert(name)}`}.`,
    'Compare the whole fingerprint before you trust the key:',
    '',
    `    ${groupFingerprint(key.fingerprint)}`,
    '',
    armored.trimEnd(),
    '',
  ].join('\n');
}

/** Control, bidirectional and zero-width characters made visible: a name must not change the lines around it. */
function inert(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');
}
