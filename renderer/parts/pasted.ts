/** What a pasted text holds that a check can use. */
export interface Pasted {
  /** `sha256:HEX`, lower case. */
  digests: string[];
  /** Armored signatures, keys or cleartext-signed texts, as they were pasted. */
  texts: string[];
}

const BY_LENGTH: Readonly<Record<number, string>> = {
  32: 'md5',
  40: 'sha1',
  64: 'sha256',
  96: 'sha384',
  128: 'sha512',
};

/**
 * Reads a pasted text: one armored block, or lines that hold a digest (`HEX`, `sha256:HEX`, `HEX  name`, `SHA256 (name) = HEX`).
 * A line that holds no digest is passed over; the longest that is read is 2,000,000 characters.
 */
export function readPasted(text: string): Pasted {
  if (text.length > 2_000_000) return { digests: [], texts: [] };
  if (/^-----BEGIN PGP /m.test(text)) return { digests: [], texts: [text] };
  const digests = new Set<string>();
  for (const line of text.split(/\r?\n/).slice(0, 100)) {
    const digest = /(?:^|[\s:=])([0-9a-fA-F]{32,128})(?=$|\s)/.exec(line.trim())?.[1];
    const algorithm = digest === undefined ? undefined : BY_LENGTH[digest.length];
    if (digest !== undefined && algorithm !== undefined) digests.add(`${algorithm}:${digest.toLowerCase()}`);
  }
  return { digests: [...digests], texts: [] };
}
