import { PublicKeyDetails } from '@sigstore/protobuf-specs';

/** How keys of logins sign, in Sigstore's own terms. */
export const KEY_DETAILS = PublicKeyDetails.PKIX_ECDSA_P256_SHA_256;
