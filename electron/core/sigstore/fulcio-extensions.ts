import { ASN1Obj } from '@sigstore/core';
import type { X509Certificate } from '@sigstore/core';

/** The extensions that Sigstore's certificate authority writes, by what they say (Fulcio's `docs/oid-info.md`). */
export type FulcioExtensions = Readonly<Partial<Record<FulcioField, string>>>;

/** What Fulcio's extensions can say. */
export type FulcioField = keyof typeof RAW | keyof typeof ENCODED;

/** Early extensions: the text itself. */
const RAW = {
  trigger: 2,
  sha: 3,
  workflowName: 4,
  repository: 5,
  ref: 6,
} as const;

/** Later ones: a DER-encoded UTF8String. */
const ENCODED = {
  buildSignerUri: 9,
  buildSignerDigest: 10,
  runnerEnvironment: 11,
  sourceRepositoryUri: 12,
  sourceRepositoryDigest: 13,
  sourceRepositoryRef: 14,
  sourceRepositoryId: 15,
  sourceRepositoryOwnerUri: 16,
  sourceRepositoryOwnerId: 17,
  buildConfigUri: 18,
  buildConfigDigest: 19,
  buildTrigger: 20,
  runInvocationUri: 21,
  sourceRepositoryVisibility: 22,
  issuer: 8,
} as const;

const FULCIO = '1.3.6.1.4.1.57264.1.';
const ISSUER_RAW = `${FULCIO}1`;

/** The fields in the order in which they are told. */
export const FULCIO_FIELDS: readonly FulcioField[] = [
  ...(Object.keys(ENCODED) as FulcioField[]),
  ...(Object.keys(RAW) as FulcioField[]),
];

/** Reads the extensions. One that is not text is left out; two issuers that contradict each other are none. */
export function fulcioExtensions(certificate: X509Certificate): FulcioExtensions {
  const extensions = byOid(certificate);
  const found: Partial<Record<FulcioField, string>> = {};
  const take = (field: FulcioField, text: string | undefined) => {
    if (text !== undefined && text !== '') found[field] = text;
  };
  for (const [field, number] of Object.entries(RAW)) {
    take(field as FulcioField, rawText(extensions.get(`${FULCIO}${number}`)));
  }
  for (const [field, number] of Object.entries(ENCODED)) {
    take(field as FulcioField, encodedText(extensions.get(`${FULCIO}${number}`)));
  }
  const early = rawText(extensions.get(ISSUER_RAW));
  if (early === undefined) return found;
  if (!extensions.has(`${FULCIO}${ENCODED.issuer}`)) return { ...found, issuer: early };
  if (found.issuer === early) return found;
  delete found.issuer;
  return found;
}

/** What each extension holds; of two with one name, the first. */
function byOid({ extensions }: X509Certificate): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const { subs } of extensions) {
    const oid = subs[0]?.toOID() ?? '';
    const value = subs.at(-1)?.value;
    if (value !== undefined && !found.has(oid)) found.set(oid, value);
  }
  return found;
}

function rawText(value: Buffer | undefined): string | undefined {
  return value === undefined ? undefined : utf8(value);
}

const UTF8_STRING = 0x0c;

function encodedText(value: Buffer | undefined): string | undefined {
  if (value === undefined) return undefined;
  try {
    const { tag, value: text } = ASN1Obj.parseBuffer(Buffer.from(value));
    return tag.isUniversal() && tag.number === UTF8_STRING ? utf8(text) : undefined;
  } catch {
    return undefined;
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Strict UTF-8; undefined for anything else. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}
