import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { ask } from '../e2e/scene.ts';
import { check, endGnupg, gnupgHome, gpg, nextStep } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import { haveVectors, vectorsPath } from '../vectors.ts';
import { release } from './desk.ts';
import { paste } from './paste.ts';
import type { State } from './state.ts';
import { NOVA, PETR } from './verdicts-desk.ts';

/** Cards that cannot be checked yet. */
export const GREY: readonly State[] = [
  {
    id: 'card-nothing-to-check',
    screen: 'Verify',
    title: 'Not proven: nothing says who made it',
    also: ['narrow', 'large', 'forced'],
    arrange: async (desk) => {
      await desk.checked([desk.place().write('gyroscope-1.0.zip', release('gyroscope'))], 'nothing-to-check');
    },
  },
  {
    id: 'card-key-missing',
    screen: 'Verify',
    title: 'Not proven: the key is missing',
    arrange: async (desk) => {
      const file = desk.place().write('octant-1.1.zip', release('octant-1.1'));
      const far = gnupgHome(desk.root, 'f');
      desk.atEnd(() => endGnupg(far));
      gpg(far, '--quick-generate-key', 'Far Away <far@octant.example>', 'ed25519', 'sign', 'never');
      gpg(far, '--armor', '--detach-sign', file);
      await desk.checked([file], 'key-missing');
    },
  },
  {
    id: 'card-key-missing-look-up',
    screen: 'Verify',
    title: 'Not proven: looking up the missing key',
    arrange: async (desk) => {
      const file = desk.place().write('octant-1.2.zip', release('octant-1.2'));
      gpg(join(desk.root, 'f'), '--armor', '--detach-sign', file);
      await desk.checked([file], 'key-missing');
      await nextStep(desk.page.locator('.verdict-card')).click();
      await expect(desk.page.getByText(t('lookUp.explain'))).toBeVisible();
    },
  },
  {
    id: 'card-key-missing-unfolded',
    screen: 'Verify',
    title: 'Not proven: the key is missing, the evidence unfolded',
    also: ['whole'],
    arrange: async (desk) => {
      const file = desk.place().write('octant-1.3.zip', release('octant-1.3'));
      gpg(join(desk.root, 'f'), '--armor', '--detach-sign', file);
      await desk.checked([file], 'key-missing');
      await desk.unfold();
    },
  },
  {
    id: 'card-list-unsigned',
    screen: 'Verify',
    title: 'Not proven: an unsigned list that matches',
    arrange: async (desk) => {
      const { write, list } = desk.place();
      const file = write('gyroscope-1.1.zip', release('gyroscope-1.1'));
      list(['gyroscope-1.1.zip']);
      await desk.checked([file], 'list-unsigned');
    },
  },
  {
    id: 'card-list-unsigned-whole',
    screen: 'Verify',
    title: 'Not proven: an unsigned list and all its files',
    arrange: async (desk) => {
      const { write, list } = desk.place();
      const names = ['gyroscope-1.1.zip', 'gyroscope-1.1.dmg', 'gyroscope-1.1.tar.gz'];
      for (const name of names) write(name, release(name));
      await desk.checked([list(names)], 'list-unsigned-whole');
    },
  },
  {
    id: 'card-list-incomplete',
    screen: 'Verify',
    title: 'Not proven: a signed list, some of whose files are not here',
    arrange: async (desk) => {
      const { write, list, at } = desk.place();
      const names = ['compass-7.1.dmg', 'compass-7.1.tar.gz', 'compass-7.1-setup.exe'];
      for (const name of names) write(name, release(name));
      const sums = list(names);
      desk.sign(sums, NOVA);
      rmSync(at('compass-7.1-setup.exe'));
      await desk.checked([sums], 'list-incomplete', 'Compass');
    },
  },
  {
    id: 'card-digest-only',
    screen: 'Verify',
    title: 'Not proven: the pasted digest fits',
    arrange: async (desk) => {
      const bytes = release('gyroscope-1.2');
      await desk.checked([desk.place().write('gyroscope-1.2.zip', bytes)], 'nothing-to-check');
      await paste(desk.page, createHash('sha256').update(bytes).digest('hex'));
      await desk.isCase('digest-only');
    },
  },
  {
    id: 'card-weak-sum-only',
    screen: 'Verify',
    title: 'Not proven: only an MD5',
    arrange: async (desk) => {
      const { write, list } = desk.place();
      const file = write('gyroscope-1.3.zip', release('gyroscope-1.3'));
      list(['gyroscope-1.3.zip'], 'gyroscope-1.3.zip.md5', 'md5sum');
      await desk.checked([file], 'weak-sum-only');
    },
  },
  {
    id: 'card-not-listed',
    screen: 'Verify',
    title: 'Not proven: the list says nothing about it',
    arrange: async (desk) => {
      const { write, list, at } = desk.place();
      write('compass-7.1.dmg', release('compass-7.1.dmg'));
      const file = write('gyroscope-1.4.zip', release('gyroscope-1.4'));
      desk.sign(list(['compass-7.1.dmg']), NOVA);
      rmSync(at('compass-7.1.dmg'));
      await desk.checked([file, at('SHA256SUMS')], 'not-listed');
    },
  },
  {
    id: 'card-key-instead-of-signature',
    screen: 'Verify',
    title: 'Not proven: a key where the signature should be',
    arrange: async (desk) => {
      const { write } = desk.place();
      const file = write('sextant-2.1.zip', release('sextant-2.1'));
      write('sextant-2.1.zip.asc', desk.exported(PETR));
      await desk.checked([file], 'key-instead-of-signature');
    },
  },
  {
    id: 'card-signature-without-artifact',
    screen: 'Verify',
    title: 'Not proven: a signature alone',
    arrange: async (desk) => {
      const { write, at } = desk.place();
      const file = write('sextant-2.2.zip', release('sextant-2.2'));
      desk.sign(file, PETR);
      rmSync(file);
      await desk.checked([at('sextant-2.2.zip.asc')], 'signature-without-artifact');
    },
  },
  {
    id: 'card-covers-unpacked',
    screen: 'Verify',
    title: 'Not proven: the signature covers the unpacked file',
    arrange: async (desk) => {
      const { write, at } = desk.place();
      const tar = write('linux-6.9.tar', release('linux-6.9'));
      desk.gpg(['--local-user', PETR, '--armor', '--output', at('linux-6.9.tar.sign'), '--detach-sign', tar]);
      execFileSync('gzip', [tar]);
      await desk.checked([at('linux-6.9.tar.gz'), at('linux-6.9.tar.sign')], 'covers-unpacked');
    },
  },
  {
    id: 'card-unsupported-kind',
    screen: 'Verify',
    title: 'Not proven: a kind of signature that is not read',
    arrange: async (desk) => {
      const { write } = desk.place();
      const file = write('gyroscope-1.5.zip', release('gyroscope-1.5'));
      write('gyroscope-1.5.zip.minisig', 'untrusted comment: signature\nRWQ=\ntrusted comment: x\nAAAA\n');
      await desk.checked([file], 'unsupported-kind');
    },
  },
  {
    id: 'card-could-not-check',
    screen: 'Verify',
    title: 'Not proven: a file that cannot be read',
    arrange: async (desk) => {
      const { folder, at } = desk.place('broken');
      symlinkSync('/nowhere', at('dangling-1.0.zip'));
      await desk.checked([folder], 'could-not-check');
    },
  },
  {
    id: 'card-nothing-covers',
    screen: 'Verify',
    title: 'Not proven: an unsigned file in a signed folder',
    arrange: async (desk) => {
      const { write, list, folder } = desk.place();
      write('compass-7.1.dmg', release('compass-7.1.dmg'));
      desk.sign(list(['compass-7.1.dmg']), NOVA);
      write('setup.exe', release('setup'));
      await check(desk.page, [folder]);
      const row = desk.page.locator('.result-row', { hasText: 'setup.exe' }).first();
      await row.click();
      await expect(row).toHaveAttribute('aria-selected', 'true');
    },
  },
  {
    id: 'card-belongs-to-other',
    screen: 'Verify',
    title: 'Not proven: the signature belongs to another file that is there',
    arrange: async (desk) => {
      const { write } = desk.place();
      const own = write('sextant-2.3.zip', release('sextant-2.3'));
      const other = write('sextant-2.3.dmg', release('sextant-2.3.dmg'));
      desk.sign(own, PETR);
      copyFileSync(`${own}.asc`, `${other}.asc`);
      await check(desk.page, [own, other]);
      const row = desk.page.locator('.result-row', { hasText: 'sextant-2.3.dmg' }).first();
      await row.click();
      await expect(row).toHaveAttribute('aria-selected', 'true');
    },
  },
  ...(haveVectors('guix-sigs') ? bitcoin() : []),
];

/** Real lists of Bitcoin Core, signed by its real builders; their files are not here. */
function bitcoin(): State[] {
  const root = vectorsPath('guix-sigs');
  const put = (folder: string) => {
    const builders = readdirSync(join(root, '31.1rc1'));
    const from = join(root, '31.1rc1', 'fanquake', 'all.SHA256SUMS');
    mkdirSync(folder, { recursive: true });
    copyFileSync(from, join(folder, 'SHA256SUMS'));
    return { builders, list: join(folder, 'SHA256SUMS'), text: readFileSync(from, 'utf8') };
  };
  return [
    {
      id: 'card-bitcoin-strangers',
      screen: 'Verify',
      title: 'Not proven: Bitcoin Core’s list and one of its builders’ real signatures, whose key is not here',
      arrange: async (desk) => {
        const { folder, at } = desk.place();
        const { list } = put(folder);
        copyFileSync(join(root, '31.1rc1', 'fanquake', 'all.SHA256SUMS.asc'), at('SHA256SUMS.asc'));
        await desk.checked([list, at('SHA256SUMS.asc')], 'key-missing');
      },
    },
    {
      id: 'card-bitcoin-builders',
      screen: 'Verify',
      title: 'Not proven: Bitcoin Core’s list, really signed by its builders, without the files',
      arrange: async (desk) => {
        const { folder, write, at } = desk.place();
        const { list, builders, text } = put(folder);
        const signatures = builders
          .filter((name) => readFileSync(join(root, '31.1rc1', name, 'all.SHA256SUMS'), 'utf8') === text)
          .map((name) => readFileSync(join(root, '31.1rc1', name, 'all.SHA256SUMS.asc'), 'utf8'));
        expect(signatures.length).toBeGreaterThan(3);
        for (const name of readdirSync(join(root, 'builder-keys')))
          await ask(desk.page, 'keys.import', {
            files: [],
            text: readFileSync(join(root, 'builder-keys', name), 'utf8'),
          }).catch(() => undefined);
        await desk.expects('Bitcoin Core', 'E777299FC265DD04793070EB944D35F9AC3DB76A');
        write('SHA256SUMS.asc', signatures.join('\n'));
        await desk.checked([list, at('SHA256SUMS.asc')], 'list-none-here', 'Bitcoin Core');
      },
    },
  ];
}
