import { describe, expect, it } from 'vitest';
import { signerName } from '../../shared/signer-name.ts';

const fingerprint = 'A1B2C3D4E5F60718293A4B5C6D7E8F9012345678';
const keyId = '0123456789ABCDEF';

describe('signerName', () => {
  it('is the claimed name without its address', () => {
    expect(signerName({ userId: 'Ada Lovelace <ada@example.org>', fingerprint })).toBe('Ada Lovelace');
    expect(signerName({ userId: 'Ada', identity: 'ada@example.org' })).toBe('Ada');
  });

  it('is the identity where nobody claims a name, else the end of the key', () => {
    expect(signerName({ identity: 'ada@example.org', fingerprint })).toBe('ada@example.org');
    expect(signerName({ fingerprint, keyId })).toBe('…12345678');
    expect(signerName({ keyId })).toBe('…89ABCDEF');
  });

  it('is no empty name while the key is known', () => {
    expect(signerName({ userId: '', fingerprint })).toBe('…12345678');
  });

  it('is empty where nothing is known', () => {
    expect([signerName(undefined), signerName({}), signerName({ userId: '' })]).toEqual(['', '', '']);
  });
});
