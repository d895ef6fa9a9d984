import fc from 'fast-check';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { readIdentities, readSignature } from '../../../electron/core/ssh/agent/protocol.ts';
import { openSshAgent } from '../../../electron/core/ssh/agent/ssh-agent.ts';
import { sshNumber, sshString } from '../../../electron/core/ssh/wire.ts';
import { AppError } from '../../../shared/error.ts';
import { falseAgent } from './ssh-agent-home.ts';
import { makeTokenKey, SshHome } from './ssh-home.ts';

const home = new SshHome();
afterAll(() => {
  home.remove();
});

const KEY = makeTokenKey('ed25519').blob;
const identities = (...blobs: Buffer[]) =>
  Buffer.concat([
    Buffer.of(12),
    sshNumber(blobs.length),
    ...blobs.flatMap((blob) => [sshString(blob), sshString('c')]),
  ]);

async function answering(answer: (() => Buffer) | undefined) {
  const agent = await falseAgent(home, answer);
  onTestFinished(() => agent.stop());
  return openSshAgent(agent.env, { listMs: 300, signMs: 300 });
}

it('has no keys where there is no agent, and names one that does not answer', async () => {
  expect(await openSshAgent({}).keys()).toEqual([]);
  await expect(openSshAgent({}).sign(KEY, KEY)).rejects.toMatchObject({ code: 'ssh-agent-absent' });
  const gone = openSshAgent({ SSH_AUTH_SOCK: home.file('gone.sock') });
  await expect(gone.keys()).rejects.toMatchObject({ code: 'ssh-agent-absent' });
});

it('waits no longer than it should, and not at all for what was cancelled', async () => {
  const silent = await answering(undefined);
  await expect(silent.keys()).rejects.toMatchObject({ code: 'ssh-agent-absent', detail: 'no answer in 0.3 s' });
  await expect(silent.sign(KEY, KEY)).rejects.toMatchObject({ code: 'ssh-agent-absent' });
  const stop = new AbortController();
  const asked = silent.sign(KEY, KEY, stop.signal);
  stop.abort();
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  await expect(silent.keys(stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
});

it('passes over keys that cannot sign', async () => {
  const dss = Buffer.concat([sshString('ssh-dss'), sshString('x')]);
  const agent = await answering(() => sshString(identities(KEY, dss, Buffer.from('nothing'), Buffer.alloc(0))));
  expect((await agent.keys()).map(({ comment, key }) => [comment, key.algorithm])).toEqual([['c', 'Ed25519-SK']]);
});

it.each([
  ['nothing', Buffer.alloc(0)],
  ['a part', Buffer.from([0, 0, 0, 9, 12])],
  ['no length', sshNumber(0)],
  ['more than any', Buffer.concat([sshNumber(0xffffffff), Buffer.alloc(1000)])],
  ['two answers', Buffer.concat([sshString(identities()), sshString(identities())])],
  ['a refusal', sshString(Buffer.of(5))],
  ['more keys than it has', sshString(Buffer.concat([Buffer.of(12), sshNumber(3)]))],
  ['endless keys', sshString(Buffer.concat([Buffer.of(12), sshNumber(0xffffffff)]))],
  ['a rest', sshString(Buffer.concat([identities(KEY), Buffer.of(1)]))],
])('is no agent that answers with %s', async (_, answer) => {
  await expect((await answering(() => answer)).keys()).rejects.toMatchObject({ code: 'ssh-agent-absent' });
});

it('signs nothing where it refuses', async () => {
  for (const answer of [5, 30, 12])
    await expect((await answering(() => sshString(Buffer.of(answer)))).sign(KEY, KEY)).rejects.toMatchObject({
      code: 'ssh-agent-refused',
    });
  const signed = await answering(() => sshString(Buffer.concat([Buffer.of(14), sshString('made')])));
  expect((await signed.sign(KEY, KEY)).toString()).toBe('made');
});

it('may answer anything', () => {
  const part = fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom(Buffer.of(12), Buffer.of(14), sshNumber(1), sshNumber(2), sshString(KEY), sshString('')),
  );
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 6 }).map((all) => Buffer.concat(all)),
      (answer) => {
        for (const read of [readIdentities, readSignature]) {
          try {
            read(answer);
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
          }
        }
      },
    ),
  );
});
