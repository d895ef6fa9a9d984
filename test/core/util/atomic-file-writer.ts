// Run as a child process that is killed: writes one generation after the other over the same file, and new files beside it.
import { join } from 'node:path';
import { writeFileAtomic } from '../../../electron/core/util/atomic-file.ts';

const [folder = '', size = '0'] = process.argv.slice(2);

async function run(): Promise<void> {
  for (let generation = 1; ; generation++) {
    const bytes = new Uint8Array(Number(size)).fill(generation % 256);
    await writeFileAtomic(join(folder, 'replaced'), bytes, { overwrite: true });
    await writeFileAtomic(join(folder, `new-${generation}`), bytes, { overwrite: false });
    if (generation === 1) process.stdout.write('ready\n');
  }
}

void run();
