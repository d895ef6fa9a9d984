import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { buildCommandLine } from '../../build/cli-bundle.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The built command line: what `node` runs. */
    countersign: string;
  }
}

/** Bundles the command line for the tests, as the build does, into a folder of this run's own under out/test; removes it at the end. */
export default async function setup(project: TestProject): Promise<() => void> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const folder = join(root, 'out/test', `cli-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  await buildCommandLine(root, folder);
  project.provide('countersign', join(folder, 'countersign.js'));
  return () => rmSync(folder, { recursive: true, force: true });
}
