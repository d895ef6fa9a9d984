import { createHash, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { envelopeFromJSON } from '@sigstore/bundle';
import { HashAlgorithm, PublicKeyDetails } from '@sigstore/protobuf-specs';
import { CreateEntryRequest, Entry, type Verifier } from '@sigstore/protobuf-specs/rekor/v2';
import { spkiOf } from './keys.ts';

const CURVES = { prime256v1: p256, secp384r1: p384, secp521r1: p521 } as const;

/** A signature over a digest that a log is asked to remember. */
interface Signed {
  key: KeyObject;
  digest: Uint8Array;
  signature: Uint8Array;
}

/** Refuses what a log refuses: a signature that is not by that key over that digest. Keys on other curves are taken as they are. */
function mustFit({ key, digest, signature }: Signed): void {
  const curve = CURVES[key.asymmetricKeyDetails?.namedCurve as keyof typeof CURVES] as typeof p256 | undefined;
  if (curve === undefined) return;
  const point = spkiOf(key).subarray(-(1 + 2 * Math.ceil(curve.Point.Fp.BITS / 8)));
  const fits = curve.verify(signature, digest, point, { prehash: false, lowS: false, format: 'der' });
  if (!fits) throw new Error('the signature does not fit the digest and the key');
}

/** The key of a certificate or of a public key, in PEM or DER. */
function keyOf(bytes: Buffer): KeyObject {
  const text = bytes.toString('latin1');
  if (text.startsWith('-----BEGIN PUBLIC')) return createPublicKey(text);
  if (text.startsWith('-----BEGIN')) return new X509Certificate(text).publicKey;
  return createPublicKey({ key: bytes, format: 'der', type: 'spki' });
}

interface ProposedHashedRekord {
  apiVersion: string;
  kind: 'hashedrekord';
  spec: {
    data: { hash: { algorithm: string; value: string } };
    signature: { content: string; publicKey: { content: string } };
  };
}

interface ProposedDsse {
  apiVersion: string;
  kind: 'dsse';
  spec: { proposedContent: { envelope: string; verifiers: string[] } };
}

/** What the first version of the log keeps of a proposed entry. Throws where the real one refuses. */
export function entryOfVersion1(proposed: unknown): object {
  const entry = proposed as ProposedHashedRekord | ProposedDsse;
  if (entry.apiVersion !== '0.0.1') throw new Error(`no such version: ${JSON.stringify(entry.apiVersion)}`);
  if (entry.kind === 'hashedrekord') {
    const { data, signature } = entry.spec;
    mustFit({
      key: keyOf(Buffer.from(signature.publicKey.content, 'base64')),
      digest: Buffer.from(data.hash.value, 'hex'),
      signature: Buffer.from(signature.content, 'base64'),
    });
    return entry;
  }
  const { envelope: text, verifiers } = entry.spec.proposedContent;
  const envelope = envelopeFromJSON(JSON.parse(text));
  const sha256 = (bytes: string | Buffer) => ({
    algorithm: 'sha256',
    value: createHash('sha256').update(bytes).digest('hex'),
  });
  return {
    apiVersion: entry.apiVersion,
    kind: entry.kind,
    spec: {
      envelopeHash: sha256(text),
      payloadHash: sha256(envelope.payload),
      signatures: envelope.signatures.map(({ sig }, at) => ({
        signature: sig.toString('base64'),
        verifier: verifiers[at] ?? '',
      })),
    },
  };
}

/** What the second version of the log keeps of a request, and of which kind it is. Throws where the real one refuses. */
export function entryOfVersion2(request: unknown): { kind: string; entry: object } {
  const { spec } = CreateEntryRequest.fromJSON(request);
  if (spec?.$case === 'hashedRekordRequestV002') {
    const { digest, signature } = spec.hashedRekordRequestV002;
    const verifier = signature?.verifier;
    if (signature === undefined || verifier === undefined) throw new Error('no verifier');
    mustFit({ key: keyOfVerifier(verifier), digest, signature: signature.content });
    return keep('hashedrekord', {
      $case: 'hashedRekordV002',
      hashedRekordV002: { data: { algorithm: digestOf(verifier.keyDetails), digest }, signature },
    });
  }
  if (spec?.$case === 'dsseRequestV002') {
    const { envelope, verifiers } = spec.dsseRequestV002;
    if (envelope === undefined) throw new Error('no envelope');
    const digest = createHash('sha256').update(envelope.payload).digest();
    return keep('dsse', {
      $case: 'dsseV002',
      dsseV002: {
        payloadHash: { algorithm: HashAlgorithm.SHA2_256, digest },
        signatures: envelope.signatures.map(({ sig }, at) => ({ content: sig, verifier: verifiers[at] })),
      },
    });
  }
  throw new Error('no such kind of entry');
}

function keep(kind: string, spec: NonNullable<NonNullable<Entry['spec']>['spec']>): { kind: string; entry: object } {
  return { kind, entry: Entry.toJSON({ kind, apiVersion: '0.0.2', spec: { spec } }) as object };
}

function keyOfVerifier({ verifier }: Verifier): KeyObject {
  if (verifier?.$case === 'x509Certificate') return new X509Certificate(verifier.x509Certificate.rawBytes).publicKey;
  if (verifier?.$case === 'publicKey') return keyOf(verifier.publicKey.rawBytes);
  throw new Error('no verifier');
}

/** The digest that goes with a kind of key. */
function digestOf(details: PublicKeyDetails): HashAlgorithm {
  switch (details) {
    case PublicKeyDetails.PKIX_ECDSA_P384_SHA_384:
      return HashAlgorithm.SHA2_384;
    case PublicKeyDetails.PKIX_ECDSA_P521_SHA_512:
    case PublicKeyDetails.PKIX_ED25519_PH:
      return HashAlgorithm.SHA2_512;
    default:
      return HashAlgorithm.SHA2_256;
  }
}
