import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ArtifactSource, atHand } from '../../../electron/core/sigstore/artifact-source.ts';
import { judgeSigstore } from '../../../electron/core/sigstore/judge.ts';
import { type Judge, judgeOn } from '../../../electron/core/sigstore/judge-threads.ts';
import { startJudgeWorkers } from '../../../electron/core/sigstore/judge-workers.ts';
import type { SigstoreJudgedBy } from '../../../electron/core/sigstore/judged-by.ts';
import { readSigstore } from '../../../electron/core/sigstore/read.ts';
import { shippedTrustedRoot } from '../../../electron/core/sigstore/shipped-root.ts';
import { readTrustedRoot } from '../../../electron/core/sigstore/trusted-root.ts';
import { bundleForTest } from '../../bundle.ts';
import { haveVectors, vectorsPath } from '../../vectors.ts';

const program = bundleForTest('electron/core/sigstore/judge-worker.ts');

function by(): SigstoreJudgedBy {
  const root = readTrustedRoot(shippedTrustedRoot());
  if (root.kind !== 'root') throw new Error('the shipped root is refused');
  const roots = [{ instance: 'public-good', material: root.material }];
  return { roots, keys: [], now: new Date('2026-11-21T12:00:00Z') };
}

async function openThreads(file: string, judgedBy: SigstoreJudgedBy): Promise<{ judge: Judge; end: () => void }> {
  const workers = startJudgeWorkers({ program: file, count: 1 });
  return {
    judge: await judgeOn(workers, judgedBy),
    end: () => {
      workers.end();
    },
  };
}

function sourceOf(bytes: Buffer): ArtifactSource {
  return {
    digest: (algorithm) => Promise.resolve(createHash(algorithm).update(bytes).digest()),
    ...atHand(bytes),
  };
}

describe.runIf(haveVectors('sigstore-bundles'))('judging on threads', () => {
  const folder = vectorsPath('sigstore-bundles');
  const artifact = (name: string): Buffer => {
    const own = join(folder, name, 'artifact');
    return readFileSync(existsSync(own) ? own : join(folder, 'a.txt'));
  };
  const contents = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'bundle.sigstore.json')))
    .flatMap(({ name }) => {
      const read = readSigstore(readFileSync(join(folder, name, 'bundle.sigstore.json')));
      return read?.kind === 'content' ? [{ content: read.content, bytes: artifact(name) }] : [];
    });

  it('finds of every bundle what is found here, good and bad', async () => {
    const judgedBy = by();
    const threads = await openThreads(program, judgedBy);
    const found = [];
    // One after the other: none is judged here because the thread has enough to do.
    for (const { content, bytes } of contents) found.push(await threads.judge(content, sourceOf(bytes)));
    threads.end();
    const here = await Promise.all(
      contents.map(({ content, bytes }) => judgeSigstore(content, sourceOf(bytes), judgedBy)),
    );
    expect(contents.length).toBeGreaterThan(20);
    expect(new Set(here.map(({ result }) => result)).size).toBeGreaterThan(1);
    expect(found).toEqual(here);
  });

  it('is done here where a thread cannot start, and for what waits when it ends', async () => {
    const judgedBy = by();
    const [{ content, bytes }] = contents as [(typeof contents)[0]];
    const expected = await judgeSigstore(content, sourceOf(bytes), judgedBy);
    const broken = bundleForTest('electron/core/sigstore/judge-worker.ts').replace(/\.cjs$/, '-broken.cjs');
    writeFileSync(broken, 'throw new Error("broken")');
    const none = await openThreads(broken, judgedBy);
    expect(await none.judge(content, sourceOf(bytes))).toEqual(expected);
    none.end();
    const ended = await openThreads(program, judgedBy);
    const all = Array.from({ length: 4 }, () => ended.judge(content, sourceOf(bytes)));
    ended.end();
    expect(await Promise.all(all)).toEqual(all.map(() => expected));
  });
});
