import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GnupgEngine } from '../../../../electron/core/engines/gnupg/gnupg-engine.ts';
import type { Ask, SignSource } from '../../../../electron/core/engines/engine.ts';
import { examineGnupg } from '../../../../electron/core/gnupg/doctor.ts';
import { TestHome } from '../../gnupg/home.ts';
import { moveToCard } from '../../gnupg/card.ts';
import type { TestCard } from '../../gnupg/card.ts';

const home = new TestHome();
const artifact = join(home.path, 'a.bin');
let key: string;
let card: TestCard;

beforeAll(async () => {
  writeFileSync(artifact, Buffer.alloc(3000, 1));
  key = home.generate({ userId: 'Ada <ada@example.org>' });
  card = await moveToCard(home, key);
});
afterAll(() => home.remove());
beforeEach(() => {
  home.kill();
  card.set({
    present: true,
    tries: 3,
    touch: false,
    touched: false,
    pinEachTime: false,
    unplugAtSignature: false,
    verifications: 0,
    signatures: 0,
  });
});

const unused = () => Promise.reject(new Error('not asked for'));
const source: SignSource = {
  kind: 'file',
  reading: {
    path: artifact,
    size: 3000,
    hasNul: false,
    digest: unused,
    assertUnchanged: () => Promise.resolve(),
    close: () => undefined,
  },
};
type Asked = Parameters<Ask>[0];

/** Answers every PIN question with `pin`, and notes what was asked. */
function asking(pin: string | null): { ask: Ask; asked: Asked[] } {
  const asked: Asked[] = [];
  const ask: Ask = (prompt) => {
    asked.push(prompt);
    return prompt.kind === 'pin' ? Promise.resolve(pin) : new Promise(() => undefined);
  };
  return { ask, asked };
}

const sign = (ask: Ask, engine = new GnupgEngine(home.open())) =>
  engine.sign(source, `gpg:${key}`, { now: new Date(), ask });

describe('a key on a card', () => {
  it('is listed with the number of its card, plugged in or not', async () => {
    const engine = new GnupgEngine(home.open());
    const expected = { secret: 'token', cardSerial: '12343021', canSign: true };
    expect((await engine.listKeys(new Date()))[0]).toMatchObject(expected);
    expect(await home.open().cards()).toEqual(['12343021']);
    card.set({ present: false });
    expect((await engine.listKeys(new Date()))[0]).toMatchObject(expected);
    expect(await home.open().cards()).toEqual([]);
  });

  it('signs; the PIN is asked once with the tries left, and not again while the card knows it', async () => {
    const { ask, asked } = asking('123456');
    const engine = new GnupgEngine(home.open());
    const made = await sign(ask, engine);
    expect(home.verify(made.packets, artifact)).toEqual({ exit: 0, valid: [key] });
    expect(asked).toEqual([
      { kind: 'pin', key: `gpg:${key}`, files: [artifact], cardSerial: '12343021', triesLeft: 3 },
    ]);
    await sign(ask, engine);
    expect(asked).toHaveLength(1);
    expect(card.state).toMatchObject({ verifications: 1, signatures: 2 });
  });

  it('asks for every signature where the card wants that', async () => {
    card.set({ pinEachTime: true });
    const { ask, asked } = asking('123456');
    const engine = new GnupgEngine(home.open());
    await sign(ask, engine);
    await sign(ask, engine);
    expect(asked).toHaveLength(2);
  });

  it('a wrong PIN is sent once, and the tries left are told', async () => {
    const { ask, asked } = asking('654321');
    const failed = sign(ask);
    await expect(failed).rejects.toMatchObject({
      code: 'card-pin-wrong',
      detail: expect.stringMatching(/^2 tries left/) as string,
    });
    await expect(failed).rejects.not.toMatchObject({ detail: expect.stringContaining('654321') as string });
    expect(asked).toHaveLength(1);
    expect(card.state).toMatchObject({ verifications: 1, tries: 2, signatures: 0 });
  });

  it('the refused PIN is not sent for the next file, another one is', async () => {
    const engine = new GnupgEngine(home.open());
    const wrong = asking('654321');
    const results = await Promise.allSettled([1, 2, 3].map(() => sign(wrong.ask, engine)));
    for (const result of results) expect(result).toMatchObject({ reason: { code: 'card-pin-wrong' } });
    expect(card.state).toMatchObject({ verifications: 1, tries: 2 });
    expect(wrong.asked[1]).toMatchObject({ triesLeft: 2, problem: 'card-pin-wrong' });
    const right = asking('123456');
    await sign(right.ask, engine);
    expect(card.state).toMatchObject({ verifications: 2, tries: 3, signatures: 1 });
    home.kill();
    const again = asking('123456');
    await sign(again.ask, engine);
    expect(again.asked[0]).not.toHaveProperty('problem');
  });

  it('the last try blocks the card, and a blocked card is not asked for a PIN', async () => {
    card.set({ tries: 1 });
    await expect(sign(asking('000000').ask)).rejects.toMatchObject({ code: 'card-pin-blocked' });
    const { ask, asked } = asking('123456');
    await expect(sign(ask)).rejects.toMatchObject({ code: 'card-pin-blocked' });
    expect(asked).toEqual([]);
    expect(card.state.verifications).toBe(1);
    expect((await examineGnupg(home.open())).find(({ id }) => id === 'gnupg-card')).toMatchObject({
      ok: false,
      mend: 'gpg --card-edit',
    });
  });

  it('a card that is not there, is another one, or goes away', async () => {
    card.set({ present: false });
    await expect(sign(asking('123456').ask)).rejects.toMatchObject({ code: 'card-absent' });
    const { token } = card.state;
    card.set({ present: true, token: token.replace('3021', '9999') });
    await expect(sign(asking('123456').ask)).rejects.toMatchObject({ code: 'card-absent' });
    card.set({ token, unplugAtSignature: true });
    await expect(sign(asking('123456').ask)).rejects.toMatchObject({ code: 'card-absent' });
    expect(card.state.signatures).toBe(0);
  });

  it('the question is closed: nothing is sent', async () => {
    await expect(sign(asking(null).ask)).rejects.toMatchObject({ code: 'cancelled' });
    expect(card.state).toMatchObject({ verifications: 0, tries: 3 });
  });

  it('a touch is asked for while the card waits, and the question withdrawn when it was made', async () => {
    card.set({ touch: true });
    const seen: string[] = [];
    const ask: Ask = (prompt, withdrawn) => {
      seen.push(prompt.kind);
      if (prompt.kind === 'pin') return Promise.resolve('123456');
      expect(prompt).toMatchObject({ cardSerial: '12343021', files: [artifact] });
      withdrawn?.addEventListener('abort', () => seen.push('withdrawn'));
      setTimeout(() => card.set({ touched: true }), 300);
      return new Promise(() => undefined);
    };
    const engine = new GnupgEngine(home.open());
    await sign(ask, engine);
    expect(seen).toEqual(['pin', 'touch', 'withdrawn']);
    await sign(ask, engine);
    expect(seen.slice(3)).toEqual(['touch', 'withdrawn']);
  });

  it('cancelled while it waits for a touch', async () => {
    card.set({ touch: true });
    const abort = new AbortController();
    const ask: Ask = (prompt) => {
      if (prompt.kind === 'pin') return Promise.resolve('123456');
      abort.abort();
      return Promise.resolve(null);
    };
    const engine = new GnupgEngine(home.open());
    await expect(
      engine.sign(source, `gpg:${key}`, { now: new Date(), ask, signal: abort.signal }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(card.state.signatures).toBe(0);
  });

  it('no scdaemon is installed', async () => {
    const away = new TestHome();
    try {
      const other = away.generate({ userId: 'Away <away@example.org>' });
      await moveToCard(away, other);
      away.agentOptions(['scdaemon-program /nonexistent/scdaemon']);
      const failed = new GnupgEngine(away.open()).sign(source, `gpg:${other}`, {
        now: new Date(),
        ask: asking('123456').ask,
      });
      await expect(failed).rejects.toMatchObject({ code: 'card-failed' });
    } finally {
      away.remove();
    }
  });
});
