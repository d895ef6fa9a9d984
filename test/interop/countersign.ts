import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { judgeSigstore } from '../../electron/core/sigstore/judge.ts';
import type { SigstoreFinding } from '../../electron/core/sigstore/finding.ts';
import { readPublicKeys } from '../../electron/core/sigstore/public-key.ts';
import { readSigstore } from '../../electron/core/sigstore/read.ts';
import { readTrustedRoot } from '../../electron/core/sigstore/trusted-root.ts';
import type { Ended } from './programs.ts';
import type { Peer } from './peers.ts';
import type { Ground } from './servers.ts';

/** Our own judge, in this process, as the app and the command line use it; whom to expect is compared here. */
export function countersign(): Peer {
  return {
    name: 'countersign',
    verifyKeyless: async (it, file, bundle, { identity, issuer }) => {
      const found = await judge(it, file, bundle);
      const named = found.signer?.identity === identity && found.signer.issuer === issuer;
      return ended(found, found.result === 'good' && named && found.notes.length === 0);
    },
    verifyByKey: async (it, file, bundle, publicKey) => {
      const found = await judge(it, file, bundle, publicKey);
      return ended(found, found.result === 'good' && found.keyFrom === 'given' && found.notes.length === 0);
    },
  };
}

const ended = (found: SigstoreFinding, good: boolean): Ended => ({
  status: good ? 0 : 1,
  stdout: JSON.stringify({ result: found.result, notes: found.notes, signer: found.signer, checks: found.checks }),
  stderr: good ? '' : JSON.stringify(found.checks),
});

function judge(it: Ground, file: string, bundle: string, key?: string): Promise<SigstoreFinding> {
  const root = readTrustedRoot(readFileSync(it.files.trustedRoot));
  if (root.kind !== 'root') throw new Error(`our own reader refuses the trusted root: ${JSON.stringify(root.reason)}`);
  const read = readSigstore(readFileSync(bundle));
  if (read?.kind !== 'content') throw new Error(`our own reader refuses the bundle: ${JSON.stringify(read)}`);
  const bytes = readFileSync(file);
  const artifact = {
    digest: (algorithm: string) => Promise.resolve(createHash(algorithm).update(bytes).digest()),
    size: bytes.length,
  };
  return judgeSigstore(read.content, artifact, {
    roots: [{ instance: 'interop', material: root.material }],
    keys: key === undefined ? [] : readPublicKeys(readFileSync(key)),
    now: new Date(),
  });
}
