// Keyless bundles to verify: each over a small file of its own, by a certificate of its own or all by one, with a log entry and its promise, a timestamp and an SCT.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleToJSON } from '@sigstore/bundle';
import { startLab } from '../lab/lab.ts';
import { oneRunSigner, signWithLibrary } from '../lab/sign-with-library.ts';

const IDENTITY = 'bench@example.org';

/**
 * Has sigstore-js sign `count` small files below `folder` by a lab of their own, each after a login of its own or, with `oneRun`, all after
 * one; resolves to where they are and whom to expect.
 */
export async function makeBundles(folder, count, oneRun = false) {
  const files = join(folder, 'files');
  mkdirSync(files, { recursive: true });
  const lab = await startLab({ log: 1, folder, tokenSeconds: 3600 });
  try {
    const by = oneRun ? oneRunSigner(lab, { email: IDENTITY }) : { email: IDENTITY };
    const paths = Array.from({ length: count }, (_, n) => join(files, `part-${String(n + 1).padStart(4, '0')}.bin`));
    for (const path of paths) {
      const data = Buffer.from(`${path} of a release\n`);
      const bundle = await signWithLibrary(lab, data, by, { log: 1, timestamp: true });
      writeFileSync(path, data);
      writeFileSync(`${path}.sigstore.json`, JSON.stringify(bundleToJSON(bundle)));
    }
    const { trustedRoot } = lab.files;
    const expected = ['--certificate-identity', IDENTITY, '--certificate-oidc-issuer', lab.issuer];
    return { folder: files, paths, trustedRoot, flags: ['--trusted-root', trustedRoot, ...expected] };
  } finally {
    await lab.close();
  }
}
