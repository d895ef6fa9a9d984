import { mkdirSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../shared/model/result.ts';
import { openWorld, type World } from '../../support/world.ts';
import { SshHome } from '../ssh/ssh-home.ts';

/** Files that ssh-keygen signed, and lists of who may. */
let world: World;
let line: string;
let other: string;
const ssh = new SshHome();
beforeAll(async () => {
  world = await openWorld();
  line = ssh.makeKey('ada', '-t', 'ed25519');
  other = ssh.makeKey('eve', '-t', 'ecdsa');
});
afterAll(async () => {
  ssh.remove();
  await world.close();
});
beforeEach(() => {
  rmSync(world.folder, { recursive: true, force: true });
  mkdirSync(world.folder);
});

const signed = (name: string, content: string, key = 'ada', namespace = 'file'): string => {
  world.write(`${name}.sig`, ssh.sign(key, content, namespace));
  return world.write(name, content);
};
const allowed = (text: string): string => world.write('../allowed_signers', text);
const check = async (path: string, ...keys: string[]): Promise<CheckResult> => {
  const [result] = await world.verifyAll({ paths: [path], ...(keys.length > 0 && { keys }) });
  if (result === undefined) throw new Error('no result');
  return result;
};

describe('a file that ssh-keygen signed', () => {
  it('is verified by who is allowed, and by nobody else', async () => {
    const path = signed('evening-1.0.zip', 'evening');
    const good = await check(path, allowed(`ada@example.org ${line}`));
    expect(good).toMatchObject({
      verdict: 'verified',
      case: 'verified-for-call',
      params: { signer: 'ada@example.org' },
    });
    expect(good.signatures[0]).toMatchObject({ format: 'ssh', result: 'good', dateProvenBy: 'nothing' });
    expect(await check(path)).toMatchObject({ verdict: 'untrusted' });
    expect(await check(path, allowed(`eve ${other}`))).toMatchObject({ verdict: 'invalid', case: 'signer-not-named' });
    expect(await check(path, ssh.file('ada.pub'))).toMatchObject({ verdict: 'verified' });
    expect(await check(path, ssh.file('eve.pub'))).toMatchObject({ verdict: 'invalid' });
  });

  it('outside of what and when the list says is not verified', async () => {
    const path = signed('a', 'x');
    for (const [text, verdict] of [
      [`ada namespaces="file" ${line}`, 'verified'],
      [`ada namespaces="git" ${line}`, 'invalid'],
      [`ada valid-before="20200101Z" ${line}`, 'invalid'],
      [`ada valid-after="20200101Z" ${line}`, 'verified'],
    ] as const)
      expect([text, (await check(path, allowed(text))).verdict]).toEqual([text, verdict]);
  });

  it('is none where it was changed, or signed for another use', async () => {
    const list = allowed(`ada ${line}`);
    const path = signed('a', 'x');
    world.write('a', 'y');
    expect(await check(path, list)).toMatchObject({ verdict: 'invalid', case: 'tampered' });
    expect((await check(signed('b', 'x', 'ada', 'git'), list)).verdict).toBe('invalid');
    world.write('c.sig', '-----BEGIN SSH SIGNATURE-----\nrubbish\n-----END SSH SIGNATURE-----\n');
    expect(await check(world.write('c', 'x'), list)).toMatchObject({ verdict: 'invalid', case: 'signature-malformed' });
  });

  it('may be a list, whose files it vouches for', async () => {
    const sum = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';
    world.write('a', 'x');
    signed('SHA256SUMS', `${sum}  a\n`);
    const results = await world.verifyAll({ paths: [world.folder], keys: [allowed(`ada ${line}`)] });
    expect(results.map(({ verdict }) => verdict)).not.toContain('invalid');
    expect(results.find(({ artifact }) => artifact.name === 'a')?.verdict ?? results[0]?.verdict).toBe('verified');
  });

  it('is pinned by its key like any other', async () => {
    const path = signed('morning-1.0.zip', 'morning');
    const fingerprint = (await check(path)).signatures[0]?.signer?.fingerprint ?? '';
    await world.pin('Morning', fingerprint);
    const [result] = await world.verifyAll({ paths: [path], publisher: 'Morning' });
    expect(result?.verdict).toBe('verified');
  });
});
