import type { KeySummary } from '../../../shared/model/key.ts';
import { groupsOfFour, visibleText } from '../../../shared/visible-text.ts';

/** Plain text for a project's page: who signs, the whole fingerprint in groups of four, and the armored public key. */
export function publishText(key: Pick<KeySummary, 'userIds' | 'fingerprint'>, armored: string): string {
  const [name] = key.userIds;
  return [
    `Our releases are signed with this OpenPGP key${name === undefined ? '' : ` of ${visibleText(name)}`}.`,
    'Compare the whole fingerprint before you trust the key:',
    '',
    `    ${groupsOfFour(key.fingerprint)}`,
    '',
    armored.trimEnd(),
    '',
  ].join('\n');
}
