import { AppError } from '../../../shared/error.ts';
import type { WorkerReply, WorkerRequest } from './worker-protocol.ts';
import type { Wanted } from './reading.ts';

/** One worker thread. It keeps the process alive only while a call is under way. */
export interface HashThread {
  /** Reads the descriptor from its start; answers with the reading's number. Throws `cancelled`, `changed-while-read`, `internal`. */
  read(
    file: { fd: number; size: number },
    wanted: readonly Wanted[],
    options: { signal?: AbortSignal | undefined; onBytes: (done: number) => void },
  ): Promise<{ reading: number; hasNul: boolean }>;
  digest(reading: number, wanted: Wanted, suffix?: Uint8Array): Promise<Uint8Array>;
  forget(reading: number): void;
  /** True once the thread has ended: it takes no more calls. */
  ended(): boolean;
  end(): Promise<void>;
}

type Answer = Exclude<WorkerReply, { kind: 'bytes' | 'failed' }>;

interface Call {
  onBytes?: (done: number) => void;
  resolve: (answer: Answer) => void;
  reject: (error: AppError) => void;
}

/** Starts a thread from the bundled `hash-worker`. Node's threads are loaded here only: small files need none. */
export async function startHashThread(program: string | URL): Promise<HashThread> {
  const { Worker } = await import('node:worker_threads');
  const worker = new Worker(program, { execArgv: [], name: 'hash' });
  const calls = new Map<number, Call>();
  let lastCall = 0;
  let failure: AppError | undefined;
  worker.unref();

  function settle(call: number): Call | undefined {
    const found = calls.get(call);
    calls.delete(call);
    if (calls.size === 0) worker.unref();
    return found;
  }

  function failAll(error: AppError): void {
    failure ??= error;
    for (const call of [...calls.keys()]) settle(call)?.reject(failure);
  }

  worker.on('message', (reply: WorkerReply) => {
    switch (reply.kind) {
      case 'bytes':
        calls.get(reply.call)?.onBytes?.(reply.done);
        return;
      case 'failed':
        settle(reply.call)?.reject(new AppError(reply.code, reply.detail));
        return;
      case 'read':
      case 'digest':
        settle(reply.call)?.resolve(reply);
    }
  });
  worker.on('error', (error) => failAll(new AppError('internal', 'a hashing thread failed', { cause: error })));
  worker.on('exit', () => failAll(new AppError('internal', 'a hashing thread ended')));

  function post(request: WorkerRequest): void {
    worker.postMessage(request);
  }

  function ask(request: (call: number) => WorkerRequest, onBytes?: (done: number) => void): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (failure !== undefined) {
        reject(failure);
        return;
      }
      const call = ++lastCall;
      calls.set(call, onBytes === undefined ? { resolve, reject } : { resolve, reject, onBytes });
      worker.ref();
      post(request(call));
    });
  }

  return {
    async read(file, wanted, { signal, onBytes }) {
      let reading = 0;
      const answer = ask((call) => {
        reading = call;
        return { kind: 'read', call, ...file, wanted };
      }, onBytes);
      const cancel = (): void => post({ kind: 'cancel', reading });
      signal?.addEventListener('abort', cancel);
      try {
        const reply = await answer;
        return { reading, hasNul: reply.kind === 'read' && reply.hasNul };
      } finally {
        signal?.removeEventListener('abort', cancel);
      }
    },
    async digest(reading, wanted, suffix) {
      // A view would take its whole buffer along.
      const bytes = suffix?.slice();
      const reply = await ask((call) => ({ kind: 'digest', call, reading, wanted, suffix: bytes }));
      if (reply.kind !== 'digest') throw new AppError('internal', 'an answer of another kind');
      return reply.digest;
    },
    forget: (reading) => post({ kind: 'forget', reading }),
    ended: () => failure !== undefined,
    async end() {
      failAll(new AppError('cancelled'));
      await worker.terminate();
    },
  };
}
