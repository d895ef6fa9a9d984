import type { Place, Publication, Who } from '../../../shared/model/publication.ts';
import type { SigningInstance } from './instance.ts';
import type { LoggedIn } from '../oidc/certificate-names.ts';
import { operatorsOf } from './services/choose.ts';
import { proposedEntry } from './services/log-v1.ts';
import { createRequest, toJson } from './services/log-v2.ts';
import { pem } from './services/pem.ts';
import type { LogVerifier, SignedDigest } from './services/signed.ts';
import { LOG_VERSIONS } from './services/witness.ts';

/** What is known before anything is sent. */
export interface ToPublish {
  who: Who;
  /** Whom the certificate may name instead. */
  others?: readonly LoggedIn[];
  instance: SigningInstance;
  /** Whether a log is told of the signature. */
  log: boolean;
  file: { name: string; digest: SignedDigest['digest'] };
  files: number;
  places: readonly Place[];
  /** What the log is told to verify with; the certificate of a login (`der` undefined) is made later. */
  verifier: Pick<LogVerifier, 'kind' | 'keyDetails'> & { der?: Uint8Array };
  now: Date;
}

/** Tells what becomes public for ever: who, where, and the log's entry to the letter. */
export function publicationOf(about: ToPublish): Publication {
  const { instance, who, others = [], file, files, places, log } = about;
  const [service] = log ? operatorsOf(instance.config.rekorTlogUrls, LOG_VERSIONS, about.now).flat() : [];
  const { algorithm, bytes } = file.digest;
  return {
    who,
    ...(others.length === 0 ? {} : { others: [...others] }),
    instance: instance.name,
    isPublic: instance.isPublic,
    logs: service === undefined ? [] : [new URL(service.url).host],
    certificate: about.verifier.kind === 'certificate',
    file: { name: file.name, algorithm, digest: Buffer.from(bytes).toString('hex') },
    files,
    entry: service === undefined ? '' : entryText(about, service.majorApiVersion === 2),
    places: [...places],
  };
}

/** Stands for what is made only after the user agrees. */
const LATER = '…';
const NOT_YET = Buffer.from('not made yet');

function entryText({ file: { digest }, verifier: { kind, keyDetails, der } }: ToPublish, isV2: boolean): string {
  const signed: SignedDigest = { digest, signature: NOT_YET, verifier: { kind, keyDetails, der: der ?? NOT_YET } };
  const entry = isV2 ? toJson(createRequest(signed)) : proposedEntry(signed);
  const notYet: unknown[] = [NOT_YET, Buffer.from(pem('CERTIFICATE', NOT_YET))].map((bytes) =>
    bytes.toString('base64'),
  );
  return JSON.stringify(entry, (_name, value: unknown) => (notYet.includes(value) ? LATER : value), 1);
}
