import { commandLines } from './split-command.ts';
import { readFlags } from './told-flags.ts';
import type { ToldIdentity } from './told-identity.ts';
import { readWords } from './told-words.ts';

const LONGEST = 8_000;
const MOST_LINES = 200;

/**
 * Reads what a page says: a pasted command line (`cosign verify-blob …`, `gh attestation verify …`), or a text that holds an identity
 * (an address, or a workflow's URI with its ref) and its issuer.
 */
export function readToldIdentity(text: string): ToldIdentity {
  const source = text.slice(0, LONGEST);
  return readFlags(source) ?? readWords(source);
}

/** The same line by line, as a table has them. A row without an issuer has the one that the whole text names, unless `own` is asked for. */
export function readToldLines(text: string, own = false): ToldIdentity[] {
  const source = text.slice(0, LONGEST);
  const issuers = own ? [] : readToldIdentity(source).issuers;
  return commandLines(source)
    .slice(0, MOST_LINES)
    .map((line) => readToldIdentity(line))
    .filter(({ identities }) => identities.length === 1)
    .map((told) => (told.issuers.length === 0 && issuers.length === 1 ? { ...told, issuers } : told));
}
