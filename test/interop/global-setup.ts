import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { buildCommandLine } from '../../build/cli-bundle.mjs';
import { ensurePeers } from '../../build/peers.mjs';

/** Makes sure of the programs of others, and bundles the command line as the build does. */
export default async function setup(project: TestProject): Promise<() => void> {
  project.provide(
    'peers',
    ensurePeers((line) => process.stderr.write(`${line}\n`)),
  );
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const folder = join(root, 'out/test', `interop-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  await buildCommandLine(root, folder);
  project.provide('countersign', join(folder, 'countersign.js'));
  return () => rmSync(folder, { recursive: true, force: true });
}
