import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { concatBytes } from '../../electron/core/openpgp/byte-reader.ts';
import * as forge from '../core/openpgp/forge.ts';
import { gnupgHome, gpg, endGnupg } from '../e2e/window.ts';
import { nextStep } from '../e2e/window.ts';
import { release } from './desk.ts';
import type { State } from './state.ts';
import { HANA, NOVA, PETR, SIGNED_2024, TOMAS } from './verdicts-desk.ts';

/** Cards that nobody has confirmed, or that something weakens. */
export const YELLOW: readonly State[] = [
  {
    id: 'card-first-time',
    screen: 'Verify',
    title: 'Not confirmed: signed by somebody who is seen for the first time',
    also: ['narrow', 'large', 'forced'],
    arrange: async (desk) => {
      const file = desk.place().write('sextant-2.0.zip', release('sextant-2.0'));
      desk.sign(file, PETR);
      await desk.checked([file], 'first-time');
    },
  },
  {
    id: 'card-first-time-unnamed',
    screen: 'Verify',
    title: 'Not confirmed: signed with a key that carries no name',
    arrange: async (desk) => {
      const { write, at } = desk.place();
      const key = forge.ed25519();
      const file = write('sextant-2.1.zip', release('sextant-2.1'));
      // gpg makes no such key.
      const self = forge.onKey(key, 0x1f, { hashed: [forge.flags(3)] });
      write('sextant.key', concatBytes([forge.publicKey(key), self]));
      const made = forge.signature(key, 0, [readFileSync(file)], { created: forge.T0 + 100 * forge.DAY });
      write('sextant-2.1.zip.sig', forge.packet(2, made));
      await desk.checked([file, `${file}.sig`, at('sextant.key')], 'first-time-unnamed');
    },
  },
  {
    id: 'card-first-time-compare',
    screen: 'Verify',
    title: 'Not confirmed: comparing with the project’s page',
    arrange: async (desk) => {
      const file = desk.place().write('sextant-2.0.zip', release('sextant-2.0'));
      desk.sign(file, PETR);
      await desk.checked([file], 'first-time');
      await nextStep(desk.page.locator('.verdict-card')).click();
      await expect(desk.page.locator('.verdict-card form')).toBeVisible();
    },
  },
  {
    id: 'card-first-time-unfolded',
    screen: 'Verify',
    title: 'Not confirmed, its evidence unfolded',
    also: ['whole'],
    arrange: async (desk) => {
      const file = desk.place().write('sextant-2.0.zip', release('sextant-2.0'));
      desk.sign(file, PETR);
      await desk.checked([file], 'first-time');
      await desk.unfold();
    },
  },
  {
    id: 'card-famous-name',
    screen: 'Verify',
    title: 'Not confirmed: an attacker’s key with a famous name',
    arrange: async (desk) => {
      const { write, at } = desk.place();
      const attacker = gnupgHome(desk.root, 'a');
      desk.atEnd(() => endGnupg(attacker));
      gpg(
        attacker,
        '--quick-generate-key',
        'Linus Torvalds <torvalds@linux-foundation.org>',
        'ed25519',
        'sign',
        'never',
      );
      const file = write('linux-6.12.tar', release('linux-6.12'));
      gpg(attacker, '--armor', '--output', at('linux-6.12.tar.sign'), '--detach-sign', file);
      // The key lies beside the download, as attackers like to help.
      write('torvalds.asc', gpg(attacker, '--armor', '--export'));
      await desk.checked([file, at('linux-6.12.tar.sign'), at('torvalds.asc')], 'first-time');
    },
  },
  {
    id: 'card-known-elsewhere',
    screen: 'Verify',
    title: 'Not confirmed: signed by somebody who is known from another project',
    arrange: async (desk) => {
      const file = desk.place().write('barometer-1.0.zip', release('barometer-1.0'));
      desk.sign(file, NOVA);
      await desk.checked([file], 'known-elsewhere');
    },
  },
  {
    id: 'card-expired-since',
    screen: 'Verify',
    title: 'Not confirmed: the key has expired since, and nothing proves the date',
    arrange: async (desk) => {
      const file = desk.place().write('meridian-3.1.zip', release('meridian-3.1'));
      desk.sign(file, HANA, [], SIGNED_2024);
      await desk.checked([file], 'expired-since', 'Meridian');
    },
  },
  {
    id: 'card-expired-stranger',
    screen: 'Verify',
    title: 'Not confirmed: signed by a stranger whose key has expired',
    arrange: async (desk) => {
      const userId = 'Mira Salo <mira@quadrant.example>';
      await desk.learn(desk.stranger(userId, { when: '20220210T090000', expires: '2y' }));
      const file = desk.place().write('quadrant-1.4.zip', release('quadrant-1.4'));
      desk.sign(file, userId, [], '20230502T101500');
      await desk.checked([file], 'first-time');
    },
  },
  {
    id: 'card-key-retired',
    screen: 'Verify',
    title: 'Not confirmed: the signer has replaced the key',
    arrange: async (desk) => {
      const file = desk.place().write('plumb-1.9.zip', release('plumb-1.9'));
      desk.sign(file, TOMAS, [], SIGNED_2024);
      const tomas = /^fpr:+([0-9A-F]{40}):/m.exec(desk.gpg(['--with-colons', '--list-keys', `=${TOMAS}`]))?.[1] ?? '';
      desk.revoke(tomas, 2, '20250301T090000');
      await desk.learn(tomas);
      await desk.checked([file], 'key-retired', 'Plumb');
    },
  },
  {
    id: 'card-weak-method',
    screen: 'Verify',
    title: 'Not confirmed: a method that can be forged',
    arrange: async (desk) => {
      const file = desk.place().write('compass-4.8.zip', release('compass-4.8'));
      desk.sign(file, NOVA, ['--digest-algo', 'SHA1', '--allow-weak-digest-algos']);
      await desk.checked([file], 'weak-method');
    },
  },
  {
    id: 'card-dated-in-future',
    screen: 'Verify',
    title: 'Not confirmed: the signature is dated ahead of now',
    arrange: async (desk) => {
      const file = desk.place().write('compass-7.4.tar.gz', release('compass-7.4'));
      desk.sign(file, NOVA, [], '20330101T120000');
      await desk.checked([file], 'dated-in-future');
    },
  },
  {
    id: 'card-signature-expired',
    screen: 'Verify',
    title: 'Not confirmed: the signature itself has run out',
    arrange: async (desk) => {
      const file = desk.place().write('compass-7.0-beta.tar.gz', release('compass-7.0-beta'));
      desk.sign(file, NOVA, ['--default-sig-expire', '90d'], SIGNED_2024);
      await desk.checked([file], 'signature-expired');
    },
  },
  {
    id: 'card-text-mode',
    screen: 'Verify',
    title: 'Not confirmed: a signature that does not cover every byte',
    arrange: async (desk) => {
      const file = desk.place().write('compass-7.1.bin', Buffer.alloc(900_000, 'compass\0 7.1\r\n'));
      desk.sign(file, NOVA, ['--textmode']);
      await desk.checked([file], 'text-mode');
    },
  },
];
