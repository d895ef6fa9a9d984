/** A name of git's as text. What is no UTF-8 is written out with backslashes, which no name of a ref holds, so that no two look alike. */
export function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return [...bytes].map((octet) => (octet < 0x80 ? String.fromCharCode(octet) : `\\x${octet.toString(16)}`)).join('');
  }
}
