const CR = 0x0d;
const LF = 0x0a;
const PIECE = 64 * 1024;

/**
 * Makes a text's line ends CRLF, piece by piece, for signatures of type 0x01 (RFC 9580, section 5.2.1.2). As GnuPG reads lines: all CRs
 * before an LF, or before the end of the text, belong to the line's end; a CR anywhere else is text. Spaces and tabs at a line's
 * end stay (only the cleartext framework leaves them out). The bytes given to `sink` are only good during the call.
 */
export function createTextFilter(sink: (bytes: Uint8Array) => void): (bytes: Uint8Array) => void {
  const out = new Uint8Array(PIECE);
  let used = 0;
  /** CRs of which it is not known yet whether a line ends there; those left at the end are dropped. */
  let heldBack = 0;

  function put(byte: number): void {
    if (used === PIECE) {
      sink(out);
      used = 0;
    }
    out[used++] = byte;
  }

  return (bytes) => {
    for (const byte of bytes) {
      if (byte === CR) {
        heldBack++;
        continue;
      }
      if (byte === LF) {
        put(CR);
        heldBack = 0;
      } else {
        for (; heldBack > 0; heldBack--) put(CR);
      }
      put(byte);
    }
    sink(out.subarray(0, used));
    used = 0;
  };
}
