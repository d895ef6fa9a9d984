import { expect } from '@playwright/test';
import { t } from '../e2e/words.ts';
import { release } from './desk.ts';
import { adasKey, signHere } from './signing.ts';
import type { State } from './state.ts';
import { IDA, NOVA, PETR } from './verdicts-desk.ts';

/** Cards that are verified. */
export const GREEN: readonly State[] = [
  {
    id: 'card-verified',
    screen: 'Verify',
    title: 'Verified: all good',
    also: ['narrow', 'large', 'forced'],
    arrange: async (desk) => {
      const file = desk.place().write('compass-7.1.tar.gz', release('compass-7.1', 4200));
      desk.sign(file, NOVA);
      await desk.checked([file], 'verified');
    },
  },
  {
    id: 'card-verified-unfolded',
    screen: 'Verify',
    title: 'Verified, its evidence unfolded',
    also: ['narrow', 'whole'],
    arrange: async (desk) => {
      const file = desk.place().write('compass-7.1.tar.gz', release('compass-7.1', 4200));
      desk.sign(file, NOVA);
      await desk.checked([file], 'verified');
      await desk.unfold();
    },
  },
  {
    id: 'card-verified-by-manifest',
    screen: 'Verify',
    title: 'Verified through a list',
    arrange: async (desk) => {
      const { write, list, at } = desk.place();
      for (const name of ['compass-7.1.dmg', 'compass-7.1-setup.exe']) write(name, release(name));
      desk.sign(list(['compass-7.1.dmg', 'compass-7.1-setup.exe']), NOVA);
      await desk.checked([at('compass-7.1.dmg')], 'verified-by-manifest');
    },
  },
  {
    id: 'card-verified-by-manifest-unfolded',
    screen: 'Verify',
    title: 'Verified through a list, its evidence unfolded',
    also: ['whole'],
    arrange: async (desk) => {
      const { write, list, at } = desk.place();
      for (const name of ['compass-7.1.dmg', 'compass-7.1-setup.exe']) write(name, release(name));
      desk.sign(list(['compass-7.1.dmg', 'compass-7.1-setup.exe']), NOVA);
      await desk.checked([at('compass-7.1.dmg')], 'verified-by-manifest');
      await desk.unfold();
    },
  },
  {
    id: 'card-verified-list',
    screen: 'Verify',
    title: 'Verified: a list and all its files',
    arrange: async (desk) => {
      const { write, list } = desk.place();
      const names = ['compass-7.1.dmg', 'compass-7.1.tar.gz', 'compass-7.1-setup.exe'];
      for (const name of names) write(name, release(name));
      const sums = list(names);
      desk.sign(sums, NOVA);
      await desk.checked([sums], 'verified-list', 'Compass');
    },
  },
  {
    id: 'card-verified-among-several',
    screen: 'Verify',
    title: 'Verified: several signed, one is expected',
    arrange: async (desk) => {
      const file = desk.place().write('compass-7.2.tar.gz', release('compass-7.2'));
      desk.sign(file, [NOVA, IDA, PETR]);
      await desk.checked([file], 'verified-among-several');
    },
  },
  {
    id: 'card-verified-own-key',
    screen: 'Verify',
    title: 'Verified: signed by oneself',
    arrange: async (desk) => {
      const { write } = desk.place('lantern-4.1');
      const file = write('lantern-4.1.tar.gz', release('lantern-4.1'));
      await adasKey(desk);
      await signHere(desk, [file]);
      await desk.checked([file], 'verified-own-key', 'Lantern');
    },
  },
  {
    id: 'card-verified-expired-since',
    screen: 'Verify',
    title: 'Verified: the key has expired since, and the same signature was checked before that',
    arrange: async (desk) => {
      const { write } = desk.place();
      const userId = 'Runa Vik <runa@azimuth.example>';
      const seconds = 8;
      const runa = desk.stranger(userId, { expires: `seconds=${seconds}` });
      const ended = Date.now() + (seconds + 2) * 1000;
      await desk.learn(runa);
      await desk.expects('Azimuth', runa);
      const file = write('azimuth-2.0.zip', release('azimuth-2.0'));
      desk.sign(file, userId);
      await desk.checked([file], 'verified', 'Azimuth');
      await expect.poll(() => Date.now() > ended, { timeout: 15_000 }).toBe(true);
      await desk.checked([file], 'verified-expired-since');
      await expect(desk.page.getByText(t('verdictWord.verified')).first()).toBeVisible();
    },
  },
];
