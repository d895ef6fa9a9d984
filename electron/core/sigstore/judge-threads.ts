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

/** So many signatures wait at a thread, so that it never waits for the next one; what comes meanwhile is judged here. */
const AHEAD = 16;

interface Call {
  resolve: (finding: SigstoreFinding) => void;
  here: () => void;
}

/** Judges on these threads as well as here. A thread that fails, or is ended, costs nothing but time: what it had is judged here. */
export async function judgeOn(workers: JudgeWorkers, by: SigstoreJudgedBy): Promise<Judge> {
  // Who judges a single signature does without it.
  const { serialize } = await import('node:v8');
  const threads = new Map<Worker, Map<number, Call>>();
  const told = sentBy(by);
  for (const worker of await workers.running) {
    const calls = new Map<number, Call>();
    threads.set(worker, calls);
    const drop = (): void => {
      threads.delete(worker);
      for (const { here } of calls.values()) here();
      calls.clear();
    };
    worker.on('error', drop);
    worker.on('exit', drop);
    worker.on('message', (reply: JudgeReply) => {
      const asked = calls.get(reply.call);
      calls.delete(reply.call);
      if (calls.size === 0) worker.unref();
      if ('finding' in reply) asked?.resolve(reply.finding);
      else asked?.here();
    });
    // A listener holds the process up.
    worker.unref();
    worker.postMessage(told);
  }
  let lastCall = 0;
  return async (content, artifact) => {
    const here = (): Promise<SigstoreFinding> => judgeSigstore(content, artifact, by);
    const [free] = [...threads].sort(([, a], [, b]) => a.size - b.size);
    if (free === undefined || free[1].size >= AHEAD) return here();
    const [worker, calls] = free;
    // The bytes of a small file go along; a larger one is judged where it can be read.
    const bytes = await smallBytes(artifact);
    if (bytes === undefined && artifact.read !== undefined) return here();
    const digests: JudgeRequest['digests'] = [];
    for (const algorithm of sigstoreDigests(content, by.keys)) {
      const digest = await artifact.digest(algorithm);
      if (digest !== undefined) digests.push([algorithm, digest]);
    }
    // It may have ended meanwhile.
    if (!threads.has(worker)) return here();
    return new Promise((resolve, reject) => {
      const call = ++lastCall;
      calls.set(call, { resolve, here: () => void here().then(resolve, reject) });
      worker.ref();
      const request: JudgeRequest = {
        call,
        content: serialize(content),
        digests,
        bytes: bytes && Uint8Array.from(bytes),
      };
      worker.postMessage(request);
    });
  };
}
