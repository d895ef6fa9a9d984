import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier, type VerificationPolicy } from '@sigstore/verify';
import type { Ended } from './programs.ts';
import type { Peer } from './peers.ts';
import type { Ground } from './ground.ts';

/** sigstore-js's verifier, in this process. What it accepts that it should not is known (threats 1 to 9); none of that is asked here. */
export function sigstoreJs(): Peer {
  return {
    name: 'sigstore-js',
    ignoresSubjects: true,
    verifyKeyless: (it, file, bundle, { identity, issuer }) =>
      judge(it, file, bundle, null, {
        subjectAlternativeName: `^${identity.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`,
        extensions: { issuer },
      }),
    verifyByKey: (it, file, bundle, publicKey) => judge(it, file, bundle, publicKey),
  };
}

function judge(
  it: Ground,
  file: string,
  bundle: string,
  key: string | null,
  policy?: VerificationPolicy,
): Promise<Ended> {
  const root = TrustedRoot.fromJSON(JSON.parse(readFileSync(it.files.trustedRoot, 'utf8')));
  const publicKey = key === null ? undefined : createPublicKey(readFileSync(key));
  const material = toTrustMaterial(root, () => {
    if (publicKey === undefined) throw new Error('no key is expected');
    return { publicKey, validFor: () => true };
  });
  try {
    const read = bundleFromJSON(JSON.parse(readFileSync(bundle, 'utf8')));
    const logged = read.verificationMaterial.tlogEntries.length > 0 || key === null;
    const threshold = {
      tlogThreshold: logged ? 1 : 0,
      ctlogThreshold: key === null ? 1 : 0,
      timestampThreshold: logged ? 1 : 0,
    };
    new Verifier(material, threshold).verify(toSignedEntity(read, readFileSync(file)), policy);
    return Promise.resolve({ status: 0, stdout: '', stderr: '' });
  } catch (error) {
    return Promise.resolve({ status: 1, stdout: '', stderr: String(error) });
  }
}
