/** Tag of a public-key packet: each starts another transferable public key (RFC 9580, section 10.1). */
const PUBLIC_KEY = 6;

/** Cuts `gpg --export`'s output into its certificates. Stops at the first byte that is no packet. */
export function splitCertificates(bytes: Uint8Array): Uint8Array[] {
  const starts: number[] = [];
  let at = 0;
  while (at < bytes.length) {
    const packet = header(bytes, at);
    if (!packet || packet.end > bytes.length) break;
    if (packet.tag === PUBLIC_KEY) starts.push(at);
    at = packet.end;
  }
  return starts.map((start, index) => bytes.subarray(start, starts[index + 1] ?? at));
}

/** Whether `bytes` is exactly one signature packet. */
export function isOneSignature(bytes: Uint8Array): boolean {
  const packet = header(bytes, 0);
  return packet?.tag === 2 && packet.end === bytes.length;
}

/** A packet's tag and where it ends, both header formats (RFC 9580, section 4.2). Partial lengths never occur in keys and signatures. */
function header(bytes: Uint8Array, at: number): { tag: number; end: number } | undefined {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return undefined;
  const length = first & 0x40 ? newLength(bytes, at + 1) : oldLength(bytes, at + 1, first & 3);
  if (!length) return undefined;
  return { tag: first & 0x40 ? first & 0x3f : (first >> 2) & 0x0f, end: at + 1 + length.octets + length.value };
}

interface Length {
  /** Octets that the length itself takes. */
  octets: number;
  value: number;
}

function newLength(bytes: Uint8Array, at: number): Length | undefined {
  const [first, second] = [bytes[at], bytes[at + 1]];
  if (first === undefined) return undefined;
  if (first < 192) return { octets: 1, value: first };
  if (first < 224) return second === undefined ? undefined : { octets: 2, value: ((first - 192) << 8) + second + 192 };
  const value = first === 255 ? number(bytes, at + 1, 4) : undefined;
  return value === undefined ? undefined : { octets: 5, value };
}

function oldLength(bytes: Uint8Array, at: number, type: number): Length | undefined {
  const octets = [1, 2, 4][type];
  const value = octets === undefined ? undefined : number(bytes, at, octets);
  return octets === undefined || value === undefined ? undefined : { octets, value };
}

/** A big-endian number of `octets` octets, or undefined where the bytes end before it does. */
function number(bytes: Uint8Array, at: number, octets: number): number | undefined {
  if (at + octets > bytes.length) return undefined;
  return bytes.subarray(at, at + octets).reduce((sum, byte) => sum * 256 + byte, 0);
}
