import { expect, it } from 'vitest';
import { publishText } from '../../../electron/core/keys/publish-text.ts';
import { groupsOfFour } from '../../../shared/visible-text.ts';

const fingerprint = '0123456789ABCDEF0123456789ABCDEF01234567';

it('shows the whole fingerprint in groups of four, and the key', () => {
  const armored = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----\n';
  const text = publishText({ type: 'openpgp', userIds: ['Ada <ada@example.org>'], fingerprint }, armored);
  expect(text).toContain('Ada <ada@example.org>');
  expect(text).toContain('\n    0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567\n');
  expect(text.endsWith(armored)).toBe(true);
  expect(groupsOfFour(fingerprint).replaceAll(' ', '')).toBe(fingerprint);
});

it('a name cannot add lines of its own or turn the text around', () => {
  const text = publishText({ type: 'openpgp', userIds: ['Ada\n\n    FFFF FFFF\u202e'], fingerprint }, 'key');
  expect(text).not.toContain('\n    FFFF');
  expect(text).not.toContain('\u202e');
});
