import { rmSync, writeFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { endGnupg, fingerprintOf, gnupgHome, gpg, nextStep } from '../e2e/window.ts';
import { changeByte, release } from './desk.ts';
import { paste } from './paste.ts';
import type { State } from './state.ts';
import { LEA, NOVA, OLE, PETR, SIGNED_2024 } from './verdicts-desk.ts';

/** Cards that say: do not trust. */
export const RED: readonly State[] = [
  {
    id: 'card-tampered',
    screen: 'Verify',
    title: 'Do not trust: changed since it was signed',
    also: ['narrow', 'large', 'forced'],
    arrange: async (desk) => {
      const file = desk.place().write('compass-7.1.dmg', release('compass-7.1.dmg'));
      desk.sign(file, NOVA);
      changeByte(file);
      await desk.checked([file], 'tampered');
    },
  },
  {
    id: 'card-tampered-step',
    screen: 'Verify',
    title: 'Do not trust: changed, and what to do now',
    arrange: async (desk) => {
      const file = desk.place().write('compass-7.1.dmg', release('compass-7.1.dmg'));
      desk.sign(file, NOVA);
      changeByte(file);
      await desk.checked([file], 'tampered');
      await nextStep(desk.page.locator('.verdict-card')).click();
    },
  },
  {
    id: 'card-tampered-unfolded',
    screen: 'Verify',
    title: 'Do not trust: changed, the evidence unfolded',
    also: ['whole'],
    arrange: async (desk) => {
      const file = desk.place().write('compass-7.1.dmg', release('compass-7.1.dmg'));
      desk.sign(file, NOVA);
      changeByte(file);
      await desk.checked([file], 'tampered');
      await desk.unfold();
    },
  },
  {
    id: 'card-signer-changed',
    screen: 'Verify',
    title: 'Do not trust: signed by somebody else than before',
    arrange: async (desk) => {
      const file = desk.place().write('compass-7.3.tar.gz', release('compass-7.3'));
      desk.sign(file, PETR);
      await desk.checked([file], 'signer-changed');
    },
  },
  {
    id: 'card-signer-changed-unfolded',
    screen: 'Verify',
    title: 'Do not trust: signed by somebody else, both shown',
    also: ['whole'],
    arrange: async (desk) => {
      const file = desk.place().write('compass-7.3.tar.gz', release('compass-7.3'));
      desk.sign(file, PETR);
      await desk.checked([file], 'signer-changed');
      await nextStep(desk.page.locator('.verdict-card')).click();
    },
  },
  {
    id: 'card-same-name',
    screen: 'Verify',
    title: 'Do not trust: another key that bears the expected name',
    arrange: async (desk) => {
      const { write, at } = desk.place();
      const attacker = gnupgHome(desk.root, 'n');
      desk.atEnd(() => endGnupg(attacker));
      gpg(attacker, '--quick-generate-key', NOVA, 'ed25519', 'sign', 'never');
      const file = write('compass-7.5.tar.gz', release('compass-7.5'));
      gpg(attacker, '--armor', '--detach-sign', file);
      write('nova.asc', gpg(attacker, '--armor', '--export', fingerprintOf(attacker, NOVA)));
      await desk.checked([file, `${file}.asc`, at('nova.asc')], 'signer-changed');
    },
  },
  {
    id: 'card-list-mismatch',
    screen: 'Verify',
    title: 'Do not trust: not the file in the list',
    arrange: async (desk) => {
      const { write, list } = desk.place();
      const file = write('compass-7.1-setup.exe', release('compass-7.1-setup'));
      desk.sign(list(['compass-7.1-setup.exe']), NOVA);
      changeByte(file);
      await desk.checked([file], 'list-mismatch');
    },
  },
  {
    id: 'card-list-has-mismatches',
    screen: 'Verify',
    title: 'Do not trust: two of a list’s files are others',
    arrange: async (desk) => {
      const { write, list, at } = desk.place();
      const names = ['compass-7.1.dmg', 'compass-7.1.tar.gz', 'compass-7.1-setup.exe', 'compass-7.1-arm64.tar.gz'];
      for (const name of names) write(name, release(name));
      const sums = list(names);
      desk.sign(sums, NOVA);
      changeByte(at('compass-7.1.dmg'));
      changeByte(at('compass-7.1-setup.exe'));
      await desk.checked([sums], 'list-has-mismatches');
    },
  },
  {
    id: 'card-digest-mismatch',
    screen: 'Verify',
    title: 'Do not trust: another digest than the pasted one',
    arrange: async (desk) => {
      const file = desk.place().write('gyroscope-0.9.zip', release('gyroscope'));
      await desk.checked([file], 'nothing-to-check');
      await paste(desk.page, '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08');
      await desk.isCase('digest-mismatch');
    },
  },
  {
    id: 'card-wrong-signature',
    screen: 'Verify',
    title: 'Do not trust: a signature whose name says that it is for another file',
    arrange: async (desk) => {
      const { write, at } = desk.place();
      const other = write('compass-7.0.dmg', release('compass-7.0.dmg'));
      desk.sign(other, NOVA);
      rmSync(other);
      await desk.checked([write('compass-7.1.dmg', release('evil')), at('compass-7.0.dmg.asc')], 'wrong-signature');
    },
  },
  {
    id: 'card-one-good-one-bad',
    screen: 'Verify',
    title: 'Do not trust: one signature fits, another does not',
    arrange: async (desk) => {
      const { write, at } = desk.place();
      const file = write('compass-7.6.tar.gz', release('compass-7.6'));
      desk.gpg(['--local-user', PETR, '--output', at('compass-7.6.tar.gz.sig'), '--detach-sign', file]);
      changeByte(file);
      desk.sign(file, NOVA);
      await desk.checked([file], 'one-good-one-bad');
      await expect(desk.page.locator('.verdict-card')).toContainText('Petr Sorokin');
    },
  },
  {
    id: 'card-key-revoked',
    screen: 'Verify',
    title: 'Do not trust: the key was reported stolen',
    arrange: async (desk) => {
      const file = desk.place().write('alidade-5.0.zip', release('alidade-5.0'));
      desk.sign(file, LEA, [], SIGNED_2024);
      const lea = fingerprintOf(desk.others, LEA);
      desk.revoke(lea, 1, '20250611T090000');
      await desk.learn(lea);
      await desk.checked([file], 'key-revoked');
    },
  },
  {
    id: 'card-key-not-allowed',
    screen: 'Verify',
    title: 'Do not trust: the key was not valid when it signed',
    arrange: async (desk) => {
      const file = desk.place().write('theodolite-2.2.zip', release('theodolite-2.2'));
      desk.sign(file, OLE, [], SIGNED_2024);
      const ole = fingerprintOf(desk.others, OLE);
      desk.gpg(['--quick-set-expire', ole, '20230701T000000'], '20230601T090000');
      await desk.learn(ole);
      await desk.checked([file], 'key-not-allowed');
    },
  },
  {
    id: 'card-signature-is-web-page',
    screen: 'Verify',
    title: 'Do not trust: the signature is a web page',
    arrange: async (desk) => {
      const { write } = desk.place();
      const file = write('compass-7.7.zip', release('compass-7.7'));
      writeFileSync(
        `${file}.asc`,
        '<!DOCTYPE html><html><head><title>404 Not Found</title></head><body></body></html>',
      );
      await desk.checked([file], 'signature-is-web-page');
    },
  },
  {
    id: 'card-signature-is-empty',
    screen: 'Verify',
    title: 'Do not trust: the signature is empty',
    arrange: async (desk) => {
      const file = desk.place().write('compass-7.8.zip', release('compass-7.8'));
      writeFileSync(`${file}.asc`, '');
      await desk.checked([file], 'signature-is-empty');
    },
  },
  {
    id: 'card-signature-malformed',
    screen: 'Verify',
    title: 'Do not trust: the signature is damaged',
    arrange: async (desk) => {
      const file = desk.place().write('compass-7.9.zip', release('compass-7.9'));
      writeFileSync(`${file}.asc`, '-----BEGIN PGP SIGNATURE-----\n\n=njUN\n-----END PGP SIGNATURE-----\n');
      await desk.checked([file], 'signature-malformed');
    },
  },
  {
    id: 'card-list-malformed',
    screen: 'Verify',
    title: 'Do not trust: a list that leads out of its folder',
    arrange: async (desk) => {
      const { write, list, at } = desk.place();
      const file = write('compass-6.9.zip', release('compass-6.9'));
      list(['compass-6.9.zip']);
      const lines = `${'0'.repeat(64)}  ../../../etc/passwd\n`;
      writeFileSync(at('SHA256SUMS'), lines, { flag: 'a' });
      desk.sign(at('SHA256SUMS'), NOVA);
      await desk.checked([file], 'list-malformed');
    },
  },
];
