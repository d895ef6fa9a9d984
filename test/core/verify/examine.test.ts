import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHasher } from '../../../electron/core/hash/hasher.ts';
import type { Hasher } from '../../../electron/core/hash/reading.ts';
import { CertificateIndex } from '../../../electron/core/openpgp/certificate-index.ts';
import { crossFit } from '../../../electron/core/verify/cross-fit.ts';
import { decide } from '../../../electron/core/verify/decide.ts';
import { examine, type Examined } from '../../../electron/core/verify/examine.ts';
import { gather } from '../../../electron/core/verify/gather.ts';
import { pair, type Paired } from '../../../electron/core/verify/pair.ts';
import type { Examiner } from '../../../electron/core/verify/reads.ts';
import { hashWorker } from '../../bundle.ts';
import { openWorld, type World } from '../../support/world.ts';

/** The steps of a check one by one, so that a file can be changed between two of them. */
let world: World;
let ada: string;
let certificates: CertificateIndex;
const hasher = createHasher({ worker: hashWorker(), threads: 2 });
const reads: string[] = [];
const counting: Hasher = {
  read: (path, wanted, options) => {
    reads.push(basename(path));
    return hasher.read(path, wanted, options);
  },
  close: () => hasher.close(),
};

beforeAll(async () => {
  world = await openWorld();
  ada = world.gpgKey('Ada <ada@example.org>');
  certificates = new CertificateIndex().add(new TextEncoder().encode(world.gpg('--armor', '--export', ada)));
});
afterAll(async () => {
  await hasher.close();
  await world.close();
});
beforeEach(() => {
  rmSync(world.folder, { recursive: true, force: true });
  mkdirSync(world.folder);
  reads.length = 0;
});

const examiner = (signal?: AbortSignal): Examiner => ({
  hasher: counting,
  judgedBy: { certificates, now: new Date(), refreshedAt: () => null },
  parallel: 2,
  claimed: [],
  onBytes: () => undefined,
  onDone: () => undefined,
  ...(signal === undefined ? {} : { signal }),
});
const look = async (...paths: string[]): Promise<Paired> =>
  await pair(await gather({ paths, digests: [], lookBeside: true }));
const verdict = ({ evidence }: Examined): string =>
  decide(
    evidence,
    { elsewhere: () => [], threshold: 1, seen: {}, expected: { own: false, signers: [{ fingerprint: ada }] } },
    new Date(),
  ).verdict;
const sign = (path: string, output = `${path}.asc`, ...how: string[]): string => {
  world.gpg('--armor', '-u', ada, '--output', output, ...(how.length === 0 ? ['--detach-sign'] : how), path);
  return output;
};
const line = (path: string): string =>
  `${createHash('sha256').update(readFileSync(path)).digest('hex')}  ${basename(path)}\n`;

describe('a file that changes between two looks at it', () => {
  it('a list: what was read as its lines must be what is signed', async () => {
    const genuine = line(world.write('app.tar', 'genuine'));
    const list = world.write('SHA256SUMS', genuine);
    sign(list);
    const evil = world.write('app.tar', 'evil');
    writeFileSync(list, line(evil));
    const paired = await look(evil);
    expect(verdict(await examine(examiner(), paired.units[0]!))).toBe('invalid');
    // The attacker lays back the signed list after its lines were read, before its signature is judged.
    const again = await look(evil);
    writeFileSync(list, genuine);
    const examined = await examine(examiner(), again.units[0]!);
    expect(verdict(examined)).toBe('incomplete');
    expect(examined.evidence.problem?.detail).toContain('SHA256SUMS');
  });

  it('a list that is asked itself', async () => {
    const genuine = line(world.write('app.tar', 'genuine'));
    const list = world.write('SHA256SUMS', genuine);
    sign(list);
    writeFileSync(list, line(world.write('app.tar', 'evil')));
    const paired = await look(list);
    writeFileSync(list, genuine);
    expect(verdict(await examine(examiner(), paired.units[0]!))).toBe('incomplete');
  });

  it('a cleartext-signed document', async () => {
    const document = sign(world.write('x', 'genuine\n'), join(world.folder, 'notes.txt'), '--clearsign');
    rmSync(join(world.folder, 'x'));
    const [unit] = (await look(document)).units;
    expect(verdict(await examine(examiner(), unit!))).toBe('verified');
    writeFileSync(document, 'evil');
    expect(verdict(await examine(examiner(), unit!))).toBe('incomplete');
  });

  it('an artifact, before a signature without a name is tried on it', async () => {
    const app = world.write('app.tar', 'genuine');
    const signature = sign(app, join(world.folder, 'some.sig'));
    writeFileSync(app, 'evil');
    const paired = await look(app, signature);
    const open = [{ unit: paired.units[0]!, examined: await examine(examiner(), paired.units[0]!) }];
    writeFileSync(app, 'genuine');
    await crossFit(examiner(), open, { strays: paired.strays, several: [] }, paired.coverable);
    expect(verdict(open[0]!.examined)).toBe('incomplete');
  });
});

describe('the work is bounded', () => {
  it('a large file is read once more for all signatures together, never once for each', async () => {
    const large = world.write('large.img', '');
    truncateSync(large, 64 * 1024 * 1024);
    const other = world.write('other.tar', 'other');
    const bad = Array.from({ length: 12 }, (_, at) => sign(other, join(world.folder, `s${at}.sig`)));
    const gone = world.write('other.tar', 'changed');
    const paired = await look(large, gone, ...bad);
    const open = [];
    for (const unit of paired.units) open.push({ unit, examined: await examine(examiner(), unit) });
    expect(await crossFit(examiner(), open, { strays: paired.strays, several: [] }, paired.coverable)).toHaveLength(12);
    expect(reads.filter((name) => name === 'large.img')).toHaveLength(2);
    const alone = await look(large, ...bad);
    reads.length = 0;
    const one = [{ unit: alone.units[0]!, examined: await examine(examiner(), alone.units[0]!) }];
    await crossFit(examiner(), one, { strays: alone.strays, several: [] }, alone.coverable);
    expect(verdict(one[0]!.examined)).toBe('invalid');
    expect(reads.length).toBeLessThanOrEqual(3);
  });

  it('100,000 lines and 5,000 files do not hold the event loop up', async () => {
    const many = Array.from({ length: 99_000 }, (_, at) => `${'0'.repeat(64)}  pool/main/file-${at}.deb\n`).join('');
    const files = Array.from({ length: 2_500 }, (_, at) => world.write(`r/f${at}`, `${at}`));
    for (const path of files) world.write(`r/${basename(path)}.sha256`, line(path));
    world.write('r/SHA256SUMS', many);
    // The processor's time, not the clock's: other programs hold this one up, too.
    let last = process.cpuUsage();
    let longest = 0;
    const timer = setInterval(() => {
      const { user, system } = process.cpuUsage(last);
      longest = Math.max(longest, (user + system) / 1000);
      last = process.cpuUsage();
    }, 5);
    const gathered = await gather({ paths: [join(world.folder, 'r')], digests: [], lookBeside: true });
    await new Promise((resolve) => setTimeout(resolve, 10));
    const paired = await pair(gathered);
    await new Promise((resolve) => setTimeout(resolve, 10));
    clearInterval(timer);
    expect(paired.units).toHaveLength(2_501);
    expect(longest).toBeLessThan(250);
  });

  it('a cancelled check stops', async () => {
    const large = world.write('large.img', '');
    truncateSync(large, 1024 * 1024 * 1024);
    const [unit] = (await look(large)).units;
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    await expect(examine(examiner(controller.signal), unit!)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
