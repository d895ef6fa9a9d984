import type { Confirmation, Pin, PinnedSigner, Publisher } from '../../../shared/model/publisher.ts';
import { AppError } from '../../../shared/error.ts';
import { cleanSigner } from './clean-signer.ts';
import { cleanPublisherName } from './publisher-name.ts';
import { isStem } from './stem.ts';

/**
 * Version 1 knew keys only; 2 has identities and builds too. A program that knows version 1 only must not read the others' pins as
 * if they were not there.
 */
export const PINS_VERSION = 2;
const LARGEST_LIST = 10_000;
const HOWS: readonly string[] = ['pasted', 'wkd', 'own-key', 'command-line', 'import'] satisfies Confirmation['how'][];

/** Publishers as a file or an import holds them. Throws (any error) where a part does not fit; extra fields are left out. */
export function readPublishers(value: unknown): Publisher[] {
  return list(value).map((one) => {
    const { name, own, since, pins, stems, repositories } = record(one);
    return {
      name: cleanPublisherName(text(name, 400)),
      own: own === true,
      since: date(since),
      pins: list(pins).map(readPin),
      stems: list(stems ?? [])
        .map((stem) => text(stem, 255))
        .filter(isStem),
      ...(repositories !== undefined && { repositories: list(repositories).map((folder) => text(folder, 8192)) }),
    };
  });
}

function readPin(value: unknown): Pin {
  const { label, confirmed, ...signer } = record(value);
  const { how, at, detail } = record(confirmed);
  if (!HOWS.includes(text(how, 20))) throw new Error('a confirmation is of no known kind');
  return {
    ...readSigner(signer),
    ...(label !== undefined && { label: text(label, 500) }),
    confirmed: {
      how: how as Confirmation['how'],
      at: date(at),
      ...(detail !== undefined && { detail: text(detail, 2000) }),
    },
  };
}

const SIGNER_PARTS = [
  'fingerprint',
  'publicKey',
  'kind',
  'identity',
  'identityPattern',
  'repository',
  'repositoryId',
  'workflow',
  'refs',
  'issuer',
  'instance',
] as const;

/** The parts that are there, as texts; `cleanSigner` says whether they are those of a signer. */
function readSigner(value: Record<string, unknown>): PinnedSigner {
  const parts = SIGNER_PARTS.flatMap((name) =>
    value[name] === undefined ? [] : [[name, text(value[name], 10_000)] as const],
  );
  return cleanSigner(Object.fromEntries(parts) as unknown as PinnedSigner);
}

/** The text of an export. */
export function writeExport(publishers: readonly Publisher[]): string {
  // What version 1 can say, its programs can read.
  const isOld = publishers.every(({ pins }) =>
    pins.every((pin) => 'fingerprint' in pin && pin.publicKey === undefined),
  );
  const version = isOld ? 1 : PINS_VERSION;
  // Folders of this machine mean nothing elsewhere.
  const shared = publishers.map((one) => ({ ...one, repositories: undefined }));
  return `${JSON.stringify({ format: 'countersign-publishers', version, publishers: shared }, null, 2)}\n`;
}

/** Reads an export. Throws `malformed`. */
export function readExport(json: string): Publisher[] {
  try {
    const { format, version, publishers } = record(JSON.parse(json));
    if (format !== 'countersign-publishers') throw new Error('not a list of publishers');
    if (version !== 1 && version !== PINS_VERSION) throw new Error('a version that is not known');
    return readPublishers(publishers);
  } catch (error) {
    throw new AppError('malformed', error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('a part is no object');
  return value as Record<string, unknown>;
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value) || value.length > LARGEST_LIST) throw new Error('a part is no list');
  return value;
}

function text(value: unknown, longest: number): string {
  if (typeof value !== 'string' || value.length > longest) throw new Error('a part is no text, or too long');
  return value;
}

function date(value: unknown): string {
  const found = text(value, 40);
  if (Number.isNaN(Date.parse(found))) throw new Error('a part is no date');
  return found;
}
