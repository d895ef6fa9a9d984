/** The bytes of an armored signature, or why there are none. */
export type ReadArmor = { kind: 'bytes'; bytes: Buffer } | { kind: 'malformed'; reason: string };

/** Takes the armor off a signature of at most `mostBytes`. `armor`: how the whole looks, its lines of base64 as the group `body`. Never throws. */
export function readArmor(bytes: Uint8Array, armor: RegExp, mostBytes: number): ReadArmor {
  if (bytes.length > mostBytes) return { kind: 'malformed', reason: 'larger than any signature' };
  const body = armor.exec(Buffer.from(bytes).toString('latin1'))?.groups?.['body']?.replace(/[\r\n \t]/g, '');
  if (body === undefined)
    return { kind: 'malformed', reason: 'the armor is broken, or something stands outside of it' };
  const decoded = Buffer.from(body, 'base64');
  if (decoded.toString('base64') !== body)
    return { kind: 'malformed', reason: 'the armor holds something that is no base64' };
  return { kind: 'bytes', bytes: decoded };
}
