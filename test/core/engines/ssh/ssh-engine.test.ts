import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { SignContext } from '../../../../electron/core/engines/engine.ts';
import { createSshEngine, type SshSigner } from '../../../../electron/core/engines/ssh/ssh-engine.ts';
import type { Reading } from '../../../../electron/core/hash/reading.ts';
import { openSshAgent } from '../../../../electron/core/ssh/agent/ssh-agent.ts';
import { judgeSsh } from '../../../../electron/core/ssh/judge.ts';
import { generateSshKey, signBlob } from '../../../../electron/core/ssh/private-key.ts';
import { sshNumber, sshString } from '../../../../electron/core/ssh/wire.ts';
import { falseAgent, SshAgentHome } from '../../ssh/ssh-agent-home.ts';
import { makeTokenKey, SshHome } from '../../ssh/ssh-home.ts';

const DATA = 'what is signed\n';
const home = new SshHome();
let agent: SshAgentHome;
beforeAll(async () => {
  agent = await SshAgentHome.start(home);
});
afterAll(async () => {
  await agent.stop();
  home.remove();
});
afterEach(() => {
  agent.add('-D');
});

const sha512 = (data: string) => createHash('sha512').update(data).digest();
const context = { now: new Date(), ask: () => Promise.resolve(null) } satisfies SignContext;
const read = {
  kind: 'file' as const,
  reading: { path: 'x', digest: () => Promise.resolve(sha512(DATA)) } as unknown as Reading,
};

const engineOf = (signer: SshSigner) =>
  createSshEngine('ssh', { listKeys: () => Promise.resolve([]), signer: () => Promise.resolve(signer) });

const fromAgent = async (env: NodeJS.ProcessEnv = agent.env): Promise<SshSigner[]> => {
  const asked = openSshAgent(env);
  return (await asked.keys()).map(({ blob, key }) => ({
    ...{ blob, key },
    sign: (data, signal) => asked.sign(blob, data, signal),
  }));
};

describe('the engine', () => {
  it.each(['ed25519', 'p256', 'p384', 'p521', 'rsa3072'] as const)(
    'signs with %s what ssh-keygen verifies',
    async (kind) => {
      const key = await generateSshKey(kind);
      const signer = {
        blob: key.public.blob,
        key: key.public,
        sign: (data: Buffer) => Promise.resolve(signBlob(key, data)),
      };
      const engine = engineOf(signer);
      expect(await engine.wants('', context.now)).toEqual([{ algorithm: 'sha512' }]);
      const { signature } = await engine.sign(read, '', context);
      expect(home.isSignature(signature, DATA, 'file')).toBe(true);
      expect(home.isSignature(signature, DATA, 'git')).toBe(false);
      expect(home.isSignature(signature, `${DATA}!`, 'file')).toBe(false);
      const git = await engine.signGit(Buffer.from(DATA), '', context);
      const line = `ada@example.org ${key.public.type} ${key.public.blob.toString('base64')}\n`;
      expect(home.principal(git.signature, DATA, line)).toBe('ada@example.org');
      expect(home.principal(signature, DATA, line)).toBeUndefined();
      const digest = () => Promise.resolve(sha512(DATA));
      const found = await judgeSsh(git.signature, digest, { namespace: 'git', now: context.now });
      expect(found).toMatchObject({ result: 'good', notes: [], fingerprint: key.public.fingerprint });
      expect((await judgeSsh(signature, digest, { namespace: 'git', now: context.now })).result).toBe('bad');
    },
  );

  it('gives no signature of another key for one of this', async () => {
    const [one, two] = [await generateSshKey('ed25519'), await generateSshKey('ed25519')];
    const engine = engineOf({
      ...{ blob: one.public.blob, key: one.public },
      sign: (data) => Promise.resolve(signBlob(two, data)),
    });
    await expect(engine.sign(read, '', context)).rejects.toMatchObject({ code: 'ssh-agent-refused' });
    const broken = engineOf({ blob: one.public.blob, key: one.public, sign: () => Promise.resolve(Buffer.of(1)) });
    await expect(broken.sign(read, '', context)).rejects.toMatchObject({ code: 'ssh-agent-refused' });
  });

  it('signs nothing once the run is cancelled', async () => {
    const key = await generateSshKey('ed25519');
    const stop = new AbortController();
    const signer = {
      blob: key.public.blob,
      key: key.public,
      sign: (data: Buffer) => Promise.resolve(signBlob(key, data)),
    };
    stop.abort();
    const stopped = engineOf(signer).sign(read, '', { ...context, signal: stop.signal });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('asks for a touch while a security key waits for one, and takes that back', async () => {
    const token = makeTokenKey('ed25519');
    const stop = await falseAgent(home, (request) =>
      request[4] === 11
        ? sshString(Buffer.concat([Buffer.of(12), sshNumber(1), sshString(token.blob), sshString('token')]))
        : sshString(Buffer.of(5)),
    );
    onTestFinished(() => stop.stop());
    const [signer] = await fromAgent(stop.env);
    if (signer === undefined) throw new Error('the agent has no key');
    const asked: string[] = [];
    let withdrawn = false;
    let go = (): void => undefined;
    const slow = engineOf({
      ...signer,
      sign: async (data) => {
        await new Promise<void>((resolve) => (go = resolve));
        return signer.sign(data);
      },
    });
    const ask: SignContext['ask'] = ({ kind }, end) => {
      asked.push(kind);
      end?.addEventListener('abort', () => (withdrawn = true));
      go();
      return Promise.resolve(null);
    };
    await expect(slow.sign(read, 'k', { ...context, ask })).rejects.toMatchObject({ code: 'ssh-agent-refused' });
    expect(asked).toEqual(['touch']);
    expect(withdrawn).toBe(true);
  });
});

describe('a real agent', () => {
  it.each([
    ['ed25519', ['-t', 'ed25519']],
    ['ecdsa', ['-t', 'ecdsa', '-b', '521']],
    ['rsa', ['-t', 'rsa', '-b', '2048']],
  ])('signs with %s what ssh-keygen verifies', async (name, args) => {
    home.makeKey(`agent-${name}`, ...args);
    agent.add(home.file(`agent-${name}`));
    const [signer, other] = await fromAgent();
    if (signer === undefined || other !== undefined) throw new Error('the agent has another number of keys than one');
    const { signature } = await engineOf(signer).sign(read, '', context);
    expect(home.isSignature(signature, DATA, 'file')).toBe(true);
    expect(home.isSignature(signature, 'another', 'file')).toBe(false);
  });

  it('signs by a certificate, as those who trust its authority want it', async () => {
    home.makeKey('authority', '-t', 'ed25519');
    home.makeKey('certified', '-t', 'ed25519');
    home.run(['-q', '-s', home.file('authority'), '-I', 'ada', '-n', 'ada@example.org', home.file('certified.pub')]);
    agent.add(home.file('certified'));
    const signers = await fromAgent();
    expect(signers.map(({ key }) => key.certificate !== undefined).sort()).toEqual([false, true]);
    const signer = signers.find(({ key }) => key.certificate !== undefined);
    if (signer === undefined) throw new Error('the agent has no certificate');
    const { signature } = await engineOf(signer).signGit(Buffer.from(DATA), '', context);
    const allowed = `*@example.org cert-authority ${home.publicKey('authority')}\n`;
    expect(home.principal(signature, DATA, allowed, '20991231000000Z')).toBe('ada@example.org');
    expect(home.principal(signature, DATA, `ada@example.org ${home.publicKey('certified')}\n`)).toBeUndefined();
  });

  it('has no key while it is locked, and refuses what it had', async () => {
    home.makeKey('locked', '-t', 'ed25519');
    agent.add(home.file('locked'));
    const [signer] = await fromAgent();
    if (signer === undefined) throw new Error('the agent has no key');
    agent.lock();
    try {
      expect(await fromAgent()).toEqual([]);
      await expect(engineOf(signer).sign(read, '', context)).rejects.toMatchObject({ code: 'ssh-agent-refused' });
    } finally {
      agent.unlock();
    }
    await expect(engineOf(signer).sign(read, '', context)).resolves.toMatchObject({ format: 'ssh' });
  });
});
