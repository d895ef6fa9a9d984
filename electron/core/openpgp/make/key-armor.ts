import { AppError } from '../../../../shared/error.ts';
import { readArmor, splitLines } from '../armor.ts';
import { concatBytes } from '../byte-reader.ts';
import { LARGEST_KEY_FILE } from './raw-packets.ts';

const KEY_BLOCKS = new Set(['PGP PUBLIC KEY BLOCK', 'PGP PRIVATE KEY BLOCK']);

/**
 * The packets of a key file, armored (several blocks may stand in it, with any text around them) or binary.
 * Throws `malformed` where neither is found, `too-large` beyond 16 MiB.
 */
export function readKeyFile(bytes: Uint8Array): Uint8Array {
  if (bytes.length > 2 * LARGEST_KEY_FILE) throw new AppError('too-large', 'the key file is larger than 16 MiB');
  const first = bytes[0];
  if (first === undefined) throw new AppError('malformed', 'the key file is empty');
  // A packet's first octet has its highest bit set; a text's has not, unless it is the mark for UTF-8 (a reserved packet type).
  if ((first & 0x80) !== 0 && first !== 0xef) return bytes;
  const blocks = armorBlocks(bytes).filter(({ label }) => KEY_BLOCKS.has(label));
  if (blocks.length === 0) throw new AppError('malformed', 'no OpenPGP key was found');
  return concatBytes(blocks.map(({ data }) => data));
}

function armorBlocks(bytes: Uint8Array) {
  try {
    return readArmor(splitLines(bytes)).blocks;
  } catch (error) {
    throw new AppError('malformed', error instanceof Error ? error.message : '');
  }
}

/** CRC-24 of the armor's last line (RFC 9580, section 6.1.1), which older readers still want. */
function crc24(bytes: Uint8Array): Uint8Array {
  let crc = 0xb704ce;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let i = 0; i < 8; i++) {
      crc <<= 1;
      if ((crc & 0x1000000) !== 0) crc ^= 0x1864cfb;
    }
  }
  return Uint8Array.of((crc >> 16) & 255, (crc >> 8) & 255, crc & 255);
}

/** `bytes` as an armored block with a checksum; `comment` becomes a header. */
export function armorBlock(
  label: 'PUBLIC KEY BLOCK' | 'PRIVATE KEY BLOCK' | 'SIGNATURE',
  bytes: Uint8Array,
  comment?: string,
): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [
    `-----BEGIN PGP ${label}-----`,
    ...(comment === undefined ? [] : [`Comment: ${comment}`]),
    '',
    ...lines,
    `=${Buffer.from(crc24(bytes)).toString('base64')}`,
    `-----END PGP ${label}-----`,
    '',
  ].join('\n');
}
