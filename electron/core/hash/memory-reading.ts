import { digestOf } from './digest-of.ts';
import type { Reading } from './reading.ts';

/** Bytes that are in memory and in no file, as git's objects are, for those who sign what was read. `name` is what people are told. */
export function memoryReading(name: string, bytes: Uint8Array): Reading {
  return {
    path: name,
    size: bytes.length,
    hasNul: bytes.includes(0),
    bytes,
    digest: ({ algorithm, text }, suffix) => {
      if (text === true) throw new Error('bytes in memory are signed as they are');
      return digestOf(algorithm, suffix === undefined ? [bytes] : [bytes, suffix]);
    },
    assertUnchanged: () => Promise.resolve(),
    close: () => undefined,
  };
}
