import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IDENTITY, ISSUER, newBundle, newInstance } from '../core/sigstore/forge.ts';
import { goTo } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import { release, type Desk } from './desk.ts';
import { downloaded } from './keyless-desk.ts';
import type { State } from './state.ts';

const PROGRAM = join(import.meta.dirname, '../../out/cli/countersign.js');

/** Checks a file on the command line, naming who is to have signed it, and opens the result in the window. */
async function namedOnCommandLine(desk: Desk, name: string, keyed: boolean): Promise<void> {
  const { file, place } = downloaded(desk, name);
  const instance = await newInstance();
  const root = place.write('trusted_root.json', JSON.stringify(instance.trustedRoot()));
  const identity = keyed ? IDENTITY : 'https://builds.example.org/nova';
  const bundle = await newBundle(instance, release(name), { keyed });
  writeFileSync(`${file}.sigstore.json`, JSON.stringify(bundle));
  const words = ['verify', '--home', desk.it.home, '--trusted-root', root, '--certificate-identity', identity];
  // Its exit status tells the verdict; the card does too.
  await new Promise<void>((resolve) =>
    execFile(process.execPath, [PROGRAM, ...words, '--certificate-oidc-issuer', ISSUER, file], () => resolve()),
  );
  await goTo(desk.page, 'activity');
  await desk.page.locator('.result-row', { hasText: name }).first().click();
  await desk.page.locator('.verdict-card').waitFor();
}

const leave = async ({ page }: Desk): Promise<void> => {
  await page.getByRole('button', { name: t('activity.back') }).click();
  await goTo(page, 'verify');
};

/** Cards of checks on the command line that named who is to have signed. */
export const NAMED: readonly State[] = [
  {
    id: 'card-sigstore-key-not-identity',
    screen: 'Activity',
    title: 'Not proven: signed with a key, where a login was named on the command line',
    also: ['narrow'],
    arrange: (desk) => namedOnCommandLine(desk, 'alidade-2.0.zip', true),
    leave,
  },
  {
    id: 'card-keyless-not-named',
    screen: 'Activity',
    title: 'Do not trust: signed by another login than was named on the command line',
    arrange: (desk) => namedOnCommandLine(desk, 'alidade-2.1.zip', false),
    leave,
  },
];
