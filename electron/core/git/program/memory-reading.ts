import type { Reading } from '../../hash/reading.ts';
import { memoryDigestSource } from '../../openpgp/digest-source.ts';

/** A read of bytes that are in memory, as what git signs is. */
export function memoryReading(bytes: Uint8Array): Reading {
  const digest = memoryDigestSource(bytes);
  return {
    path: '',
    size: bytes.length,
    hasNul: bytes.includes(0),
    bytes,
    digest: (wanted, suffix = new Uint8Array()) => digest(wanted, suffix),
    assertUnchanged: () => Promise.resolve(),
    close: () => undefined,
  };
}
