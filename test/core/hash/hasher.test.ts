import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHasher } from '../../../electron/core/hash/hasher.ts';
import type { DigestAlgorithm, Hasher } from '../../../electron/core/hash/reading.ts';
import { AppError } from '../../../shared/error.ts';
import { hashWorker } from '../../bundle.ts';

const MIB = 1024 * 1024;
let folder: string;
let hasher: Hasher;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cs-hash-'));
  hasher = createHasher({ worker: hashWorker() });
});
afterAll(async () => {
  await hasher.close();
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
function file(bytes: Uint8Array): string {
  const path = join(folder, `file-${++files}`);
  writeFileSync(path, bytes);
  return path;
}

function sparse(size: number): string {
  const path = file(new Uint8Array());
  truncateSync(path, size);
  return path;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : `not an AppError: ${String(error)}`),
  );
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** What openssl or coreutils says. */
function expected(algorithm: DigestAlgorithm, path: string): string {
  const out = execFileSync('openssl', ['dgst', '-r', `-${algorithm}`, path], { encoding: 'utf8' });
  return out.slice(0, out.indexOf(' '));
}

const ALGORITHMS: DigestAlgorithm[] = [
  'md5',
  'sha1',
  'ripemd160',
  'sha224',
  'sha256',
  'sha384',
  'sha512',
  'sha3-256',
  'sha3-512',
  'blake2b512',
];

describe('read', () => {
  const sizes = [0, 1, 256 * 1024, 256 * 1024 + 1, MIB - 1, MIB, MIB + 1, 3 * MIB + 7];
  it.each(sizes)('gives the digests that openssl gives, from one read of %i bytes', async (size) => {
    const path = file(Buffer.alloc(size, 'Countersign\r\n\0'));
    const reading = await hasher.read(
      path,
      ALGORITHMS.map((algorithm) => ({ algorithm })),
    );
    for (const algorithm of ALGORITHMS)
      expect(hex(await reading.digest({ algorithm })), algorithm).toBe(expected(algorithm, path));
    expect(reading.size).toBe(size);
    expect(reading.path).toBe(path);
    reading.close();
  });

  it.each([1_000, 2 * MIB])('hashes trailers behind the same %i bytes', async (size) => {
    const bytes = Buffer.alloc(size, 'x');
    const reading = await hasher.read(file(bytes), [{ algorithm: 'sha512' }]);
    // A view into a larger buffer: only the view counts.
    const suffix = new Uint8Array([9, 9, 1, 2, 3, 9]).subarray(2, 5);
    const behind = createHash('sha512').update(bytes).update(suffix).digest('hex');
    const alone = createHash('sha512').update(bytes).digest('hex');
    for (let again = 0; again < 3; again++) {
      expect(hex(await reading.digest({ algorithm: 'sha512' }, suffix))).toBe(behind);
      expect(hex(await reading.digest({ algorithm: 'sha512' }))).toBe(alone);
    }
    reading.close();
    expect(await codeOf(reading.digest({ algorithm: 'sha512' }))).toBe('internal');
  });

  it('makes of a small file every digest, of a large one only those that it was asked for', async () => {
    const bytes = Buffer.from('one\ntwo\n');
    const small = await hasher.read(file(bytes), () => expect.unreachable());
    const text = createHash('sha512').update('one\r\ntwo\r\n').digest('hex');
    expect(hex(await small.digest({ algorithm: 'sha512', text: true }))).toBe(text);
    expect(hex(await small.digest({ algorithm: 'sha512' }))).toBe(createHash('sha512').update(bytes).digest('hex'));
    const path = file(Buffer.alloc(2 * MIB));
    const large = await hasher.read(path, () => [{ algorithm: 'sha512' }]);
    expect(hex(await large.digest({ algorithm: 'sha512' }))).toBe(expected('sha512', path));
    expect(await codeOf(large.digest({ algorithm: 'sha256' }))).toBe('internal');
    expect(await codeOf(large.digest({ algorithm: 'sha512', text: true }))).toBe('internal');
    large.close();
  });

  it.each([100, MIB, 3 * MIB])('sees a NUL anywhere in %i bytes', async (size) => {
    const text = Buffer.alloc(size, 'line\n');
    const without = await hasher.read(file(text), [{ algorithm: 'sha256' }]);
    expect(without.hasNul).toBe(false);
    text[size - 1] = 0;
    const last = await hasher.read(file(text), [{ algorithm: 'sha256' }]);
    expect(last.hasNul).toBe(true);
  });

  it('reads many files at once, more than there are threads', async () => {
    const paths = Array.from({ length: 40 }, (_, n) => file(Buffer.alloc((n % 4) * 200_000 + n, `${n}`)));
    const digests = await Promise.all(
      paths.map(async (path) => {
        const reading = await hasher.read(path, [{ algorithm: 'sha256' }]);
        return hex(await reading.digest({ algorithm: 'sha256' }));
      }),
    );
    expect(digests).toEqual(paths.map((path) => expected('sha256', path)));
  });

  it('streams what is larger than 4 GiB, with progress, and leaves the loop free', async () => {
    const size = 4 * 1024 * MIB + 5 * MIB;
    const path = sparse(size);
    const seen: number[] = [];
    // The bench measures how late the loop is; that would fail here whenever the machine has other work, which also makes the little that
    // is done here take longer. A loop that hashes is never idle.
    const from = performance.eventLoopUtilization();
    const reading = await hasher.read(path, [{ algorithm: 'sha256' }], {
      onBytes: (done, total) => {
        expect(total).toBe(size);
        seen.push(done);
      },
    });
    expect(performance.eventLoopUtilization(from).utilization).toBeLessThan(0.6);
    // What openssl says of so many zeros.
    expect(hex(await reading.digest({ algorithm: 'sha256' }))).toBe(
      'fcf92f159d72159c2852069331190eac16d987bd1a011f16a67e13095eca68e2',
    );
    expect(seen.length).toBeGreaterThan(3);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(size);
    rmSync(path);
  }, 120_000);

  it('answers for a finished read while its thread reads another file', async () => {
    const one = createHasher({ worker: hashWorker(), threads: 1 });
    const first = await one.read(file(Buffer.alloc(MIB, 'a')), [{ algorithm: 'sha256' }]);
    let done = false;
    const second = one.read(sparse(1024 * MIB), [{ algorithm: 'sha512' }]).then(() => (done = true));
    await sleep(50);
    expect(hex(await first.digest({ algorithm: 'sha256' }))).toBe(
      createHash('sha256').update(Buffer.alloc(MIB, 'a')).digest('hex'),
    );
    expect(done).toBe(false);
    await second;
    await one.close();
  });
});

describe('cancelling', () => {
  it('ends a read at once, wherever it stands', async () => {
    const one = createHasher({ worker: hashWorker(), threads: 1 });
    const path = sparse(64 * 1024 * MIB);
    const running = new AbortController();
    const waiting = new AbortController();
    const first = codeOf(one.read(path, [{ algorithm: 'sha256' }], { signal: running.signal }));
    const second = codeOf(one.read(path, [{ algorithm: 'sha256' }], { signal: waiting.signal }));
    await sleep(200);
    const from = performance.now();
    waiting.abort();
    expect(await second).toBe('cancelled');
    running.abort();
    expect(await first).toBe('cancelled');
    expect(performance.now() - from).toBeLessThan(500);
    expect(await codeOf(one.read(path, [{ algorithm: 'sha256' }], { signal: AbortSignal.abort() }))).toBe('cancelled');
    // The thread is as good as new.
    const after = await one.read(file(Buffer.alloc(MIB)), [{ algorithm: 'sha256' }]);
    expect(after.size).toBe(MIB);
    await one.close();
  });

  it('ends what is under way when the hasher is closed', async () => {
    const one = createHasher({ worker: hashWorker() });
    const path = sparse(64 * 1024 * MIB);
    const read = codeOf(one.read(path, [{ algorithm: 'sha256' }]));
    await sleep(100);
    await one.close();
    expect(await read).toBe('cancelled');
    expect(await codeOf(one.read(path, [{ algorithm: 'sha256' }]))).toBe('cancelled');
  });
});

describe('what is not a file', () => {
  it('refuses folders, devices, FIFOs and sockets without hanging', async () => {
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const socket = join(folder, 'socket');
    const server = createServer().listen(socket);
    const link = join(folder, 'link');
    symlinkSync('/dev/zero', link);
    for (const path of [folder, '/dev/null', '/dev/zero', '/dev/tty', fifo, socket, link])
      expect(await codeOf(hasher.read(path, [{ algorithm: 'sha256' }])), path).toBe('not-a-file');
    server.close();
  });

  it('says what is missing or closed', async () => {
    expect(await codeOf(hasher.read(join(folder, 'none'), [{ algorithm: 'sha256' }]))).toBe('not-found');
    const path = file(Buffer.from('secret'));
    execFileSync('chmod', ['0', path]);
    if (process.getuid?.() === 0) process.seteuid!(65_534);
    try {
      expect(await codeOf(hasher.read(path, [{ algorithm: 'sha256' }]))).toBe('unreadable');
    } finally {
      if (process.getuid?.() === 0) process.seteuid!(0);
    }
  });
});

describe('a file that changes', () => {
  it.each([
    ['grows', (path: string) => appendFileSync(path, 'x')],
    ['shrinks', (path: string) => truncateSync(path, MIB)],
    ['is touched', (path: string) => utimesSync(path, 1, 1)],
  ])('is noticed when it %s while it is read', async (_, change) => {
    const path = sparse(1024 * MIB);
    let changed = false;
    const read = hasher.read(path, [{ algorithm: 'sha256' }], {
      onBytes: () => {
        if (!changed) change(path);
        changed = true;
      },
    });
    expect(await codeOf(read)).toBe('changed-while-read');
    expect(changed).toBe(true);
  });

  it.each([10, 2 * MIB])('is noticed after the read of %i bytes', async (size) => {
    for (const change of [
      (path: string) => appendFileSync(path, 'x'),
      (path: string) => writeFileSync(path, Buffer.alloc(size, 'y')),
      (path: string) => execFileSync('cp', ['--remove-destination', '-p', file(Buffer.alloc(size)), path]),
      (path: string) => rmSync(path),
    ]) {
      const path = file(Buffer.alloc(size));
      const reading = await hasher.read(path, [{ algorithm: 'sha256' }]);
      await reading.assertUnchanged();
      // Times move in ticks of the kernel's clock.
      await sleep(20);
      change(path);
      expect(await codeOf(reading.assertUnchanged())).toBe('changed-while-read');
    }
  });
});

describe('the process', () => {
  it('ends by itself though threads were started, and not before a read is done', async () => {
    const program = `
      const { createHasher } = require(process.argv[1]);
      const hasher = createHasher({ worker: process.argv[2] });
      hasher.read(process.argv[3], [{ algorithm: 'sha256' }])
        .then((reading) => reading.digest({ algorithm: 'sha256' }))
        .then((digest) => console.log(Buffer.from(digest).toString('hex')));`;
    const path = file(Buffer.alloc(20 * MIB, 'z'));
    const { bundleForTest } = await import('../../bundle.ts');
    const library = bundleForTest('electron/core/hash/hasher.ts');
    const child = spawn(process.execPath, ['-e', program, library, hashWorker(), path]);
    let out = '';
    child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(0);
    expect(out.trim()).toBe(expected('sha256', path));
  });

  it('tells of a thread that cannot start, and lives', async () => {
    const broken = createHasher({ worker: join(folder, 'no-such-worker.cjs') });
    expect(await codeOf(broken.read(sparse(MIB), [{ algorithm: 'sha256' }]))).toBe('internal');
    expect(await codeOf(broken.read(sparse(MIB), [{ algorithm: 'sha256' }]))).toBe('internal');
    await broken.close();
  });
});
