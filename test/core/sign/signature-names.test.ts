import { describe, expect, it } from 'vitest';
import { signatureNames, signatureOutputs } from '../../../electron/core/sign/signature-names.ts';

const OWN = 'A'.repeat(40);
const GPG = `gpg:${'B'.repeat(40)}`;
const COSIGN = `cosign:${'C'.repeat(64)}`;
const OTHER = `cosign:${'D'.repeat(64)}`;
const SSH = `ssh:${'E'.repeat(64)}`;
const AGENT = `ssh-agent:${'F'.repeat(64)}`;
const sigstore = { instance: 'public-good', log: false, timestamp: false };

function planned(keys: string[], form: 'armored' | 'binary' | 'cleartext' = 'armored', olderOutputs = false) {
  const names = signatureNames('/r/a.tar', form, { sigstore: { ...sigstore, olderOutputs } });
  return signatureOutputs('/r/a.tar', form, keys, names).map(({ path, kind }) => [path, kind]);
}

describe('what several keys make of one file', () => {
  it('OpenPGP keys share one file, a Sigstore key has its bundle', () => {
    expect(planned([OWN, GPG])).toEqual([['/r/a.tar.asc', 'signature']]);
    expect(planned([COSIGN])).toEqual([['/r/a.tar.sigstore.json', 'bundle']]);
    expect(planned([COSIGN, OWN, GPG], 'cleartext')).toEqual([
      ['/r/a.tar.asc', 'cleartext'],
      ['/r/a.tar.sigstore.json', 'bundle'],
    ]);
  });

  it('two Sigstore signers want one name, which the plan can see', () => {
    const paths = planned([COSIGN, OTHER]).map(([path]) => path);
    expect(paths).toEqual(['/r/a.tar.sigstore.json', '/r/a.tar.sigstore.json']);
  });

  it('cosign’s older outputs are made when asked for; only a login has a certificate', () => {
    expect(planned([COSIGN], 'armored', true)).toEqual([
      ['/r/a.tar.sigstore.json', 'bundle'],
      ['/r/a.tar.sig', 'signature'],
    ]);
    expect(planned(['keyless'], 'armored', true)).toEqual([
      ['/r/a.tar.sigstore.json', 'bundle'],
      ['/r/a.tar.sig', 'signature'],
      ['/r/a.tar.pem', 'certificate'],
    ]);
    // As the binary form of OpenPGP is called.
    const clash = planned([OWN, COSIGN], 'binary', true).map(([path]) => path);
    expect(clash.filter((path) => path === '/r/a.tar.sig')).toHaveLength(2);
  });

  it('an SSH key has FILE.sig, which no other may want too', () => {
    const paths = (...given: Parameters<typeof planned>) => planned(...given).map(([path]) => path);
    expect(planned([SSH])).toEqual([['/r/a.tar.sig', 'signature']]);
    expect(paths([OWN, SSH, COSIGN])).toEqual(['/r/a.tar.asc', '/r/a.tar.sig', '/r/a.tar.sigstore.json']);
    expect(paths([SSH, AGENT])).toEqual(['/r/a.tar.sig', '/r/a.tar.sig']);
    expect(paths([OWN, SSH], 'binary')).toEqual(['/r/a.tar.sig', '/r/a.tar.sig']);
    expect(paths([AGENT, COSIGN], 'armored', true).filter((path) => path === '/r/a.tar.sig')).toHaveLength(2);
  });

  it('places named by the user win', () => {
    const names = signatureNames('/r/a.tar', 'armored', {}, { bundle: '/out/b.json', olderSignature: '/out/s' });
    expect(names).toEqual({
      openpgp: '/r/a.tar.asc',
      bundle: '/out/b.json',
      ssh: '/r/a.tar.sig',
      olderSignature: '/out/s',
    });
  });
});
