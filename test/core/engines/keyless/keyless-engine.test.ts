import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readIdentityToken } from '../../../../electron/core/oidc/identity-token.ts';
import { type ConfigChoice, type Lab, startLab } from '../../../lab/lab.ts';
import { newStage, type Stage, verifyAsStranger } from './stage.ts';

let lab: Lab;
let stage: Stage;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.lifetimes.certificateSeconds = 600;
  lab.lifetimes.tokenSeconds = 60;
  lab.forgetRequests();
  stage = await newStage(lab);
});
afterEach(async () => {
  lab.heal();
  await stage.close();
});

async function withServices(choice: ConfigChoice): Promise<void> {
  await stage.close();
  stage = await newStage(lab, choice);
}

const logins = (): number => stage.opened.length;
const asks = (kind: string) => stage.asked.filter((prompt) => prompt.kind === kind);
const WITNESSES = ['timestamp', 'rekor1', 'rekor2'] as const;
const sentTo = (...services: readonly ('fulcio' | (typeof WITNESSES)[number])[]) =>
  services.flatMap((one) => lab.requests(one));

describe('a login signs', () => {
  it.each([
    ['a v2 log and a timestamp', { log: 2 }],
    ['a v1 log and a timestamp', { log: 1 }],
    ['a v1 log alone', { log: 1, timestamp: false }],
  ] as const)('with %s', async (_name, choice) => {
    await withServices(choice);
    const run = await stage.open();
    const made = await stage.sign(run);
    run.close();
    const signer = { identity: 'ada@example.org', issuer: lab.issuer };
    expect(verifyAsStranger(stage, made.bundle, 'a.bin')).toEqual(signer);
    expect(made).toMatchObject({
      logged: true,
      timestamped: !('timestamp' in choice),
      signer: { ...signer, instance: 'lab' },
    });
  });

  it('a whole run by one login, one key and one certificate, files in parallel', async () => {
    const names = Array.from({ length: 30 }, (_, n) => `file-${n}.bin`);
    const run = await stage.open({ files: names.map((name) => join(stage.folder, name)) });
    const made = await Promise.all(names.map((name) => stage.sign(run, name)));
    run.close();
    expect([logins(), lab.requests('fulcio').length, asks('publish').length]).toEqual([1, 1, 1]);
    expect(new Set(made.map(({ certificate }) => Buffer.from(certificate!).toString('hex'))).size).toBe(1);
    for (const [at, name] of names.entries()) verifyAsStranger(stage, made[at]!.bundle, name);
    expect(() => verifyAsStranger(stage, made[0]!.bundle, names[1]!)).toThrow();
  });

  it('the next run wants another login and another key', async () => {
    const certificates = new Set<string>();
    for (let n = 0; n < 2; n++) {
      const run = await stage.open();
      certificates.add(Buffer.from((await stage.sign(run)).certificate!).toString('hex'));
      run.close();
    }
    expect([logins(), certificates.size]).toEqual([2, 2]);
  });

  it('with a token that was given, and no browser', async () => {
    const token = readIdentityToken(lab.token({ email: 'ci@example.org' }), new Date());
    const run = await stage.open({ token, agreed: true });
    const made = await stage.sign(run);
    run.close();
    expect(verifyAsStranger(stage, made.bundle, 'a.bin').identity).toBe('ci@example.org');
    expect([logins(), stage.asked.length]).toEqual([0, 0]);
  });
});

describe('what becomes public is shown before anything is sent', () => {
  it('who, what and where', async () => {
    stage.answers = [null];
    const run = await stage.open({ files: [join(stage.folder, 'a.bin'), join(stage.folder, 'b.bin')] });
    await expect(stage.sign(run)).rejects.toMatchObject({ code: 'cancelled' });
    run.close();
    expect(sentTo('fulcio', ...WITNESSES)).toEqual([]);
    expect(asks('publish')[0]!.publication).toMatchObject({
      who: { identity: 'ada@example.org', issuer: lab.issuer },
      instance: 'lab',
      logs: [new URL(lab.urls.rekor2).host],
      certificate: true,
      file: { name: 'a.bin', algorithm: 'sha256' },
      files: 2,
      places: [{ path: stage.folder, kind: 'folder' }],
    });
  });

  it('everybody whom the certificate may name, where only the instance knows: one consent for all of them, and for no other', async () => {
    const workflow = 'org/repo/.github/workflows/release.yml@refs/tags/v2';
    const build = { identity: `https://github.com/${workflow}`, issuer: lab.issuer };
    const subject = { identity: 'repo:org/repo', issuer: lab.issuer };
    const token = () =>
      readIdentityToken(lab.token({ subject: 'repo:org/repo', claims: { job_workflow_ref: workflow } }), new Date());
    stage.answers = ['remember', null];
    const signing = async () => {
      const run = await stage.open({ token: token() });
      return await stage.sign(run).finally(() => run.close());
    };
    expect((await signing()).signer).toMatchObject(build);
    expect(asks('publish')[0]!.publication).toMatchObject({ who: build, others: [subject] });
    await signing();
    expect(asks('publish')).toHaveLength(1);
    // A consent for one of them alone is none for what may name the other.
    const { consents } = await stage.parts.consent.list();
    expect(consents.map(({ who }) => who)).toEqual([build, subject]);
    await stage.parts.consent.withdraw(subject, 'lab', stage.folder);
    await expect(signing()).rejects.toMatchObject({ code: 'cancelled' });
    lab.inject('fulcio', { kind: 'forge', what: 'identity' });
    const logs = sentTo(...WITNESSES).length;
    stage.answers = ['agree'];
    await expect(signing()).rejects.toMatchObject({ code: 'service-answer' });
    expect(sentTo(...WITNESSES)).toHaveLength(logs);
  });

  it.each([1, 2] as const)(
    'the very entry that a log of version %i is sent then, but for what is made later',
    async (log) => {
      await withServices({ log });
      const run = await stage.open();
      await stage.sign(run);
      run.close();
      const [sent] = sentTo(log === 1 ? 'rekor1' : 'rekor2');
      let later = 0;
      const compare = (shown: unknown, real: unknown): void => {
        if (shown === '…') later++;
        else if (typeof shown === 'object' && shown !== null && typeof real === 'object' && real !== null) {
          expect(Object.keys(shown).sort()).toEqual(Object.keys(real).sort());
          for (const key of Object.keys(shown)) compare(shown[key as never], real[key as never]);
        } else expect(shown).toEqual(real);
      };
      compare(JSON.parse(asks('publish')[0]!.publication!.entry), JSON.parse(sent!.body.toString()));
      expect(later).toBe(2);
    },
  );

  it('another account can be used', async () => {
    stage.answers = ['another', 'agree'];
    const run = await stage.open();
    expect((await stage.sign(run)).logged).toBe(true);
    run.close();
    expect(stage.opened.map((address) => address.searchParams.get('prompt'))).toEqual([null, 'select_account']);
  });

  it('it is asked once for this signer and folder where the user says so, but for another signer again', async () => {
    stage.answers = ['remember'];
    for (const account of ['ada@example.org', 'ada@example.org', 'bob@example.org']) {
      stage.account = account;
      const run = await stage.open();
      await stage.sign(run);
      run.close();
    }
    expect(asks('publish').map(({ publication }) => publication!.who)).toEqual([
      { identity: 'ada@example.org', issuer: lab.issuer },
      { identity: 'bob@example.org', issuer: lab.issuer },
    ]);
    // Who logged in is shown all the same, before anything is sent.
    expect(asks('who').map(({ publication }) => publication!.who)).toEqual([
      { identity: 'ada@example.org', issuer: lab.issuer },
    ]);
  });

  it('it is asked again where the user did not say so', async () => {
    for (let n = 0; n < 2; n++) {
      const run = await stage.open();
      await stage.sign(run);
      run.close();
    }
    expect(asks('publish')).toHaveLength(2);
  });

  it('a login that is over by then is followed by another; what was agreed to is not asked again', async () => {
    lab.lifetimes.tokenSeconds = 2;
    const run = await stage.open({
      ask: async (prompt, withdrawn) => {
        if (prompt.kind === 'publish') await wait(2500);
        return stage.ask(prompt, withdrawn);
      },
    });
    const made = await stage.sign(run);
    run.close();
    expect([made.logged, logins(), asks('publish').length]).toEqual([true, 2, 1]);
  });
});

describe('who cannot go on in the browser', () => {
  it('goes on with a code, and back', async () => {
    const ways: (string | undefined)[] = [];
    const run = await stage.open({
      ask: async (prompt, withdrawn) => {
        if (prompt.kind !== 'login') return stage.ask(prompt, withdrawn);
        ways.push(prompt.otherWay);
        expect(Date.parse(prompt.until!)).toBeGreaterThan(Date.now());
        if (ways.length === 1) return 'device';
        if (ways.length === 2) {
          expect(prompt.code).toMatch(/^[A-Z0-9-]{6,}$/);
          stage.account = 'ada@example.org';
          return 'browser';
        }
        return stage.ask(prompt, withdrawn);
      },
    });
    stage.account = null;
    expect((await stage.sign(run)).logged).toBe(true);
    run.close();
    expect([ways, logins()]).toEqual([['device', 'browser', 'device'], 2]);
  });

  it('is told where no browser opens', async () => {
    stage.parts.ways.openBrowser = () => Promise.reject(new Error('no browser'));
    const run = await stage.open({
      ask: (prompt) => {
        expect(prompt).toMatchObject({ kind: 'login', notOpened: true });
        return Promise.resolve(null);
      },
    });
    await expect(stage.sign(run)).rejects.toMatchObject({ code: 'cancelled' });
    run.close();
  });
});

describe('what must never be public', () => {
  beforeEach(async () => {
    await stage.file('a.bin');
    await stage.parts.consent.markNeverPublic(stage.folder);
  });

  it('is refused before anybody logs in, whatever was agreed to', async () => {
    await expect(stage.open({ agreed: true })).rejects.toMatchObject({ code: 'never-public' });
    expect([logins(), stage.asked.length, lab.requests('oidc').length]).toEqual([0, 0, 0]);
  });

  it('goes to a private instance', async () => {
    const run = await stage.open({ instance: { ...stage.instance, isPublic: false } });
    expect((await stage.sign(run)).logged).toBe(true);
    run.close();
  });
});

it.each([
  ['without a log', { log: false, timestamp: null }],
  ['without a timestamp where the log proves no time', { log: null, timestamp: false }],
  ['without both', { log: false, timestamp: false }],
])('what nobody could verify is not begun: %s', async (_name, choice) => {
  await expect(stage.open({ options: { instance: 'lab', ...choice } })).rejects.toMatchObject({ code: 'usage' });
  expect(logins()).toBe(0);
});

describe('a certificate that lapses', () => {
  it('in the middle of a run: the next file waits for another login, and the run goes on', async () => {
    lab.lifetimes.certificateSeconds = 2;
    const run = await stage.open();
    const first = await stage.sign(run, 'a.bin');
    await wait(2100);
    const [second, third] = await Promise.all([stage.sign(run, 'b.bin'), stage.sign(run, 'c.bin')]);
    run.close();
    expect([logins(), asks('publish').length]).toEqual([2, 1]);
    expect(asks('login').map(({ again }) => again)).toEqual([undefined, true]);
    expect([first, third].map(({ certificate }) => second.certificate === certificate)).toEqual([false, true]);
    for (const [made, name] of [
      [first, 'a.bin'],
      [second, 'b.bin'],
      [third, 'c.bin'],
    ] as const)
      verifyAsStranger(stage, made.bundle, name);
  });

  it('while the timestamp authority takes its time: the file is signed anew', async () => {
    lab.lifetimes.certificateSeconds = 2;
    lab.inject('timestamp', { kind: 'slow', ms: 3500 });
    const run = await stage.open();
    const made = await stage.sign(run);
    run.close();
    expect(logins()).toBe(2);
    verifyAsStranger(stage, made.bundle, 'a.bin');
  });

  it('with a given token that is over: start again, one login', async () => {
    lab.lifetimes.certificateSeconds = 1;
    lab.lifetimes.tokenSeconds = 1;
    const token = readIdentityToken(lab.token({ email: 'ci@example.org' }), new Date());
    const run = await stage.open({ token, agreed: true });
    await wait(2100);
    await expect(stage.sign(run, 'b.bin')).rejects.toMatchObject({ code: 'certificate-lapsed' });
    run.close();
  });
});

describe('what services do wrong', () => {
  it.each(['public-key', 'identity', 'issuer', 'ca', 'sct', 'no-sct'] as const)(
    'a certificate that forges %s: nothing is logged or timestamped',
    async (what) => {
      lab.inject('fulcio', { kind: 'forge', what });
      const run = await stage.open();
      await expect(stage.sign(run)).rejects.toMatchObject({ code: 'service-answer' });
      run.close();
      expect(sentTo(...WITNESSES)).toEqual([]);
    },
  );

  it('a log that is down: the signature is kept with its timestamp, to be logged later', async () => {
    lab.inject('rekor2', { kind: 'status', status: 503 }, { times: 9 });
    const run = await stage.open();
    const made = await stage.sign(run);
    run.close();
    expect(made).toMatchObject({ logged: false, timestamped: true, notLogged: { why: { code: 'service-failed' } } });
    verifyAsStranger(stage, made.bundle, 'a.bin', { log: false });
    expect(() => verifyAsStranger(stage, made.bundle, 'a.bin')).toThrow();
  });

  it('a v1 log that is down, without a timestamp: nothing is left', async () => {
    await withServices({ log: 1, timestamp: false });
    lab.inject('rekor1', { kind: 'status', status: 503 }, { times: 9 });
    const run = await stage.open();
    await expect(stage.sign(run)).rejects.toMatchObject({ code: 'service-failed' });
    run.close();
  });

  it('an answer of the log that is lost: one more signature, one more entry', async () => {
    lab.inject('rekor2', { kind: 'lost' });
    const run = await stage.open();
    verifyAsStranger(stage, (await stage.sign(run)).bundle, 'a.bin');
    run.close();
  });

  it('a timestamp authority that forges: nothing is logged', async () => {
    lab.inject('timestamp', { kind: 'forge', what: 'key' });
    const run = await stage.open();
    await expect(stage.sign(run)).rejects.toMatchObject({ code: 'service-answer' });
    run.close();
    expect(lab.requests('rekor2')).toEqual([]);
  });

  it('after a login that failed, the files that are left ask for no other', async () => {
    lab.inject('oidc', { kind: 'forge', what: 'nonce' }, { path: '/token' });
    const run = await stage.open();
    for (const name of ['a.bin', 'b.bin'])
      await expect(stage.sign(run, name)).rejects.toMatchObject({ code: 'login-failed' });
    run.close();
    expect(logins()).toBe(1);
    const next = await stage.open();
    expect((await stage.sign(next)).logged).toBe(true);
    next.close();
  });
});

describe('who stops', () => {
  it('while the login is waited for', async () => {
    stage.account = null;
    const stop = new AbortController();
    const run = await stage.open({ signal: stop.signal });
    const signing = stage.sign(run, 'a.bin', stop.signal);
    setTimeout(() => stop.abort(), 300);
    await expect(signing).rejects.toMatchObject({ code: 'cancelled' });
    run.close();
  });

  it('by closing the question that stands meanwhile', async () => {
    stage.account = null;
    const run = await stage.open({ ask: () => Promise.resolve(null) });
    await expect(stage.sign(run)).rejects.toMatchObject({ code: 'cancelled' });
    run.close();
  });
});

describe('what is left of a login', () => {
  it('where tokens are short: the name alone', async () => {
    const run = await stage.open();
    await stage.sign(run);
    run.close();
    const kept = { instance: 'lab', identity: 'ada@example.org', issuer: lab.issuer, tokenUntil: null };
    expect(await stage.parts.logins.list()).toMatchObject([kept]);
    expect(stage.secrets.size).toBe(0);
  });

  it('where they last: the token, sealed, which serves the next run', async () => {
    lab.lifetimes.tokenSeconds = 3600;
    for (let n = 0; n < 2; n++) {
      const run = await stage.open();
      await stage.sign(run);
      run.close();
    }
    expect([logins(), stage.secrets.size]).toEqual([1, 1]);
    const token = Buffer.from([...stage.secrets.values()][0]!).toString();
    expect(await readFile(join(stage.home, 'logins.json'), 'utf8')).not.toContain(token.slice(0, 30));
    expect(await stage.parts.logins.forget()).toHaveLength(1);
    expect([stage.secrets.size, await stage.parts.logins.list()]).toEqual([0, []]);
  });
});
