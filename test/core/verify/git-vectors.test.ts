import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCommit, readTag } from '../../../electron/core/git/read-object.ts';
import type { GitObject } from '../../../electron/core/git/signed-object.ts';
import { CertificateIndex } from '../../../electron/core/openpgp/certificate-index.ts';
import { shippedTrustedRoot } from '../../../electron/core/sigstore/shipped-root.ts';
import { readTrustedRoot } from '../../../electron/core/sigstore/trusted-root.ts';
import { readAllowedSigners } from '../../../electron/core/ssh/allowed-signers.ts';
import { sshFingerprint } from '../../../shared/ssh-fingerprint.ts';
import { readSshSignature } from '../../../electron/core/ssh/signature.ts';
import { decide, type Decided } from '../../../electron/core/verify/decide.ts';
import type { Expectations } from '../../../electron/core/verify/evidence.ts';
import { gitEvidence, type TagRef } from '../../../electron/core/verify/git-evidence.ts';
import { gitLetter } from '../../../electron/core/verify/git-letter.ts';
import { judgeGitObject, type GitFinding, type GitJudgedBy } from '../../../electron/core/verify/git-object.ts';
import { isSigner, type SignerRule } from '../../../shared/signer-rule.ts';
import { haveVectors, vectorsPath } from '../../vectors.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const JUNIO = '96E07AF25771955980DAD10020D04E5A713660A7';

interface Expected {
  object: string;
  type: 'tag' | 'commit';
  name?: string;
  format: 'openpgp' | 'ssh' | 'gitsign';
  gpg?: 'good' | 'no-key';
  letter?: string;
  good?: boolean;
  key?: string;
  cmsGood?: boolean;
  identity: string;
  issuer: string;
  logEntryEmbedded?: boolean;
}

describe.skipIf(!haveVectors('git') || !haveVectors('guix-sigs'))('tags and commits of public repositories', () => {
  const root = vectorsPath('git');
  const all = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as Expected[];
  const of = (format: Expected['format'], type?: Expected['type']) =>
    all.filter((one) => one.format === format && (type === undefined || one.type === type));

  function objectOf({ object, type }: Expected): GitObject & { name?: string } {
    const bytes = readFileSync(join(root, `${object}.${type}`));
    const read = type === 'tag' ? readTag(bytes, 'sha1') : readCommit(bytes, 'sha1');
    if (read.kind === 'malformed') throw new Error(read.reason);
    return read.object;
  }

  function builders(): CertificateIndex {
    const folder = vectorsPath('guix-sigs/builder-keys');
    const index = new CertificateIndex();
    for (const name of readdirSync(folder)) index.add(new Uint8Array(readFileSync(join(folder, name))));
    return index;
  }

  const trusted = readTrustedRoot(shippedTrustedRoot());
  if (trusted.kind === 'refused') throw new Error(trusted.reason.detail);
  const by = (over: Partial<GitJudgedBy> = {}): GitJudgedBy => ({
    certificates: new CertificateIndex(),
    refreshedAt: () => null,
    roots: () => Promise.resolve([{ instance: 'public-good', material: trusted.material }]),
    now: NOW,
    ...over,
  });

  interface Outcome {
    finding: GitFinding;
    letter: string;
    decided: Decided;
  }

  async function judge(
    one: Expected,
    over: Partial<GitJudgedBy>,
    signers: SignerRule[],
    ref?: TagRef,
  ): Promise<Outcome> {
    const finding = await judgeGitObject(objectOf(one), one.object, by(over));
    const expectations: Expectations = {
      elsewhere: () => [],
      threshold: 1,
      seen: {},
      ...(signers.length > 0 && { expected: { own: false, signers } }),
    };
    const decided = decide(gitEvidence(one.type, one.name ?? one.object.slice(0, 10), finding, ref), expectations, NOW);
    const letter = gitLetter(finding.alone, ({ signer }) => signers.some((rule) => isSigner(rule, signer)));
    return { finding, letter, decided };
  }

  it('are 130, and each is of the form that it should be', async () => {
    expect(all).toHaveLength(130);
    for (const one of all) expect((await judge(one, {}, [])).finding.form, one.object).toBe(one.format);
  });

  it('tags of git are as gpg found them; eleven are signed over a digest that can be forged', async () => {
    const certificates = new CertificateIndex().add(new Uint8Array(readFileSync(join(root, 'junio.asc'))));
    const counts: Record<string, number> = {};
    for (const one of of('openpgp', 'tag')) {
      const tag = objectOf(one).name ?? '';
      const ref = { name: one.name ?? '', tag, isAlsoOwn: true };
      const { letter, decided } = await judge(one, { certificates }, [{ fingerprint: JUNIO }], ref);
      const isWeak = decided.notes.includes('weak-digest');
      const ended = decided.notes.includes('key-expired-since');
      const isRenamed = one.name !== tag;
      expect(isRenamed).toBe(one.name === 'v1.0.1');
      expect([one.name, letter]).toEqual([one.name, one.gpg === 'no-key' ? 'E' : ended ? 'Y' : 'G']);
      const expected = one.gpg === 'no-key' ? 'incomplete' : isWeak || ended ? 'untrusted' : 'verified';
      expect([one.name, decided.verdict]).toEqual([one.name, isRenamed ? 'untrusted' : expected]);
      expect(decided.notes.includes('renamed')).toBe(isRenamed);
      counts[isWeak ? 'weak' : decided.verdict] = (counts[isWeak ? 'weak' : decided.verdict] ?? 0) + 1;
    }
    expect(counts).toMatchObject({ weak: 11, incomplete: 15 });
  });

  it('the tag under another name is red where its own name does not stand there too', async () => {
    const one = of('openpgp', 'tag').find(({ name }) => name === 'v1.0.1')!;
    const tag = objectOf(one).name ?? '';
    expect(tag).not.toBe('v1.0.1');
    const replayed = { name: 'v1.0.1', tag, isAlsoOwn: false };
    const { decided, letter } = await judge(one, {}, [], replayed);
    expect([decided.verdict, decided.case, letter]).toEqual(['invalid', 'tag-renamed', 'E']);
    expect((await judge(one, {}, [], { ...replayed, isAlsoOwn: true })).decided.case).toBe('tag-also-named');
    expect((await judge(one, {}, [], { name: tag, tag, isAlsoOwn: true })).decided.verdict).toBe('incomplete');
  });

  it('commits of secp256k1 have the letters that git gives', async () => {
    const certificates = builders();
    for (const one of of('openpgp', 'commit')) {
      const { letter, decided } = await judge(one, { certificates }, []);
      expect([one.object, letter]).toEqual([one.object, one.letter]);
      expect([one.object, decided.verdict]).toEqual([one.object, letter === 'E' ? 'incomplete' : 'untrusted']);
    }
  });

  it('SSH signatures are good and by the key that ssh-keygen names; trusted only by who is allowed', async () => {
    for (const one of of('ssh')) {
      const plain = await judge(one, {}, []);
      expect(one.good).toBe(true);
      expect([plain.letter, plain.decided.verdict]).toEqual(['U', 'untrusted']);
      const [signature] = plain.finding.signatures;
      expect(sshFingerprint(signature?.signer?.fingerprint ?? '')).toBe(one.key);
      const read = readSshSignature(objectOf(one).signature?.bytes ?? Buffer.alloc(0));
      if (read.kind !== 'signature') throw new Error(one.object);
      const { type, blob } = read.signature.key;
      const line = `dev@example.org ${type} ${blob.toString('base64')}`;
      const listed = [{ allowedSigners: 'allowed_signers' }];
      const allowed = (text: string) => ({ allowed: readAllowedSigners(Buffer.from(text)) });
      const known = await judge(one, allowed(line), listed);
      expect([known.letter, known.decided.verdict]).toEqual(['G', 'verified']);
      expect(known.decided.signatures[0]?.signer?.principal).toBe('dev@example.org');
      const over = await judge(one, allowed(line.replace(' ', ' valid-before="20200101Z" ')), listed);
      expect([over.letter, over.decided.verdict]).toEqual(['U', 'untrusted']);
      const since = await judge(one, allowed(line.replace(' ', ' valid-before="20261101Z" ')), listed);
      expect([since.letter, since.decided.verdict]).toEqual(['G', 'untrusted']);
      const pinned = await judge(one, {}, [{ fingerprint: signature?.signer?.fingerprint ?? '' }]);
      expect(pinned.decided.verdict).toBe('verified');
      expect((await judge(one, {}, [{ fingerprint: JUNIO }])).decided).toMatchObject({
        verdict: 'untrusted',
        notes: ['signer-not-expected'],
      });
    }
  });

  it('gitsign: verified with the log entry inside, and incomplete without one, naming the log', async () => {
    let embedded = 0;
    for (const one of of('gitsign')) {
      expect(one.cmsGood).toBe(true);
      const { identity, issuer } = one;
      const { decided, letter } = await judge(one, {}, [{ identity, issuer }]);
      const has = one.logEntryEmbedded === true;
      expect([one.object, letter, decided.verdict]).toEqual([
        one.object,
        has ? 'G' : 'E',
        has ? 'verified' : 'incomplete',
      ]);
      expect(decided.signatures[0]?.signer).toEqual({ identity, issuer });
      if (!has) expect(decided).toMatchObject({ case: 'object-log-not-asked', params: { log: 'rekor.sigstore.dev' } });
      else embedded++;
      const other = await judge(one, {}, [{ identity: `x${identity}`, issuer }]);
      expect(other.decided.verdict).toBe(has ? 'untrusted' : 'incomplete');
    }
    expect(embedded).toBe(10);
  });

  it('any changed byte is found', async () => {
    const certificates = builders().add(new Uint8Array(readFileSync(join(root, 'junio.asc'))));
    for (const one of all) {
      const bytes = readFileSync(join(root, `${one.object}.${one.type}`));
      const at = bytes.indexOf('\n\n') + 4;
      bytes[at] = (bytes[at] ?? 0) ^ 0x01;
      const read = one.type === 'tag' ? readTag(bytes, 'sha1') : readCommit(bytes, 'sha1');
      if (read.kind === 'malformed') throw new Error(read.reason);
      const asItself = await judgeGitObject(read.object, read.object.id, by({ certificates }));
      const hasKey = one.gpg !== 'no-key' && one.letter !== 'E';
      expect([one.object, asItself.signatures[0]?.result]).toEqual([one.object, hasKey ? 'bad' : 'no-key']);
      const asOther = await judgeGitObject(read.object, one.object, by({ certificates }));
      expect(asOther.signatures[0]?.notes).toContain('malformed');
    }
  });
});
