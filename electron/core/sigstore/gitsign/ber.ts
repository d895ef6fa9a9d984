import { MalformedError } from '../malformed.ts';
import { der, OCTET_STRING } from '../services/der.ts';

/** Far deeper than anything stands in a signature and its certificates. */
const MAX_DEPTH = 64;
const CONSTRUCTED = 0x20;
const PIECES = OCTET_STRING | CONSTRUCTED;
const OPEN = 0x80;

/** Whether a message was written while it was made, its length found by reading on, as gpgsm writes all of its signatures. */
export function isOpen(bytes: Buffer): boolean {
  return bytes[1] === OPEN;
}

/**
 * Such a message (BER) as one that tells every length first, strings in one piece (X.690, section 8). What is written so already stays byte
 * for byte: signatures are over it. Throws `MalformedError`.
 */
export function closed(bytes: Buffer): Buffer {
  const { element, end } = read(bytes, 0, bytes.length, 0);
  if (end !== bytes.length) throw new MalformedError('something stands behind the end');
  return element;
}

interface Read {
  element: Buffer;
  /** Where the next one begins. */
  end: number;
}

/** The element that begins at `start`, in what ends at `limit`. */
function read(bytes: Buffer, start: number, limit: number, depth: number): Read {
  if (depth > MAX_DEPTH) throw new MalformedError('deeper than any signature');
  const [tag, first] = [bytes[start], bytes[start + 1]];
  if (tag === undefined || first === undefined || start + 2 > limit)
    throw new MalformedError('the message ends too early');
  if ((tag & 0x1f) === 0x1f) throw new MalformedError('a tag that no such message has');
  const isConstructed = (tag & CONSTRUCTED) !== 0;
  if (first === OPEN) {
    if (!isConstructed) throw new MalformedError('a value without an end');
    const { parts, end } = readOpen(bytes, start + 2, limit, depth);
    return { element: rebuilt(tag, parts), end };
  }
  const octets = first < OPEN ? 0 : first & 0x7f;
  if (octets > 4 || start + 2 + octets > limit) throw new MalformedError('a length that is none');
  const contentAt = start + 2 + octets;
  const end = contentAt + (octets === 0 ? first : bytes.readUIntBE(start + 2, octets));
  if (end > limit) throw new MalformedError('the message ends too early');
  const whole = bytes.subarray(start, end);
  if (!isConstructed) return { element: whole, end };
  const parts: Buffer[] = [];
  for (let at = contentAt; at < end;) {
    const part = read(bytes, at, end, depth + 1);
    parts.push(part.element);
    at = part.end;
  }
  const isAsItWas = tag !== PIECES && Buffer.concat(parts).equals(bytes.subarray(contentAt, end));
  return { element: isAsItWas ? whole : rebuilt(tag, parts), end };
}

/** Elements up to two octets of nothing, which stand for the end. */
function readOpen(bytes: Buffer, from: number, limit: number, depth: number): { parts: Buffer[]; end: number } {
  const parts: Buffer[] = [];
  let at = from;
  while (at + 2 <= limit && (bytes[at] !== 0 || bytes[at + 1] !== 0)) {
    const part = read(bytes, at, limit, depth + 1);
    parts.push(part.element);
    at = part.end;
  }
  if (at + 2 > limit) throw new MalformedError('the message ends too early');
  return { parts, end: at + 2 };
}

function rebuilt(tag: number, parts: readonly Buffer[]): Buffer {
  if (tag !== PIECES) return der(tag, ...parts);
  // Each piece was read already, and tells its length.
  return der(OCTET_STRING, ...parts.map(contentOf));
}

function contentOf(part: Buffer): Buffer {
  if (part[0] !== OCTET_STRING) throw new MalformedError('a string of other things than strings');
  const first = part[1] ?? 0;
  return part.subarray(first < OPEN ? 2 : 2 + (first & 0x7f));
}
