import { resolve } from 'node:path';
import { formatOfKey, isLogin } from '../../../shared/key-id.ts';
import type { PlannedOutput, SignOptions } from '../../../shared/model/sign.ts';

/** The form of an OpenPGP signature's file. */
export type SignatureForm = 'armored' | 'binary' | 'cleartext';

/** Where the signatures of one artifact go. */
export interface SignatureNames {
  /** All of OpenPGP's in one file. */
  openpgp: string;
  bundle: string;
  ssh: string;
  /** Cosign's older outputs; the certificate's only where a login signs. */
  olderSignature?: string;
  certificate?: string;
}

/** The files beside `path` that its signatures are written to, but for what `places` names otherwise. */
export function signatureNames(
  path: string,
  form: SignatureForm,
  options: Pick<SignOptions, 'sigstore'>,
  places: Partial<SignatureNames> = {},
): SignatureNames {
  const older = options.sigstore?.olderOutputs === true;
  const named = Object.fromEntries(Object.entries(places).map(([name, place]) => [name, resolve(place)]));
  return {
    openpgp: path + (form === 'binary' ? '.sig' : '.asc'),
    bundle: `${path}.sigstore.json`,
    ssh: `${path}.sig`,
    ...(older ? { olderSignature: `${path}.sig`, certificate: `${path}.pem` } : {}),
    ...named,
  };
}

/** The outputs that `keys` make of `path`. Two keys of Sigstore or of SSH want one name, as SSH's and OpenPGP's binary do, which the plan refuses. */
export function signatureOutputs(
  path: string,
  form: SignatureForm,
  keys: readonly string[],
  names: SignatureNames,
): Omit<PlannedOutput, 'exists'>[] {
  const outputs: Omit<PlannedOutput, 'exists'>[] = [];
  if (keys.some((id) => formatOfKey(id) === 'openpgp'))
    outputs.push({ path: names.openpgp, kind: form === 'cleartext' ? 'cleartext' : 'signature', of: path });
  for (const id of keys) if (formatOfKey(id) === 'ssh') outputs.push({ path: names.ssh, kind: 'signature', of: path });
  for (const id of keys.filter((one) => formatOfKey(one) === 'sigstore')) {
    outputs.push({ path: names.bundle, kind: 'bundle', of: path });
    if (names.olderSignature !== undefined) outputs.push({ path: names.olderSignature, kind: 'signature', of: path });
    if (names.certificate !== undefined && isLogin(id))
      outputs.push({ path: names.certificate, kind: 'certificate', of: path });
  }
  return outputs;
}
