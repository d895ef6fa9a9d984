import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { ask } from '../e2e/scene.ts';
import { nextStep } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import { haveVectors, vectorsPath } from '../vectors.ts';
import type { Desk } from './desk.ts';
import type { State } from './state.ts';

const BUNDLES = vectorsPath('sigstore-bundles');
const IDENTITY =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';
const COMMAND = `cosign verify-blob --bundle a.txt.sigstore.json \\
  --certificate-identity ${IDENTITY} \\
  --certificate-oidc-issuer https://token.actions.githubusercontent.com a.txt`;

/** Somebody's real bundle and its file, as they are downloaded; `changed` has another last byte. */
function download(desk: Desk, name: string, changed = false): string[] {
  const place = desk.place();
  const content = readFileSync(join(BUNDLES, 'a.txt'));
  const file = place.write('a.txt', changed ? Buffer.concat([content, Buffer.from('\n')]) : content);
  copyFileSync(join(BUNDLES, name, 'bundle.sigstore.json'), place.at('a.txt.sigstore.json'));
  return [file];
}

/** Cards of what a build signed by a login of its own, judged by the public Sigstore's trusted root. */
export const KEYLESS: readonly State[] = haveVectors('sigstore-bundles')
  ? [
      {
        id: 'card-keyless-first-time',
        screen: 'Verify',
        title: 'Not confirmed: signed by a build that is seen for the first time',
        also: ['narrow', 'large'],
        arrange: (desk) => desk.checked(download(desk, 'happy-path-v0.3-new-mediaType'), 'first-time-build'),
      },
      {
        id: 'card-keyless-unfolded',
        screen: 'Verify',
        title: 'Not confirmed: the chain from the file to the build and the log, unfolded',
        also: ['whole'],
        arrange: async (desk) => {
          await desk.checked(download(desk, 'happy-path-v0.3-new-mediaType'), 'first-time-build');
          await desk.unfold();
          for (const link of [4, 5, 6])
            await desk.page.locator(`.chain-link:nth-child(${link}) summary`).first().click();
        },
      },
      {
        id: 'card-keyless-compare',
        screen: 'Verify',
        title: 'Not confirmed: comparing a build with what the project’s page says',
        also: ['narrow', 'large'],
        arrange: async (desk) => {
          await desk.checked(download(desk, 'happy-path-v0.3-new-mediaType'), 'first-time-build');
          await nextStep(desk.page.locator('.verdict-card')).click();
          const form = desk.page.locator('.verdict-card form');
          await form.getByLabel(t('compare.publisher')).fill('Beacon');
          await form.getByLabel(t('identity.paste')).fill(COMMAND.replace('-public-', '-publlc-'));
          await form.getByRole('button', { name: t('compare.do') }).click();
          await expect(form.getByRole('alert')).toBeVisible();
        },
      },
      {
        id: 'card-keyless-compare-together',
        screen: 'Verify',
        title: 'Not confirmed: putting a build together from repository and workflow',
        arrange: async (desk) => {
          await desk.checked(download(desk, 'happy-path-v0.3-new-mediaType'), 'first-time-build');
          await nextStep(desk.page.locator('.verdict-card')).click();
          await desk.page.getByText(t('identity.ways.together')).click();
          await expect(desk.page.getByRole('textbox', { name: t('identity.repository') })).toBeVisible();
        },
      },
      {
        id: 'card-keyless-tampered',
        screen: 'Verify',
        title: 'Do not open: the file is not what the build signed',
        arrange: async (desk) => {
          await desk.checked(download(desk, 'happy-path-v0.3-new-mediaType', true), 'tampered');
          await desk.unfold();
        },
      },
      ...(['inclusion-proof-corrupted-hash_fail', 'integrated-time-in-future_fail'] as const).map(
        (name, at): State => ({
          id: `card-keyless-proof-broken-${at + 1}`,
          screen: 'Verify',
          title: `Do not trust: a proof does not hold (${at === 0 ? 'the log’s' : 'the certificate was not valid then'})`,
          also: ['whole'],
          arrange: async (desk) => {
            await desk.checked(download(desk, name), 'proof-broken');
            await desk.unfold();
          },
        }),
      ),
      {
        id: 'card-keyless-verified',
        screen: 'Verify',
        title: 'Verified: signed by a build that is expected',
        arrange: async (desk) => {
          const { answer } = await ask(desk.page, 'publishers.expect', {
            publisher: 'Beacon',
            told: { pasted: COMMAND },
          });
          expect(answer).toBe('same');
          await desk.checked(download(desk, 'happy-path-v0.3-new-mediaType'), 'verified-build', 'Beacon');
          await desk.unfold();
        },
      },
    ]
  : [];
