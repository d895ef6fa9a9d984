import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommit, readTag } from '../../../electron/core/git/read-object.ts';
import { CertificateIndex } from '../../../electron/core/openpgp/certificate-index.ts';
import { readAllowedSigners } from '../../../electron/core/ssh/allowed-signers.ts';
import { decide } from '../../../electron/core/verify/decide.ts';
import { gitEvidence } from '../../../electron/core/verify/git-evidence.ts';
import { gitLetter } from '../../../electron/core/verify/git-letter.ts';
import { judgeGitObject, malformedGitObject, type GitFinding } from '../../../electron/core/verify/git-object.ts';
import { makeRepo, type GitRepo } from '../git/git-repo.ts';
import { GpgHome } from '../openpgp/gpg-home.ts';
import { SshHome } from '../ssh/ssh-home.ts';

const NOW = new Date();
const NOBODY = { elsewhere: () => [], threshold: 1, seen: {} };

let repo: GitRepo;
let gpg: GpgHome;
const ssh = new SshHome();
beforeAll(() => {
  repo = makeRepo();
  gpg = new GpgHome();
});
afterAll(() => {
  repo.remove();
  gpg.remove();
  ssh.remove();
});

/** The letter that git itself gives. */
function letterOf(commit: string, settings: readonly string[]): string {
  const args = settings.flatMap((one) => ['-c', one]);
  return repo.git([...args, 'log', '-1', '--format=%G?', commit]);
}

interface Judged {
  letter: string;
  verdict: string;
  finding: GitFinding;
}

async function judge(
  id: string,
  options: { keys?: Uint8Array[]; allowed?: string; type?: 'tag' | 'commit'; trusted?: boolean; called?: string } = {},
): Promise<Judged> {
  const { keys = [], allowed, type = 'commit', trusted = false } = options;
  const bytes = repo.gitBytes(['cat-file', type, id]);
  const read = type === 'tag' ? readTag(bytes, 'sha1') : readCommit(bytes, 'sha1');
  if (read.kind === 'malformed') throw new Error(read.reason);
  const certificates = new CertificateIndex();
  for (const key of keys) certificates.add(key);
  const finding = await judgeGitObject(read.object, options.called ?? id, {
    certificates,
    refreshedAt: () => null,
    roots: () => Promise.resolve([]),
    now: NOW,
    ...(allowed === undefined ? {} : { allowed: readAllowedSigners(Buffer.from(allowed)) }),
  });
  const { verdict } = decide(gitEvidence(type, id, finding), NOBODY, NOW);
  return { finding, verdict, letter: gitLetter(finding.alone, () => trusted) };
}

describe('the letters of commits that OpenPGP keys signed are those of git', () => {
  const KEY = ['Key-Type: EDDSA', 'Key-Curve: ed25519', 'Key-Usage: sign'];
  const sign = (key: string, message = 'x', env: NodeJS.ProcessEnv = {}) => {
    Object.assign(repo.env, { GNUPGHOME: gpg.path, ...env });
    return repo.commit(message, `-S${key}`);
  };
  const faked = (at: string) => {
    const program = join(gpg.path, 'faked-gpg');
    writeFileSync(program, `#!/bin/sh\nexec gpg --faked-system-time ${at} "$@"\n`, { mode: 0o755 });
    return `gpg.program=${program}`;
  };
  const signAt = (key: string, at: string) => {
    Object.assign(repo.env, { GNUPGHOME: gpg.path });
    repo.git(['-c', faked(at), 'commit', '-q', '--allow-empty', '-m', at, `-S${key}`]);
    return repo.git(['rev-parse', 'HEAD']);
  };

  it('good, by somebody whom nobody trusts; and by somebody who is trusted', async () => {
    const key = gpg.makeKey([...KEY, 'Name-Real: Ada']);
    const commit = sign(key);
    // GnuPG trusts a key that it made itself.
    expect(letterOf(commit, [])).toBe('G');
    expect(await judge(commit, { keys: [gpg.export(key)], trusted: true })).toMatchObject({
      letter: 'G',
      verdict: 'untrusted',
    });
    gpg.run(['--import-ownertrust'], { input: `${key}:2:\n` });
    expect(letterOf(commit, [])).toBe('U');
    expect((await judge(commit, { keys: [gpg.export(key)] })).letter).toBe('U');
    gpg.run(['--import-ownertrust'], { input: `${key}:6:\n` });
    expect(repo.git(['verify-commit', commit])).toBe('');
  });

  it('of which nobody has the key', async () => {
    const key = gpg.makeKey([...KEY, 'Name-Real: Eve']);
    const commit = sign(key);
    const empty = mkdtempSync(join(tmpdir(), 'g-'));
    Object.assign(repo.env, { GNUPGHOME: empty });
    expect(letterOf(commit, [])).toBe('E');
    rmSync(empty, { recursive: true, force: true });
    expect(await judge(commit)).toMatchObject({ letter: 'E', verdict: 'incomplete' });
  });

  it('whose key expired since, or was revoked, or replaced', async () => {
    const old = gpg.makeKey([...KEY, 'Name-Real: Old', 'Expire-Date: 2020-06-01'], '2020-01-01T00:00:00');
    const within = signAt(old, '20200301T000000');
    const stolen = gpg.makeKey([...KEY, 'Name-Real: Stolen'], '2020-01-01T00:00:00');
    const revoked = signAt(stolen, '20200301T000000');
    gpg.run(['--import'], { input: gpg.revocation(stolen, 1, '2021-01-01T00:00:00') });
    const replaced = gpg.makeKey([...KEY, 'Name-Real: Replaced'], '2020-01-01T00:00:00');
    const superseded = signAt(replaced, '20200301T000000');
    gpg.run(['--import'], { input: gpg.revocation(replaced, 2, '2021-01-01T00:00:00') });
    for (const [key, commit, verdict] of [
      [old, within, 'untrusted'],
      [stolen, revoked, 'invalid'],
      [replaced, superseded, 'untrusted'],
    ] as const) {
      const mine = await judge(commit, { keys: [gpg.export(key)], trusted: true });
      expect([mine.letter, mine.verdict]).toEqual([letterOf(commit, []), verdict]);
    }
    expect(letterOf(within, [])).toBe('Y');
    expect(letterOf(revoked, [])).toBe('R');
  });

  it('that has an end of its own', async () => {
    const program = join(gpg.path, 'short-gpg');
    writeFileSync(
      program,
      '#!/bin/sh\nexec gpg --faked-system-time 20250101T000000 --ignore-time-conflict --default-sig-expire 1d "$@"\n',
      { mode: 0o755 },
    );
    const older = gpg.makeKey([...KEY, 'Name-Real: Shorter'], '2024-01-01T00:00:00');
    Object.assign(repo.env, { GNUPGHOME: gpg.path });
    repo.git(['-c', `gpg.program=${program}`, 'commit', '-q', '--allow-empty', '-m', 'short', `-S${older}`]);
    const commit = repo.git(['rev-parse', 'HEAD']);
    expect(letterOf(commit, [])).toBe('X');
    expect(await judge(commit, { keys: [gpg.export(older)] })).toMatchObject({ letter: 'X', verdict: 'untrusted' });
  });

  it('that was changed, that holds a NUL, that is signed twice, or not at all', async () => {
    const key = gpg.makeKey([...KEY, 'Name-Real: Bob']);
    const keys = [gpg.export(key)];
    const good = repo.gitBytes(['cat-file', 'commit', sign(key, 'a message')]).toString('latin1');
    const letters = async (text: string) => {
      const id = repo.write('commit', Buffer.from(text, 'latin1'));
      const mine = await judge(id, { keys, trusted: true });
      return [mine.letter, letterOf(id, []), mine.verdict];
    };
    expect(await letters(good)).toEqual(['G', 'G', 'untrusted']);
    expect(await letters(good.replace('a message', 'b message'))).toEqual(['B', 'B', 'invalid']);
    const header = /gpgsig [^]*?\n(?! )/.exec(good)?.[0] ?? '';
    // Git says of it what it says of the first half, and shows only that.
    const hidden = await letters(`${good}\0evil`);
    expect(hidden[2]).toBe('invalid');
    expect((await letters(good.replace(header, header + header)))[2]).toBe('invalid');
    expect(await letters(good.replace(header, ''))).toEqual(['N', 'N', 'incomplete']);
    expect(
      await letters(
        good.replace(header, 'gpgsig -----BEGIN PGP SIGNATURE-----\n rubbish\n -----END PGP SIGNATURE-----\n'),
      ),
    ).toEqual(['E', expect.any(String), 'invalid']);
  });

  it('also of tags, whose own name is another than the one that they stand under', async () => {
    const key = gpg.makeKey([...KEY, 'Name-Real: Tag']);
    Object.assign(repo.env, { GNUPGHOME: gpg.path });
    repo.git(['tag', '-s', '-u', key, '-m', 'one', 'v1']);
    const id = repo.git(['rev-parse', 'v1']);
    const { finding, letter } = await judge(id, { type: 'tag', keys: [gpg.export(key)], trusted: true });
    expect([letter, finding.signatures[0]?.result]).toEqual(['G', 'good']);
    const expected = { ...NOBODY, expected: { own: false, signers: [{ fingerprint: key }] } };
    const verdict = (ref: Parameters<typeof gitEvidence>[3]) =>
      decide(gitEvidence('tag', 'v2', finding, ref), expected, NOW);
    expect(verdict({ name: 'v1', tag: 'v1', isAlsoOwn: true }).verdict).toBe('verified');
    expect(verdict({ name: 'v2', tag: 'v1', isAlsoOwn: true })).toMatchObject({
      verdict: 'untrusted',
      case: 'tag-also-named',
    });
    const replayed = verdict({ name: 'v2', tag: 'v1', isAlsoOwn: false });
    expect(replayed).toMatchObject({ verdict: 'invalid', case: 'tag-renamed', params: { tag: 'v1' } });
    expect(replayed.notes).toContain('renamed');
    const raw = repo.gitBytes(['cat-file', 'tag', id]).toString();
    const stamp = '-----BEGIN OPENTIMESTAMPS GIT TIMESTAMP-----\n\nAQHw\n-----END OPENTIMESTAMPS GIT TIMESTAMP-----\n';
    for (const [behind, result] of [
      [stamp, 'good'],
      ['\n', 'good'],
      ['Version 2\n', 'bad'],
      [`${stamp}more\n`, 'bad'],
    ] as const) {
      const other = repo.write('tag', raw + behind);
      const judged = await judge(other, { type: 'tag', keys: [gpg.export(key)], trusted: true });
      expect([behind, judged.finding.signatures[0]?.result]).toEqual([behind, result]);
      // To git it is as good as before.
      expect(judged.letter).toBe('G');
      expect(() => repo.git(['verify-tag', other])).not.toThrow();
    }
    repo.git(['tag', '-a', '-m', 'unsigned', 'v3']);
    const unsigned = await judge(repo.git(['rev-parse', 'v3']), { type: 'tag' });
    expect([unsigned.letter, unsigned.verdict, unsigned.finding.form]).toEqual(['N', 'incomplete', 'none']);
  });

  it('under the name of another object are never good', async () => {
    const key = gpg.makeKey([...KEY, 'Name-Real: Name']);
    const commit = sign(key);
    const { verdict, finding } = await judge(commit, { keys: [gpg.export(key)], called: '0'.repeat(40) });
    expect([verdict, finding.signatures[0]?.notes]).toEqual(['invalid', ['malformed']]);
    expect(finding.checks[0]?.detail).toContain(commit);
    const none = malformedGitObject(commit, 'no tree');
    expect(decide(gitEvidence('commit', commit, none), NOBODY, NOW)).toMatchObject({
      verdict: 'incomplete',
      case: 'could-not-check',
    });
  });
});

describe('the letters of commits that SSH keys signed are those of git', () => {
  it('with text behind the signature, which nobody signed', async () => {
    const line = ssh.makeKey('behind', '-t', 'ed25519');
    const allowed = `ada@example.org ${line}`;
    const settings = ['gpg.format=ssh', `user.signingkey=${ssh.file('behind')}`];
    repo.git([...settings.flatMap((one) => ['-c', one]), 'tag', '-s', '-m', 'one', 'behind']);
    const tag = repo.gitBytes(['cat-file', 'tag', 'behind']).toString();
    repo.git([...settings.flatMap((one) => ['-c', one]), 'commit', '-q', '--allow-empty', '-S', '-m', 'behind']);
    const commit = repo.gitBytes(['cat-file', 'commit', 'HEAD']).toString();
    const inHeader = (text: string) =>
      commit.replace(/(-----END SSH SIGNATURE-----)/, `$1${text.replaceAll('\n', '\n ')}`);
    ssh.makeKey('other-behind-key', '-t', 'ed25519');
    const second = `\n${ssh.sign('other-behind-key', 'x').toString()}`.trimEnd();
    for (const [type, bytes, letter, result] of [
      ['tag', `${tag}Version 2\n`, 'G', 'bad'],
      ['tag', tag.replace(/-----END SSH SIGNATURE-----/, '$&, Version 2'), 'G', 'bad'],
      ['tag', `${tag}\n \r\n`, 'G', 'good'],
      ['tag', `${tag}${second}\n`, undefined, 'bad'],
      ['commit', inHeader('\nmore'), 'G', 'good'],
      ['commit', inHeader(second), undefined, 'bad'],
    ] as const) {
      const id = repo.write(type, bytes);
      const { finding } = await judge(id, { type, allowed });
      const ours = gitLetter(finding.alone, ({ signer }) => signer?.principal !== undefined);
      expect([bytes, finding.signatures[0]?.result]).toEqual([bytes, result]);
      if (letter !== undefined) expect([bytes, ours]).toEqual([bytes, letter]);
      if (letter === 'G' && type === 'commit')
        expect(letterOf(id, [`gpg.ssh.allowedSignersFile=${ssh.write('allowed', allowed)}`])).toBe('G');
      if (letter === 'G' && type === 'tag')
        expect(repo.git(['-c', `gpg.ssh.allowedSignersFile=${ssh.write('allowed', allowed)}`, 'verify-tag', id])).toBe(
          '',
        );
    }
  });

  it('with allowed signers, without them, outside of them, and changed', async () => {
    const line = ssh.makeKey('git', '-t', 'ed25519');
    const other = ssh.makeKey('other', '-t', 'ed25519');
    repo.git([
      '-c',
      'gpg.format=ssh',
      '-c',
      `user.signingkey=${ssh.file('git')}`,
      'commit',
      '-q',
      '--allow-empty',
      '-S',
      '-m',
      'ssh',
    ]);
    const commit = repo.git(['rev-parse', 'HEAD']);
    const settings = (allowed: string) => [`gpg.ssh.allowedSignersFile=${ssh.write('allowed', allowed)}`];
    for (const [allowed, letter] of [
      [`ada@example.org ${line}`, 'G'],
      [`ada@example.org namespaces="git" ${line}`, 'G'],
      [`ada@example.org valid-after="20260101Z" ${line}`, 'G'],
      [`ada@example.org valid-before="20260101Z" ${line}`, 'U'],
      [`bob@example.org ${other}`, 'U'],
    ] as const) {
      expect([allowed, letterOf(commit, settings(allowed))]).toEqual([allowed, letter]);
      const { finding } = await judge(commit, { allowed });
      expect([allowed, gitLetter(finding.alone, ({ signer }) => signer?.principal !== undefined)]).toEqual([
        allowed,
        letter,
      ]);
    }
    repo.git(['-c', 'gpg.format=ssh', '-c', `user.signingkey=${ssh.file('git')}`, 'tag', '-s', '-m', 'x', 'by-ssh']);
    const { finding: ofTag } = await judge(repo.git(['rev-parse', 'by-ssh']), { type: 'tag', allowed: `bob ${other}` });
    const listed = { ...NOBODY, expected: { own: false, signers: [{ allowedSigners: 'allowed_signers' }] } };
    expect(decide(gitEvidence('tag', 'by-ssh', ofTag), listed, NOW)).toMatchObject({
      verdict: 'untrusted',
      notes: ['signer-not-expected'],
    });
    const named = { ...NOBODY, expected: { own: false, signers: [{ fingerprint: 'A'.repeat(64) }] } };
    expect(decide(gitEvidence('tag', 'by-ssh', ofTag), named, NOW)).toMatchObject({
      verdict: 'invalid',
      case: 'signer-not-named',
    });
    expect((await judge(commit)).letter).toBe('U');
    const changed = repo.gitBytes(['cat-file', 'commit', commit]).toString().replace('\nssh\n', '\nhss\n');
    const id = repo.write('commit', changed);
    expect(letterOf(id, settings(`ada ${line}`))).toBe('B');
    expect(await judge(id, { allowed: `ada ${line}` })).toMatchObject({ letter: 'B', verdict: 'invalid' });
  });
});
