/** What may stand in a path as it is (Go's `net/url`, for a path that was not written escaped). */
const AS_IT_IS = /[A-Za-z0-9\-_.~$&+,/:;=@]/;
/** What a path that came escaped may hold besides. */
const ESCAPED = /^([A-Za-z0-9\-_.~$&+,/:;=@!'()*[\]]|%[0-9A-Fa-f]{2})*$/;

/**
 * A URI as Fulcio puts it into a certificate: read and written again by Go, which escapes what may not stand in a path. A name that a person
 * is shown must be the one that the certificate bears. Undefined for what Go refuses.
 */
export function asGoWritesIt(uri: string): string | undefined {
  const [, start = '', rest = ''] = /^([A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*)?(.*)$/s.exec(uri) ?? [];
  const end = /[?#]/.exec(rest)?.index ?? rest.length;
  const path = rest.slice(0, end);
  // eslint-disable-next-line no-control-regex -- these are what Go refuses
  if (/[\u0000-\u001f\u007f]/.test(uri) || /%(?![0-9A-Fa-f]{2})/.test(path)) return undefined;
  const tail = rest.slice(end);
  if (!ESCAPED.test(tail.replace(/[?#]/g, ''))) return undefined;
  if (ESCAPED.test(path)) return `${start}${path}${tail}`;
  const plain = Buffer.from(unescaped(path));
  const escaped = [...plain].map((octet) => {
    const letter = String.fromCharCode(octet);
    return octet < 0x80 && AS_IT_IS.test(letter) ? letter : `%${octet.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  return `${start}${escaped.join('')}${tail}`;
}

function unescaped(path: string): Uint8Array {
  const bytes = Buffer.from(path);
  const found: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const isEscape = bytes[at] === 0x25;
    found.push(isEscape ? Number.parseInt(bytes.subarray(at + 1, at + 3).toString('latin1'), 16) : (bytes[at] ?? 0));
    if (isEscape) at += 2;
  }
  return Uint8Array.from(found);
}
