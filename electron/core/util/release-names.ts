import { basename } from 'node:path';

const SIGNATURE_ENDING = /\.(asc|sig|gpg|sign|pgp|minisig|sigstore|sigstore\.json|bundle)$/i;
const BUNDLE_ENDING = /\.(sigstore|sigstore\.json|bundle)$/i;
const MANIFEST_NAME =
  /(sums?|checksums?|digests?|hashes)(\d{1,3})?([-_.][\w.-]*)?$|^(md5|sha(1|224|256|384|512))$|\.(md5|sha1|sha224|sha256|sha384|sha512|b2)(sum)?(\.txt)?$/i;
const KEY_NAME = /(\.(asc|gpg|pgp|key|pub|pem)|^keys?(\.txt)?)$/i;
const CERTIFICATE_ENDING = /\.(pem|crt|cert|cer)$/i;
const UNPACKED_SIGNATURE = /\.tar\.(asc|sig|sign|gpg)$/i;
const PACKED_TAR = /\.tar\.(xz|gz|bz2|zst|lz|lzma|zstd)$/i;

/** The name of the file that a signature's own name suggests; null where it has no signature's ending. */
export function nameSigned(signaturePath: string): string | null {
  const name = basename(signaturePath);
  const stripped = name.replace(SIGNATURE_ENDING, '');
  return stripped === name || stripped === '' ? null : stripped;
}

/** Whether a file may hold a Sigstore signature, by its name; its content decides. */
export function isBundleName(path: string): boolean {
  return BUNDLE_ENDING.test(path);
}

/** Whether a file lying beside a download may be a manifest, by its name; its content decides. */
export function mayBeManifest(name: string): boolean {
  const own = nameSigned(name) ?? name;
  return MANIFEST_NAME.test(own);
}

/** Whether a file lying beside a download may be a key, by its name; its content decides. */
export function mayBeKey(name: string): boolean {
  return KEY_NAME.test(name);
}

/** A certificate's name without its ending, which may be the name of the signature that it belongs to; null where it has none. */
export function nameCertified(name: string): string | null {
  const stripped = name.replace(CERTIFICATE_ENDING, '');
  return stripped === name || stripped === '' ? null : stripped;
}

/** The name that a packed tar (`linux-6.1.tar.xz`) has unpacked, which kernel.org signs instead; null for anything else. */
export function unpackedName(artifact: string): string | null {
  return PACKED_TAR.test(artifact) ? artifact.replace(/\.[^.]+$/, '') : null;
}

/** For a packed tar, whether `signature` (`linux-6.1.tar.sign`) is by its name one of the unpacked tar; gives the unpacked name. */
export function unpackedNameSigned(signature: string, artifact: string): string | null {
  if (!UNPACKED_SIGNATURE.test(signature)) return null;
  const unpacked = unpackedName(artifact);
  return unpacked !== null && nameSigned(signature) === unpacked ? unpacked : null;
}
