import type { InclusionProof, LogEntry } from '../content.ts';

/**
 * A log entry in protobuf's binary form (`TransparencyLogEntry`), as gitsign puts it into a signature. What the log has of the signature is
 * left out where a reader makes it again, as gitsign does; of a newer log it stays, since nobody could.
 */
export function writeEmbeddedEntry(entry: LogEntry): Buffer {
  const { promise, proof, integratedTime } = entry;
  const isMadeAgain = entry.kind === 'hashedrekord' && entry.version === '0.0.1';
  return Buffer.concat([
    number(1, entry.logIndex),
    part(2, part(1, entry.logId)),
    part(3, Buffer.concat([part(1, Buffer.from(entry.kind)), part(2, Buffer.from(entry.version))])),
    number(4, integratedTime ?? 0n),
    ...(promise === undefined ? [] : [part(5, part(1, promise))]),
    ...(proof === undefined ? [] : [part(6, writeProof(proof))]),
    ...(isMadeAgain ? [] : [part(7, entry.body)]),
  ]);
}

function writeProof({ logIndex, rootHash, treeSize, hashes, checkpoint }: InclusionProof): Buffer {
  return Buffer.concat([
    number(1, logIndex),
    part(2, rootHash),
    number(3, treeSize),
    ...hashes.map((hash) => part(4, hash)),
    ...(checkpoint === undefined ? [] : [part(5, part(1, Buffer.from(checkpoint)))]),
  ]);
}

const LENGTH = 2;

/** Protobuf leaves out what is nothing. */
function number(field: number, value: bigint): Buffer {
  return value === 0n ? Buffer.alloc(0) : Buffer.concat([varint(BigInt(field * 8)), varint(value)]);
}

function part(field: number, bytes: Buffer): Buffer {
  if (bytes.length === 0) return bytes;
  return Buffer.concat([varint(BigInt(field * 8 + LENGTH)), varint(BigInt(bytes.length)), bytes]);
}

function varint(value: bigint): Buffer {
  const octets: number[] = [];
  let left = value;
  do {
    octets.push(Number(left & 0x7fn) | (left > 0x7fn ? 0x80 : 0));
    left >>= 7n;
  } while (left > 0n);
  return Buffer.from(octets);
}
