import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { check } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import { haveVectors, vectorsPath } from '../vectors.ts';
import { paste } from './paste.ts';
import type { State } from './state.ts';

const RELEASES = vectorsPath('cpython-releases');
const RELEASE = 'Python-3.14.4.tgz';

/** Bundles of real releases, whose files are too large to be here. */
export const RELEASED: readonly State[] = haveVectors('cpython-releases')
  ? [
      {
        id: 'verify-results-bundles',
        screen: 'Verify',
        title: 'A folder of two dozen bundles whose files are not here',
        also: ['narrow'],
        arrange: async (desk) => {
          const place = desk.place('releases');
          for (const name of readdirSync(RELEASES).filter((each) => each.endsWith('.sigstore.json')))
            copyFileSync(join(RELEASES, name), place.at(name));
          await check(desk.page, [place.folder]);
          await expect(desk.page.locator('.result-row').first()).toBeVisible();
        },
      },
      {
        id: 'card-keyless-digest-only',
        screen: 'Verify',
        title: 'Not confirmed: a digest that was pasted beside its bundle',
        also: ['narrow'],
        arrange: async (desk) => {
          const place = desk.place();
          const bundle = place.at(`${RELEASE}.sigstore.json`);
          copyFileSync(join(RELEASES, `${RELEASE}.sigstore.json`), bundle);
          await desk.checked([bundle], 'signature-without-artifact');
          const index = JSON.parse(readFileSync(join(RELEASES, 'index.json'), 'utf8')) as Record<string, string>[];
          const { sha256 = '' } = index.find(({ artifact }) => artifact === RELEASE) ?? {};
          await paste(desk.page, `sha256:${sha256}`);
          await desk.isCase('first-time-identity');
        },
      },
      {
        id: 'card-digest-alone',
        screen: 'Verify',
        title: 'Not proven: a digest that was pasted, and nothing else',
        arrange: async (desk) => {
          const again = desk.page.getByRole('button', { name: t('verify.newCheck') });
          if (await again.isVisible()) await again.click();
          await paste(desk.page, `sha256:${createHash('sha256').update(RELEASE).digest('hex')}`);
          await desk.isCase('nothing-to-check');
        },
      },
    ]
  : [];
