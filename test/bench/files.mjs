// The files that are measured, under a temporary folder that is removed at the end.
import { randomFillSync } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanUpLater } from './clean-up.mjs';

const MIB = 1024 * 1024;

/** A folder whose files are made when first asked for. */
export function benchFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'cs-bench-'));
  const remove = cleanUpLater(() => rmSync(folder, { recursive: true, force: true }));

  function random(name, mebibytes) {
    const path = join(folder, name);
    if (existsSync(path)) return path;
    const block = Buffer.alloc(MIB);
    const file = openSync(path, 'w');
    for (let written = 0; written < mebibytes; written++) writeSync(file, randomFillSync(block));
    closeSync(file);
    return path;
  }

  return {
    folder,
    /** 1 GiB of random bytes. */
    large: () => random('large', 1024),
    /** 8 files of 256 MiB. */
    eight() {
      mkdirSync(join(folder, 'eight'), { recursive: true });
      return Array.from({ length: 8 }, (_, n) => random(join('eight', `file-${n}`), 256));
    },
    /** 8 GiB that take no room. */
    sparse() {
      const path = join(folder, 'sparse');
      if (!existsSync(path)) {
        writeFileSync(path, '');
        truncateSync(path, 8 * 1024 * MIB);
      }
      return path;
    },
    /** A file of a few bytes. */
    small(name, text) {
      const path = join(folder, name);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, text);
      return path;
    },
    remove,
  };
}
