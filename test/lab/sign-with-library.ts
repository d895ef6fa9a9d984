import type { Bundle } from '@sigstore/bundle';
import {
  type Signer as BundleSigner,
  FulcioSigner,
  MessageSignatureBundleBuilder,
  RekorWitness,
  TSAWitness,
  type Witness,
} from '@sigstore/sign';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier, type Signer } from '@sigstore/verify';
import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Identity, Lab } from './lab.ts';

/** The lab answers at once; a busy machine does not. Milliseconds. */
const PATIENCE = 30_000;

/** Signs a message with sigstore-js against the lab, as any client of the field would. */
export async function signWithLibrary(
  lab: Lab,
  data: Buffer,
  identity: Identity | BundleSigner,
  witnesses: { log?: 1 | 2 | 'none'; timestamp?: boolean } = {},
): Promise<Bundle> {
  const { log = 2, timestamp = true } = witnesses;
  const wanted: Witness[] = [];
  if (log !== 'none')
    wanted.push(
      new RekorWitness({
        rekorBaseURL: log === 1 ? lab.urls.rekor1 : lab.urls.rekor2,
        majorApiVersion: log,
        timeout: PATIENCE,
      }),
    );
  if (timestamp) wanted.push(new TSAWitness({ tsaBaseURL: lab.urls.timestamp, timeout: PATIENCE }));
  const signer = 'sign' in identity ? identity : signerFor(lab, identity);
  return new MessageSignatureBundleBuilder({ signer, witnesses: wanted }).create({ data });
}

const signerFor = (lab: Lab, identity: Identity, keyHolder?: BundleSigner): BundleSigner =>
  new FulcioSigner({
    fulcioBaseURL: lab.urls.fulcio,
    timeout: PATIENCE,
    identityProvider: { getToken: () => Promise.resolve(lab.token(identity)) },
    ...(keyHolder && { keyHolder }),
  });

/** Signs with one key and one certificate whatever it is given, as one run does. */
export function oneRunSigner(lab: Lab, identity: Identity): BundleSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = { $case: 'publicKey' as const, publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
  const signatureOf = (data: Buffer): Buffer => sign('sha256', data, privateKey);
  const first = signerFor(lab, identity, {
    sign: (data) => Promise.resolve({ key, signature: signatureOf(data) }),
  });
  let certified: ReturnType<BundleSigner['sign']> | undefined;
  return {
    sign: async (data) => {
      const { key: certificate } = await (certified ??= first.sign(data));
      return { key: certificate, signature: signatureOf(data) };
    },
  };
}

/** Verifies a bundle with sigstore-js against the lab's trusted root, everything demanded. Throws where it is bad. */
export function verifyWithLibrary(
  lab: Lab,
  bundle: Bundle,
  data: Buffer,
  wanted: { log?: boolean; identity?: string } = {},
): Signer {
  const root = TrustedRoot.fromJSON(JSON.parse(readFileSync(lab.files.trustedRoot, 'utf8')));
  const verifier = new Verifier(toTrustMaterial(root), {
    tlogThreshold: wanted.log === false ? 0 : 1,
    ctlogThreshold: 1,
    timestampThreshold: 1,
  });
  return verifier.verify(
    toSignedEntity(bundle, data),
    wanted.identity === undefined ? undefined : { subjectAlternativeName: `^${wanted.identity}$` },
  );
}
