// The program of a hashing thread: reads files that the main thread has opened, and keeps their hash states until it is told to forget them.
import { readSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { AppError, toAppError } from '../../../shared/error.ts';
import { createHashSet, type HashSet } from './hash-set.ts';
import type { WorkerReply, WorkerRequest } from './worker-protocol.ts';

const port = parentPort;
if (port === null) throw new Error('hash-worker runs as a worker thread');

/** One read is this long; the buffer is used again for the next. */
const buffer = Buffer.allocUnsafeSlow(1024 * 1024);
/** Milliseconds between two looks at the messages, and between two of our own about progress. */
const LISTEN_EVERY = 10;
const TELL_EVERY = 100;

const readings = new Map<number, HashSet>();
const cancelled = new Set<number>();

type ReadRequest = Extract<WorkerRequest, { kind: 'read' }>;

async function read(request: ReadRequest): Promise<void> {
  const { call, fd, size } = request;
  const hashes = await createHashSet(request.wanted);
  let done = 0;
  let listened = performance.now();
  let told = listened;
  for (;;) {
    // By position, not by the descriptor's own: one byte beyond the end shows a file that grows.
    const length = readSync(fd, buffer, 0, Math.min(buffer.length, size - done + 1), done);
    if (length === 0) break;
    done += length;
    if (done > size) break;
    hashes.update(buffer.subarray(0, length));
    const now = performance.now();
    if (now - told >= TELL_EVERY) {
      told = now;
      answer({ kind: 'bytes', call, done });
    }
    if (now - listened >= LISTEN_EVERY) {
      await nextTurn();
      listened = performance.now();
      if (cancelled.has(call)) throw new AppError('cancelled');
    }
  }
  if (done !== size) throw new AppError('changed-while-read');
  readings.set(call, hashes);
  answer({ kind: 'read', call, hasNul: hashes.hasNul() });
}

function handle(request: WorkerRequest): void {
  switch (request.kind) {
    case 'read':
      read(request)
        .catch((error: unknown) => fail(request.call, error))
        .finally(() => cancelled.delete(request.call));
      return;
    case 'digest':
      try {
        const hashes = readings.get(request.reading);
        if (hashes === undefined) throw new AppError('internal', 'the reading is closed');
        answer({ kind: 'digest', call: request.call, digest: hashes.digest(request.wanted, request.suffix) });
      } catch (error) {
        fail(request.call, error);
      }
      return;
    case 'cancel':
      cancelled.add(request.reading);
      return;
    case 'forget':
      readings.delete(request.reading);
      return;
  }
}

function fail(call: number, error: unknown): void {
  const { code, detail } = toAppError(error);
  answer({ kind: 'failed', call, code, detail });
}

function answer(reply: WorkerReply): void {
  port?.postMessage(reply);
}

port.on('message', handle);
