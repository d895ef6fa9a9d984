import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseRoots } from '../../../electron/core/verify/trusted-roots.ts';
import { type Instance, materialOf, newInstance, type RootJson } from '../sigstore/forge.ts';

/** For whom a root that was given for one call speaks. */
let folder: string;
let own: Instance;
let stranger: Instance;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cs-root-'));
  own = await newInstance();
  stranger = await newInstance();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function speaksFor(change: (root: RootJson) => void): Promise<string | undefined> {
  const root = own.trustedRoot();
  change(root);
  const trustedRoot = join(folder, 'root.json');
  writeFileSync(trustedRoot, JSON.stringify(root));
  const known = [{ instance: 'public-good', material: materialOf(own.trustedRoot()) }];
  const { roots, vouches } = await chooseRoots({ trustedRoot }, () => Promise.resolve(known));
  expect(vouches).toBe(roots[0]?.instance === 'public-good' ? undefined : roots[0]?.instance);
  return roots[0]?.instance;
}

describe('a root that the user gave', () => {
  it.each<[string, (root: RootJson) => void]>([
    ['all of its services', () => undefined],
    ['its services without timestamps', (root) => (root.timestampAuthorities = [])],
  ])('speaks for the instance that is known, where it names %s', async (_what, change) => {
    expect(await speaksFor(change)).toBe('public-good');
  });

  it.each<[string, (root: RootJson, other: RootJson) => void]>([
    [
      'another certificate authority',
      (root, other) => root.certificateAuthorities.push(...other.certificateAuthorities),
    ],
    ['no certificate authority', (root) => (root.certificateAuthorities = [])],
    ['another timestamp authority', (root, other) => root.timestampAuthorities.push(...other.timestampAuthorities)],
    ['another log', (root, other) => root.tlogs.push(...other.tlogs)],
    ['another log of certificates', (root, other) => (root.ctlogs = other.ctlogs)],
    ['no log, where that one demands it', (root) => (root.tlogs = [])],
    ['no log of certificates, where that one demands it', (root) => (root.ctlogs = [])],
  ])('speaks for itself alone where it names %s', async (_what, change) => {
    expect(await speaksFor((root) => change(root, stranger.trustedRoot()))).toBe('file:root.json');
  });
});
