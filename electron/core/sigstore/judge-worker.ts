// The program of a judging thread: judges what the main thread sends it, by what it was told first.
import { deserialize } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { digestOf } from '../hash/digest-of.ts';
import type { ArtifactSource } from './artifact-source.ts';
import type { SigstoreContent } from './content.ts';
import type { JudgeReply, JudgeRequest, SentBy } from './judge-messages.ts';
import type { SigstoreJudgedBy } from './judged-by.ts';

const port = parentPort;
if (port === null) throw new Error('judge-worker runs as a worker thread');

// In one part with all that judging takes, which is loaded while nothing has been asked yet.
const loaded = Promise.all([import('./judge.ts'), import('./judge-messages.ts'), import('./artifact-source.ts')]);
let told: Promise<SigstoreJudgedBy> = Promise.reject(new Error('nothing was told yet'));
told.catch(() => undefined);

async function judge({ call, content, digests, bytes }: JudgeRequest): Promise<JudgeReply> {
  try {
    const [{ judgeSigstore }, , { atHand }] = await loaded;
    const known = new Map(digests);
    const artifact: ArtifactSource = {
      digest: async (algorithm) => known.get(algorithm) ?? (bytes && (await digestOf(algorithm, [bytes]))),
      ...(bytes !== undefined && atHand(bytes)),
    };
    return { call, finding: await judgeSigstore(deserialize(content) as SigstoreContent, artifact, await told) };
  } catch (error) {
    return { call, failed: error instanceof Error ? error.message : String(error) };
  }
}

port.on('message', (message: SentBy | JudgeRequest) => {
  if ('call' in message) void judge(message).then((reply) => port.postMessage(reply));
  else {
    told = loaded.then(([, { judgedBy }]) => judgedBy(message));
    told.catch(() => undefined);
  }
});
