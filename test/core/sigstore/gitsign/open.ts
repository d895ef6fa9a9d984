const OPEN = 0x80;
const CONSTRUCTED = 0x20;

/** A DER message with every length in it left open, as a program writes it that does not know them yet (BER); `strings`: these in pieces. */
export function opened(message: Buffer, { strings = false } = {}): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < message.length;) {
    const [tag = 0, first = 0] = [message[at], message[at + 1]];
    const octets = first < OPEN ? 0 : first & 0x7f;
    const from = at + 2 + octets;
    const end = from + (octets === 0 ? first : message.readUIntBE(at + 2, octets));
    const content = message.subarray(from, end);
    if ((tag & CONSTRUCTED) !== 0) parts.push(Buffer.of(tag, OPEN), opened(content, { strings }), Buffer.of(0, 0));
    else if (tag === 0x04 && strings && content.length < 0x80) parts.push(inPieces(content));
    else parts.push(message.subarray(at, end));
    at = end;
  }
  return Buffer.concat(parts);
}

function inPieces(content: Buffer): Buffer {
  const half = content.length >> 1;
  const piece = (part: Buffer) => Buffer.concat([Buffer.of(0x04, part.length), part]);
  const [one, two] = [piece(content.subarray(0, half)), piece(content.subarray(half))];
  return Buffer.concat([Buffer.of(0x24, OPEN), one, two, Buffer.of(0, 0)]);
}
