import type { DigestAlgorithm } from '../hash/reading.ts';
import { DIGEST_LENGTH, digestByName } from './digest-algorithm.ts';
import { isObject, objects, optionalObject, parseJson, requiredObject, text } from './json-fields.ts';
import { MalformedError } from './malformed.ts';
import { summarizePredicate } from './predicate.ts';

/** What an in-toto statement says, for words. Everything in it is the signer's own claim. */
export interface StatementSummary {
  predicateType: string;
  kind: 'provenance' | 'spdx' | 'cyclonedx' | 'other';
  /** SLSA provenance: where the artifact was built from, and by what. */
  provenance?: {
    repository?: string;
    commit?: string;
    ref?: string;
    workflow?: string;
    builder?: string;
    invocation?: string;
  };
  /** SPDX and CycloneDX: the document's version, its name and how many parts it lists. */
  parts?: { format: string; name?: string; count: number };
  /** How many artifacts it speaks of. */
  subjects: number;
}

/** One artifact that a statement is about. Digests of kinds that are unknown or can be forged are left out. */
export interface Subject {
  name: string;
  digests: ReadonlyMap<DigestAlgorithm, Buffer>;
}

/** A statement, read. */
export interface Statement {
  subjects: readonly Subject[];
  summary: StatementSummary;
}

/** The payload type of an envelope that holds an in-toto statement. */
export const IN_TOTO = 'application/vnd.in-toto+json';

/** CVE-2024-45395: a statement about more than these is refused, not searched. */
const MAX_SUBJECTS = 1024;
/** The longest name that is taken over. */
const MAX_TEXT = 500;
const TYPES = ['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1'];

/** Reads an in-toto statement. Throws `MalformedError`. */
export function readStatement(payload: Uint8Array): Statement {
  const statement = parseJson(payload);
  if (!isObject(statement) || !TYPES.includes(text(statement, '_type')))
    throw new MalformedError('no in-toto statement');
  const subjects = objects(statement, 'subject', MAX_SUBJECTS).map((subject) => ({
    name: text(subject, 'name').slice(0, MAX_TEXT),
    digests: readDigests(requiredObject(subject, 'digest')),
  }));
  const predicateType = text(statement, 'predicateType').slice(0, MAX_TEXT);
  const predicate = optionalObject(statement, 'predicate') ?? {};
  return {
    subjects,
    summary: { predicateType, ...summarizePredicate(predicateType, predicate), subjects: subjects.length },
  };
}

function readDigests(digest: Readonly<Record<string, unknown>>): Map<DigestAlgorithm, Buffer> {
  const digests = new Map<DigestAlgorithm, Buffer>();
  for (const [name, value] of Object.entries(digest)) {
    if (typeof value !== 'string') throw new MalformedError('a digest is not text');
    const algorithm = digestByName(name);
    if (algorithm === undefined) continue;
    if (!/^([0-9a-f]{2})+$/i.test(value) || value.length !== 2 * (DIGEST_LENGTH[algorithm] ?? 0)) {
      throw new MalformedError(`not a digest of ${name}`);
    }
    if (digests.has(algorithm)) throw new MalformedError(`a digest of ${name} in two spellings`);
    digests.set(algorithm, Buffer.from(value, 'hex'));
  }
  return digests;
}
