import { test } from 'vitest';
import { readFileSync, readdirSync } from 'node:fs';
import { readBundle } from '../../../electron/core/sigstore/read-bundle.ts';
import { readLeafCertificate } from '../../../electron/core/sigstore/leaf-certificate.ts';
import '../../../electron/core/sigstore/library.ts';
test('x', () => {
  const d = '/work/shared/vectors/cpython-releases/';
  const s = '/work/shared/vectors/sigstore-bundles/';
  const all = [...readdirSync(d).filter((n) => n.endsWith('.sigstore.json')).map((n) => d + n), ...readdirSync(s).filter((n) => !n.includes('.')||n.includes('v0')).map((n) => `${s}${n}/bundle.sigstore.json`)];
  for (const f of all) {
    try {
      const c = readBundle(JSON.parse(readFileSync(f, 'utf8')));
      if (c.verifier.kind === 'certificate') {
        const { identity, issuer, build, maySign, unknownCritical } = readLeafCertificate(c.verifier.der);
        console.log(f.slice(24), identity, issuer, JSON.stringify(build), maySign, unknownCritical);
      } else console.log(f, c.verifier);
    } catch (e) { console.log(f.slice(24), String(e)); }
  }
});
