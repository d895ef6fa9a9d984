import { expect, it } from 'vitest';
import { sshFingerprint, writtenEnd, writtenFingerprint } from '../../shared/ssh-fingerprint.ts';

const HEX = 'C9C359FED11DE5DCC6D534DEC54A162547283769D44523EBD08395FF0B9110FE';
// As `ssh-keygen -l` wrote it of that key.
const SSH = 'SHA256:ycNZ/tEd5dzG1TTexUoWJUcoN2nURSPr0IOV/wuREP4';

it('writes a digest as ssh-keygen does', () => {
  expect(sshFingerprint(HEX)).toBe(SSH);
});

it('writes each fingerprint as its own tools do', () => {
  expect(writtenFingerprint('ssh', HEX)).toBe(SSH);
  expect(writtenFingerprint('openpgp', HEX.slice(0, 40))).toBe('C9C3 59FE D11D E5DC C6D5 34DE C54A 1625 4728 3769');
  expect(writtenFingerprint('sigstore', HEX)).not.toContain('SHA256:');
  expect(writtenEnd('ssh', HEX)).toBe('…V/wuREP4');
  expect(writtenEnd(undefined, HEX)).toBe('…0B9110FE');
  expect(writtenEnd('ssh', '')).toBe('');
});
