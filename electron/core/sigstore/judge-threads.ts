import type { Worker } from 'node:worker_threads';
import { type ArtifactSource, smallBytes } from './artifact-source.ts';
import type { SigstoreContent } from './content.ts';
import type { SigstoreFinding } from './finding.ts';
import { judgeSigstore, sigstoreDigests } from './judge.ts';
import { type JudgeReply, type JudgeRequest, sentBy } from './judge-messages.ts';
import type { JudgeWorkers } from './judge-workers.ts';
import type { SigstoreJudgedBy } from './judged-by.ts';

/** As `judgeSigstore`, by what was given once. */
export type Judge = (content: SigstoreContent, artifact: ArtifactSource) => Promise<SigstoreFinding>;

/** So many signatures wait at a thread, so that it never waits for the next one. */
const AHEAD = 8;

/** A signature that nobody judges yet. */
interface Waiting {
  content: SigstoreContent;
  artifact: ArtifactSource;
  resolve: (finding: SigstoreFinding | Promise<SigstoreFinding>) => void;
}

/** What a thread was asked, or will be as soon as its bytes are read. */
type Calls = Map<number, Waiting>;

/** Judges on these threads as well as here. A thread that fails, or is ended, costs nothing but time: what it had is judged here. */
export async function judgeOn(workers: JudgeWorkers, by: SigstoreJudgedBy): Promise<Judge> {
  // Who judges a single signature does without it.
  const { serialize } = await import('node:v8');
  const threads = new Map<Worker, Calls>();
  const waiting: Waiting[] = [];
  const told = sentBy(by);
  const here = ({ content, artifact }: Waiting): Promise<SigstoreFinding> => judgeSigstore(content, artifact, by);
  let lastCall = 0;
  let isTurnPlanned = false;

  for (const worker of await workers.running) {
    const calls: Calls = new Map();
    threads.set(worker, calls);
    const drop = (): void => {
      threads.delete(worker);
      waiting.unshift(...calls.values());
      calls.clear();
      share();
    };
    worker.on('error', drop);
    worker.on('exit', drop);
    worker.on('message', (reply: JudgeReply) => {
      const asked = calls.get(reply.call);
      calls.delete(reply.call);
      if (calls.size === 0) worker.unref();
      if (asked !== undefined) asked.resolve('finding' in reply ? reply.finding : here(asked));
      share();
    });
    // A listener holds the process up.
    worker.unref();
    worker.postMessage(told);
  }

  /** Gives the threads as much as they take, and takes the next one here when all else that waits here had its turn. */
  function share(): void {
    for (const [worker, calls] of threads)
      while (calls.size < AHEAD) {
        const next = waiting.shift();
        if (next === undefined) return;
        send(worker, calls, next);
      }
    if (waiting.length === 0 || isTurnPlanned) return;
    isTurnPlanned = true;
    setImmediate(() => {
      isTurnPlanned = false;
      const next = waiting.shift();
      if (next === undefined) return;
      const judged = here(next);
      next.resolve(judged);
      void judged.finally(share).catch(() => undefined);
    });
  }

  function send(worker: Worker, calls: Calls, next: Waiting): void {
    const call = ++lastCall;
    calls.set(call, next);
    worker.ref();
    const judgeHere = (): void => {
      // Where the thread ended meanwhile, it waits again already.
      if (!calls.delete(call)) return;
      if (calls.size === 0) worker.unref();
      next.resolve(here(next));
    };
    requestOf(call, next).then((request) => {
      if (request === undefined) judgeHere();
      else if (calls.has(call)) worker.postMessage(request);
    }, judgeHere);
  }

  /** Undefined for what is judged where it can be read: the bytes of a small file go along, a larger one's do not. */
  async function requestOf(call: number, { content, artifact }: Waiting): Promise<JudgeRequest | undefined> {
    const bytes = await smallBytes(artifact);
    if (bytes === undefined && artifact.read !== undefined) return undefined;
    const digests: JudgeRequest['digests'] = [];
    // All others the thread makes of the bytes, where it needs them.
    const known = bytes === undefined ? sigstoreDigests(content, by.keys) : (['sha256'] as const);
    for (const algorithm of known) {
      const digest = await artifact.digest(algorithm);
      if (digest !== undefined) digests.push([algorithm, digest]);
    }
    return { call, content: serialize(content), digests, bytes: bytes && Uint8Array.from(bytes) };
  }

  return (content, artifact) =>
    new Promise((resolve) => {
      waiting.push({ content, artifact, resolve });
      share();
    });
}
