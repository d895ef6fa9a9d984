// What Sigstore signatures are verified by beside Countersign: the library alone, in one process; and the bare arithmetic of their signatures.
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';

/** The leaf's signature by the authority, the proof of publication, the artifact's, the promise's, the checkpoint's, the timestamp's. */
const SIGNATURES = 6;

const [task, trustedRoot, ...paths] = process.argv.slice(2);
const from = performance.now();
if (task === 'library') {
  const root = TrustedRoot.fromJSON(JSON.parse(readFileSync(trustedRoot, 'utf8')));
  const verifier = new Verifier(toTrustMaterial(root), { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 });
  for (const path of paths) {
    const bundle = bundleFromJSON(JSON.parse(readFileSync(`${path}.sigstore.json`, 'utf8')));
    verifier.verify(toSignedEntity(bundle, readFileSync(path)));
  }
} else {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const data = Buffer.alloc(600, 1);
  const signature = sign('sha256', data, privateKey);
  for (let n = 0; n < paths.length * SIGNATURES; n++)
    if (!verify('sha256', data, publicKey, signature)) throw new Error('a signature does not fit');
}
process.stdout.write(String(performance.now() - from));
