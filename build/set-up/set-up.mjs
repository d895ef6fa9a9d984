// From a fresh clone to a machine that can run, test and package the app. Says what it does before it does it.
import { continueOnLockedNode, ensureModules } from './modules.mjs';
import { ensureDebianPackages } from './debian.mjs';

/**
 * Sets everything up, and is quick where there is nothing to do. Options: `tests` (also what only tests need),
 * `electron` (false: packages and Node alone, for a build). After it, the script runs on Node 24.
 */
export async function setUp({ tests = false, electron = true } = {}) {
  ensureModules();
  continueOnLockedNode();
  if (!electron) return;
  ensureDebianPackages({ tests });
  const { ensureElectron } = await import('../electron.mjs');
  await ensureElectron({ tryOfficial: process.env['COUNTERSIGN_TRY_OFFICIAL'] === '1' });
}
