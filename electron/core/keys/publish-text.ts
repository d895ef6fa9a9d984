import type { KeySummary } from '../../../shared/model/key.ts';
import { writtenFingerprint } from '../../../shared/ssh-fingerprint.ts';
import { visibleText } from '../../../shared/visible-text.ts';

/** Plain text for a project's page: who signs, the whole fingerprint in groups of four, and the public key. */
export function publishText(key: Pick<KeySummary, 'type' | 'userIds' | 'fingerprint'>, armored: string): string {
  const [name] = key.userIds;
  // What a key of cosign's kind or of SSH is called is the user's own note.
  const isCosign = key.type === 'cosign';
  const isSsh = key.type === 'ssh';
  const which = isSsh ? 'SSH' : isCosign ? 'Sigstore' : 'OpenPGP';
  const whose = isCosign || isSsh || name === undefined ? '' : ` of ${visibleText(name)}`;
  return [
    `Our releases are signed with this ${which} key${whose}.`,
    `Compare the whole fingerprint${isCosign ? ' (SHA-256 of the public key)' : ''} before you trust the key:`,
    '',
    `    ${writtenFingerprint(key.type, key.fingerprint)}`,
    '',
    armored.trimEnd(),
    '',
  ].join('\n');
}
