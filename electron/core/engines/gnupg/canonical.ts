/**
 * The bytes that a cleartext signature covers: lines without their trailing spaces, tabs and carriage returns, joined by CRLF
 * (RFC 9580, section 7.2). A line end at the text's very end is covered where the text has one.
 */
export function canonicalText(text: string): Uint8Array {
  const lines = text.split('\n').map((line) => line.replace(/[ \t\r]+$/, ''));
  return Buffer.from(lines.join('\r\n'), 'utf8');
}
