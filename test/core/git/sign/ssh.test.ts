import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSshEngine } from '../../../../electron/core/engines/ssh/ssh-engine.ts';
import type { SigningKey } from '../../../../electron/core/sign/signing.ts';
import { generateSshKey, signBlob, type SshPrivateKey } from '../../../../electron/core/ssh/private-key.ts';
import { openWorld, type World } from '../../../support/world.ts';
import { makeRepo, type GitRepo } from '../git-repo.ts';

/** Tags and commits by SSH keys, which git and ssh-keygen check on the other side. */
let world: World;
let repo: GitRepo;
const repos: GitRepo[] = [];
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  for (const one of repos) one.remove();
  await world.close();
});
beforeEach(() => {
  repo = makeRepo();
  repos.push(repo);
  repo.commit('one');
});

const ADA = { name: 'Ada', email: 'ada@example.org' };

/** A key of this run, in the shape that keys out of files have. `signer`: another one that signs in its place. */
function held(key: SshPrivateKey, signer = key): SigningKey {
  const { blob, fingerprint } = key.public;
  const engine = createSshEngine('ssh', {
    listKeys: () => Promise.resolve([]),
    signer: () =>
      Promise.resolve({
        blob: signer.public.blob,
        key: signer.public,
        sign: (data) => Promise.resolve(signBlob(signer, data)),
      }),
  });
  const at = new Date().toISOString();
  const named = { id: `ssh:${fingerprint}`, type: 'ssh' as const, engine: 'ssh' as const, fingerprint, userIds: [] };
  const rest = { algorithm: key.public.type, createdAt: at, expiresAt: null, status: 'valid' as const };
  const more = { secret: 'passphrase' as const, hasPrimarySecret: true, canSign: true, subkeys: [] };
  world.write('allowed_signers', `ada@example.org namespaces="git" ${key.public.type} ${blob.toString('base64')}\n`);
  return { summary: { ...named, ...rest, ...more }, engine };
}

const git = (...args: string[]): string =>
  execFileSync(
    'git',
    ['-c', 'gpg.format=ssh', '-c', `gpg.ssh.allowedSignersFile=${world.folder}/allowed_signers`, ...args],
    {
      cwd: repo.path,
      env: repo.env,
      encoding: 'utf8',
      stdio: 'pipe',
    },
  );
const ask = (): Promise<null> => Promise.resolve(null);

describe('by an SSH key', () => {
  it.each(['ed25519', 'p256', 'rsa3072'] as const)('a tag and a commit (%s) are good to git', async (kind) => {
    const key = held(await generateSshKey(kind));
    const by = { repository: repo.path, key: key.summary.id, heldKeys: [key] };
    const tag = await world.services.gitSign.signTag({ ...by, name: 'v1.0', message: 'one', tagger: ADA }, { ask });
    git('verify-tag', 'v1.0');
    expect(tag.check).toMatchObject({ letter: 'U', verdict: 'untrusted', form: 'ssh' });
    expect(tag.forges[0]?.says.says.key).toBe('forgeSshKey');
    const { head } = await world.services.gitSign.planCommits({ repository: repo.path }, {});
    const { after } = await world.services.gitSign.signCommits({ ...by, head }, { ask });
    git('verify-commit', after);
    expect(repo.git(['cat-file', 'commit', after])).toContain('gpgsig -----BEGIN SSH SIGNATURE-----\n ');
  });

  it('that is not the one that was chosen, nothing is signed', async () => {
    const [chosen, other] = [await generateSshKey('ed25519'), await generateSshKey('ed25519')];
    const key = held(chosen, other);
    const request = {
      repository: repo.path,
      key: key.summary.id,
      heldKeys: [key],
      name: 'v1.0',
      message: 'x',
      tagger: ADA,
    };
    await expect(world.services.gitSign.signTag(request, { ask })).rejects.toMatchObject({ code: 'verify-after-sign' });
    expect(repo.git(['tag'])).toBe('');
  });
});
