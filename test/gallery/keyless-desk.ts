import { expect } from '@playwright/test';
import { startLab } from '../lab/lab.ts';
import type { Told } from '../../shared/model/identity-answer.ts';
import { ask } from '../e2e/scene.ts';
import { build, KeylessMaker, login } from '../support/keyless-maker.ts';
import { openDesk, release, type Desk, type Place } from './desk.ts';

/** Where Lantern is built, and whom Sextant's releases are signed by. */
export const LANTERN = 'lantern-dev/lantern';
export const ADA = 'ada@sextant.example';

const makers = new WeakMap<Desk, KeylessMaker>();

/** Who makes what is downloaded at this desk. */
export function makerOf(desk: Desk): KeylessMaker {
  const maker = makers.get(desk);
  if (maker === undefined) throw new Error('this desk has no maker');
  return maker;
}

/** A downloaded file in a place of its own. */
export function downloaded(desk: Desk, name: string): { file: string; place: Place } {
  const place = desk.place();
  return { file: place.write(name, release(name)), place };
}

/** Expects a signer by what the project's page says. */
export async function expects(desk: Desk, publisher: string, told: Told): Promise<void> {
  const { answer } = await ask(desk.page, 'publishers.expect', { publisher, told });
  expect(answer).toBe('same');
}

/** Somebody who checks downloads: she expects builds of one repository for Lantern, and a login for Sextant. */
export async function openKeyless(): Promise<Desk> {
  const lab = await startLab();
  const maker = new KeylessMaker(lab);
  const desk = await openDesk({ furnish: maker.prepare });
  desk.atEnd(() => lab.close());
  makers.set(desk, maker);
  await expects(desk, 'Lantern', { host: 'github', repository: LANTERN, workflow: 'release.yml' });
  await expects(desk, 'Sextant', { pasted: `Releases are signed by ${ADA}, logged in with GitHub.` });
  // One green check each teaches the app how they call their releases.
  const { write } = desk.place();
  const lantern = write('lantern-4.1.tar.gz', release('lantern-4.1'));
  await maker.sign(lantern, build(LANTERN, 'refs/tags/v4.1'));
  await desk.checked([lantern], 'verified-build', 'Lantern');
  const sextant = write('sextant-1.0.zip', release('sextant-1.0'));
  await maker.sign(sextant, login(ADA));
  await desk.checked([sextant], 'verified', 'Sextant');
  return desk;
}
