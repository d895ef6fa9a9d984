import type { Signature } from 'openpgp';

/** An armored detached signature of one or more signature packets, without version or comment lines. */
export async function armoredSignature(packets: Uint8Array): Promise<Uint8Array> {
  const { readSignature } = await import('openpgp');
  const signature = await readSignature({ binarySignature: packets });
  return encodeText(signature.armor());
}

/** A cleartext signed message (RFC 9580, section 7) with one or more signature packets. */
export async function cleartextMessage(text: string, packets: Uint8Array): Promise<Uint8Array> {
  const { CleartextMessage, readSignature } = await import('openpgp');
  const signature = await readSignature({ binarySignature: packets });
  // The library's types leave out the constructor's arguments.
  const Message = CleartextMessage as unknown as new (text: string, signature: Signature) => { armor(): string };
  return encodeText(new Message(text, signature).armor());
}

/** OpenPGP.js ends armor lines with CRLF; gpg and every diff are happier with LF. */
function encodeText(armored: string): Uint8Array {
  return new TextEncoder().encode(armored.replace(/\r\n/g, '\n'));
}
