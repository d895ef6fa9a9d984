import { describe, expect, it } from 'vitest';
import { made } from '../../../electron/core/openpgp/signature-policy.ts';
import { whyNotAllowed } from '../../../electron/core/verify/why-not-allowed.ts';
import { EVIDENCE } from '../../../shared/catalogue/en/evidence.ts';
import { seen, technical } from '../../../shared/seen.ts';
import { decide } from '../../../electron/core/verify/decide.ts';
import type { Evidence, Expectations, ExpectedSigner, ListEvidence } from '../../../electron/core/verify/evidence.ts';
import type { SignatureFinding } from '../../../electron/core/verify/finding.ts';
import type { Signer } from '../../../shared/model/signer.ts';
import type { Note, Verdict } from '../../../shared/model/verdict.ts';

const ADA = 'A'.repeat(40);
const BOB = 'B'.repeat(40);
const NOW = new Date('2026-11-21T00:00:00Z');

function finding(over: Partial<SignatureFinding> = {}): SignatureFinding {
  return {
    format: 'openpgp',
    path: '/d/app-2.1.dmg.asc',
    result: 'good',
    notes: [],
    signer: { fingerprint: ADA, userId: 'Ada' },
    signedAt: '2026-05-03T00:00:00Z',
    dateProvenBy: 'nothing',
    signatureDigest: '11',
    checks: [],
    ...over,
  };
}

function evidence(over: Partial<Evidence> = {}): Evidence {
  return { artifact: { name: 'app-2.1.dmg', digests: {} }, asked: 'artifact', signatures: [], lists: [], ...over };
}

function list(over: Partial<ListEvidence> = {}): ListEvidence {
  return {
    path: '/d/SHA256SUMS',
    name: 'SHA256SUMS',
    line: 'matches',
    method: 'SHA-256',
    weak: false,
    signatures: [],
    ...over,
  };
}

const NOBODY: Expectations = { elsewhere: () => [], threshold: 1, seen: {} };
const ADA_EXPECTED: Expectations = {
  ...NOBODY,
  expected: {
    publisher: 'App',
    own: false,
    signers: [{ fingerprint: ADA, label: 'Ada', since: '2024-05-02T00:00:00Z' }],
  },
};
const BOTH_EXPECTED: Expectations = {
  ...NOBODY,
  threshold: 2,
  expected: { own: false, signers: [{ fingerprint: ADA }, { fingerprint: BOB }] },
};

const pinnedFor =
  (fingerprint: string, publisher: string): Expectations['elsewhere'] =>
  (signer) =>
    signer.fingerprint === fingerprint ? [publisher] : [];

const by = (fingerprint: string, over: Partial<SignatureFinding> = {}) =>
  finding({ signer: { fingerprint, userId: fingerprint === ADA ? 'Ada' : 'Bob' }, ...over });
const noted = (...notes: Note[]) => finding({ notes });

/** Evidence of Sigstore is made up here: this version reads none. The signer is a key's digest, as for cosign's keys. */
const sigstore = (over: Partial<SignatureFinding>) =>
  finding({ format: 'sigstore', signer: { fingerprint: ADA }, ...over });
const CI_EXPECTED = ADA_EXPECTED;
const SIGSTORE_FAULTS = [
  'chain',
  'sct',
  'log-proof',
  'log-promise',
  'checkpoint',
  'timestamp',
  'subject-mismatch',
] as const;

interface Row {
  what: string;
  signature: SignatureFinding;
  expectations?: Expectations;
  verdict: Verdict;
  case: string;
  note?: Note;
}

/** `verdicts.md`, section 2, row by row. Where a row has its opposite, the opposite stands beside it. */
const ROWS: Row[] = [
  {
    what: 'fits, signer expected',
    signature: finding(),
    expectations: ADA_EXPECTED,
    verdict: 'verified',
    case: 'verified',
  },
  {
    what: 'fits, nobody is expected',
    signature: finding(),
    expectations: NOBODY,
    verdict: 'untrusted',
    case: 'first-time',
    note: 'signer-not-expected',
  },
  {
    what: 'fits, nobody is expected, and the key carries no name',
    signature: finding({ signer: { fingerprint: ADA } }),
    expectations: NOBODY,
    verdict: 'untrusted',
    case: 'first-time-unnamed',
    note: 'signer-not-expected',
  },
  {
    what: 'fits, nobody is expected, pinned for another publisher',
    signature: finding(),
    expectations: { ...NOBODY, elsewhere: pinnedFor(ADA, 'Other') },
    verdict: 'untrusted',
    case: 'known-elsewhere',
    note: 'project-unclear',
  },
  {
    what: 'fits, but somebody else is expected',
    signature: by(BOB),
    expectations: ADA_EXPECTED,
    verdict: 'invalid',
    case: 'signer-changed',
    note: 'signer-changed',
  },
  {
    what: 'somebody else is expected, though the signer is pinned elsewhere',
    signature: by(BOB),
    expectations: { ...ADA_EXPECTED, elsewhere: pinnedFor(BOB, 'Q') },
    verdict: 'invalid',
    case: 'signer-changed',
    note: 'signer-changed',
  },
  {
    what: 'does not fit the bytes',
    signature: finding({ result: 'bad' }),
    expectations: ADA_EXPECTED,
    verdict: 'invalid',
    case: 'tampered',
  },
  {
    what: 'does not parse',
    signature: finding({ result: 'bad', notes: ['malformed'], fault: 'damaged' }),
    verdict: 'invalid',
    case: 'signature-malformed',
    note: 'malformed',
  },
  {
    what: 'a web page with a signature’s ending',
    signature: finding({ result: 'bad', notes: ['malformed'], fault: 'web-page' }),
    verdict: 'invalid',
    case: 'signature-is-web-page',
    note: 'malformed',
  },
  {
    what: 'an empty file with a signature’s ending',
    signature: finding({ result: 'bad', notes: ['malformed'], fault: 'empty' }),
    verdict: 'invalid',
    case: 'signature-is-empty',
    note: 'malformed',
  },
  {
    what: 'a public key with a signature’s ending',
    signature: finding({ result: 'no-key', notes: ['key-instead-of-signature'], signer: {} }),
    verdict: 'incomplete',
    case: 'key-instead-of-signature',
    note: 'key-instead-of-signature',
  },
  {
    what: 'the key is not there',
    signature: finding({ result: 'no-key', signer: { keyId: '1234567890ABCDEF' } }),
    verdict: 'incomplete',
    case: 'key-missing',
  },
  {
    what: 'the key is not there, somebody is expected',
    signature: finding({ result: 'no-key', signer: { keyId: '1234567890ABCDEF' } }),
    expectations: ADA_EXPECTED,
    verdict: 'incomplete',
    case: 'key-missing',
  },
  {
    what: 'a kind that the app cannot read',
    signature: finding({ result: 'unsupported', kind: 'X.509' }),
    verdict: 'incomplete',
    case: 'unsupported-kind',
  },
  {
    what: 'a key file given by the user is refused',
    signature: finding(),
    expectations: { ...NOBODY, unusable: { input: 'keys.asc', problem: technical('it holds no key') } },
    verdict: 'incomplete',
    case: 'unusable-input',
    note: 'unusable-input',
  },
  {
    what: 'the same, but the signature is bad',
    signature: finding({ result: 'bad' }),
    expectations: { ...NOBODY, unusable: { input: 'keys.asc', problem: technical('it holds no key') } },
    verdict: 'invalid',
    case: 'tampered',
  },
  {
    what: 'key expired since, date claimed only',
    signature: noted('key-expired-since'),
    expectations: ADA_EXPECTED,
    verdict: 'untrusted',
    case: 'expired-since',
    note: 'key-expired-since',
  },
  {
    what: 'key expired since, date proven by a timestamp',
    signature: finding({ notes: ['key-expired-since'], dateProvenBy: 'timestamp' }),
    expectations: ADA_EXPECTED,
    verdict: 'verified',
    case: 'verified',
    note: 'key-expired-since',
  },
  {
    what: 'key expired since, this very signature seen before the expiry',
    signature: finding({ notes: ['key-expired-since'], keyEndedAt: '2026-08-01T00:00:00Z' }),
    expectations: { ...ADA_EXPECTED, seen: { '11': '2026-07-01T00:00:00Z' } },
    verdict: 'verified',
    case: 'verified-expired-since',
    note: 'key-expired-since',
  },
  {
    what: 'key expired since, this very signature seen only after the expiry',
    signature: finding({ notes: ['key-expired-since'], keyEndedAt: '2026-08-01T00:00:00Z' }),
    expectations: { ...ADA_EXPECTED, seen: { '11': '2026-08-02T00:00:00Z' } },
    verdict: 'untrusted',
    case: 'expired-since',
  },
  {
    what: 'key expired since, another signature seen before the expiry',
    signature: finding({ notes: ['key-expired-since'], keyEndedAt: '2026-08-01T00:00:00Z' }),
    expectations: { ...ADA_EXPECTED, seen: { '22': '2026-07-01T00:00:00Z' } },
    verdict: 'untrusted',
    case: 'expired-since',
  },
  {
    what: 'key had expired at the date',
    signature: noted('key-not-valid-then'),
    expectations: ADA_EXPECTED,
    verdict: 'invalid',
    case: 'key-not-allowed',
    note: 'key-not-valid-then',
  },
  {
    what: 'key revoked as compromised',
    signature: noted('key-revoked'),
    expectations: ADA_EXPECTED,
    verdict: 'invalid',
    case: 'key-revoked',
    note: 'key-revoked',
  },
  {
    what: 'key revoked as compromised, date proven',
    signature: finding({ notes: ['key-revoked'], dateProvenBy: 'log' }),
    expectations: ADA_EXPECTED,
    verdict: 'invalid',
    case: 'key-revoked',
  },
  {
    what: 'key retired, dated before',
    signature: noted('key-retired'),
    expectations: ADA_EXPECTED,
    verdict: 'untrusted',
    case: 'key-retired',
    note: 'key-retired',
  },
  {
    what: 'key retired, seen before it was',
    signature: finding({ notes: ['key-retired'], keyEndedAt: '2026-08-01T00:00:00Z' }),
    expectations: { ...ADA_EXPECTED, seen: { '11': '2026-07-01T00:00:00Z' } },
    verdict: 'verified',
    case: 'verified-expired-since',
  },
  {
    what: 'key retired, dated after',
    signature: noted('key-retired', 'key-not-valid-then'),
    expectations: ADA_EXPECTED,
    verdict: 'invalid',
    case: 'key-not-allowed',
  },
  {
    what: 'signature’s own expiry has passed',
    signature: noted('signature-expired'),
    expectations: ADA_EXPECTED,
    verdict: 'untrusted',
    case: 'signature-expired',
  },
  {
    what: 'dated ahead of now',
    signature: noted('dated-in-future'),
    expectations: ADA_EXPECTED,
    verdict: 'untrusted',
    case: 'dated-in-future',
  },
  {
    what: 'weak digest',
    signature: finding({ notes: ['weak-digest'], method: 'SHA-1' }),
    expectations: ADA_EXPECTED,
    verdict: 'untrusted',
    case: 'weak-method',
  },
  {
    what: 'short RSA',
    signature: finding({ notes: ['weak-key'], method: 'RSA 1024' }),
    expectations: ADA_EXPECTED,
    verdict: 'untrusted',
    case: 'weak-method',
  },
  {
    what: 'SHA-1 only in self-signatures',
    signature: noted('sha1-self-signature'),
    expectations: ADA_EXPECTED,
    verdict: 'verified',
    case: 'verified',
    note: 'sha1-self-signature',
  },
  {
    what: 'key may not sign',
    signature: noted('key-may-not-sign'),
    expectations: ADA_EXPECTED,
    verdict: 'invalid',
    case: 'key-not-allowed',
    note: 'key-may-not-sign',
  },
  {
    what: 'text-mode over text without NUL',
    signature: finding({ notes: ['text-mode'], overText: true }),
    expectations: ADA_EXPECTED,
    verdict: 'verified',
    case: 'verified',
    note: 'text-mode',
  },
  {
    what: 'text-mode over a binary',
    signature: finding({ notes: ['text-mode'], overText: false }),
    expectations: ADA_EXPECTED,
    verdict: 'untrusted',
    case: 'text-mode',
    note: 'text-mode',
  },
  {
    what: 'text-mode, unknown what over',
    signature: noted('text-mode'),
    expectations: ADA_EXPECTED,
    verdict: 'untrusted',
    case: 'text-mode',
  },
  ...SIGSTORE_FAULTS.map((note) => ({
    what: `Sigstore: ${note} wrong`,
    signature: sigstore({ result: 'bad', notes: [note] }),
    expectations: CI_EXPECTED,
    verdict: 'invalid' as const,
    case: note === 'subject-mismatch' ? 'other-statement' : 'tampered',
    note,
  })),
  {
    what: 'Sigstore keyless, no time proven, in a bundle',
    signature: sigstore({ result: 'bad', notes: ['no-trusted-time'] }),
    expectations: CI_EXPECTED,
    verdict: 'invalid',
    case: 'no-proof-of-time',
    note: 'no-trusted-time',
  },
  {
    what: 'Sigstore keyless, no time proven, in a form that holds no entry',
    signature: sigstore({ result: 'bad', notes: ['no-trusted-time'], entryElsewhere: { log: 'https://log.example' } }),
    expectations: CI_EXPECTED,
    verdict: 'incomplete',
    case: 'log-not-asked',
    note: 'no-trusted-time',
  },
  {
    what: 'Sigstore keyless, no time proven, in a form that holds no entry, under a trusted root that names no log',
    signature: sigstore({ result: 'bad', notes: ['no-trusted-time'], entryElsewhere: {} }),
    expectations: CI_EXPECTED,
    verdict: 'incomplete',
    case: 'no-log-known',
    note: 'no-trusted-time',
  },
  {
    what: 'Sigstore keyless, time proven, no log entry, the trusted root names a log',
    signature: sigstore({ notes: ['not-logged'], dateProvenBy: 'timestamp', mustBeLogged: true }),
    expectations: CI_EXPECTED,
    verdict: 'invalid',
    case: 'not-in-log',
    note: 'not-logged',
  },
  {
    what: 'Sigstore keyless, time proven, no log entry, the trusted root names no log',
    signature: sigstore({ notes: ['not-logged'], dateProvenBy: 'timestamp', mustBeLogged: false }),
    expectations: CI_EXPECTED,
    verdict: 'verified',
    case: 'verified',
    note: 'not-logged',
  },
  {
    what: 'Sigstore by key, with neither log entry nor timestamp',
    signature: sigstore({ notes: ['not-logged'], signedAt: undefined }),
    expectations: CI_EXPECTED,
    verdict: 'verified',
    case: 'verified-undated',
    note: 'not-logged',
  },
  {
    what: 'Sigstore: instance unknown',
    signature: sigstore({ result: 'unsupported', notes: ['unknown-instance'], kind: 'logs.example.org' }),
    expectations: CI_EXPECTED,
    verdict: 'incomplete',
    case: 'unknown-instance',
    note: 'unknown-instance',
  },
  {
    what: 'the worst row wins: weak and revoked',
    signature: noted('weak-digest', 'key-revoked'),
    expectations: ADA_EXPECTED,
    verdict: 'invalid',
    case: 'key-revoked',
    note: 'weak-digest',
  },
];

const ISSUER = 'https://github.com/login/oauth';
const ACTIONS = 'https://token.actions.githubusercontent.com';
const BUILT: Signer = {
  identity: 'https://github.com/org/repo/.github/workflows/release.yml@refs/tags/v2',
  issuer: ACTIONS,
  build: {
    provider: 'github',
    repository: 'https://github.com/org/repo',
    repositoryId: '42',
    workflow: '.github/workflows/release.yml',
    ref: 'refs/tags/v2',
  },
};
const keyless = (signer: Signer, over: Partial<SignatureFinding> = {}) =>
  finding({ format: 'sigstore', signer, dateProvenBy: 'log', ...over });
const expecting = (...signers: ExpectedSigner[]): Expectations => ({
  ...NOBODY,
  expected: {
    publisher: 'App',
    own: false,
    signers: signers.map((one) => ({ since: '2024-05-02T00:00:00Z', ...one })),
  },
});
const BUILD_PIN = {
  repository: 'https://github.com/org/repo',
  repositoryId: '42',
  workflow: '.github/workflows/release.yml',
  refs: 'refs/tags/*',
  issuer: ACTIONS,
};

describe('identities and builds', () => {
  const ada: Signer = { identity: 'ada@example.org', issuer: ISSUER };
  it.each<[string, SignatureFinding, Expectations, Verdict, string]>([
    [
      'an identity that is pinned',
      keyless(ada),
      expecting({ identity: 'ada@example.org', issuer: ISSUER }),
      'verified',
      'verified',
    ],
    ['a build that is pinned', keyless(BUILT), expecting(BUILD_PIN), 'verified', 'verified-build'],
    [
      'a build that is named for the call',
      keyless(BUILT),
      { ...NOBODY, expected: { own: false, signers: [{ identity: BUILT.identity ?? '', issuer: ACTIONS }] } },
      'verified',
      'verified-build-for-call',
    ],
    ['an identity, nobody is expected', keyless(ada), NOBODY, 'untrusted', 'first-time-identity'],
    ['a build, nobody is expected', keyless(BUILT), NOBODY, 'untrusted', 'first-time-build'],
    [
      'an identity by another issuer',
      keyless({ ...ada, issuer: ACTIONS }),
      expecting({ identity: 'ada@example.org', issuer: ISSUER }),
      'invalid',
      'signer-changed-identity',
    ],
    [
      'an identity of another instance',
      keyless({ ...ada, instance: 'acme' }),
      expecting({ identity: 'ada@example.org', issuer: ISSUER }),
      'invalid',
      'signer-changed-identity',
    ],
    [
      'a build of another repository of that name',
      keyless({ ...BUILT, build: { ...BUILT.build!, repositoryId: '43' } }),
      expecting(BUILD_PIN),
      'invalid',
      'signer-changed-identity',
    ],
    ['a key where a build is expected', by(BOB), expecting(BUILD_PIN), 'invalid', 'signer-changed'],
    [
      'a bundle by a key that is not here',
      finding({ format: 'sigstore', result: 'no-key', signer: undefined }),
      expecting(BUILD_PIN),
      'incomplete',
      'public-key-missing',
    ],
  ])('%s', (_what, signature, expectations, verdict, sentence) => {
    const decided = decide(evidence({ signatures: [signature] }), expectations, NOW);
    expect([decided.verdict, decided.case]).toEqual([verdict, sentence]);
  });

  it('two tags of one build are one signer, a person and a build are two', () => {
    const both = (...signatures: SignatureFinding[]) =>
      decide(
        evidence({ signatures }),
        {
          ...expecting(BUILD_PIN, { identity: 'ada@example.org', issuer: ISSUER }, { fingerprint: ADA }),
          threshold: 2,
        },
        NOW,
      ).verdict;
    const other = keyless({ ...BUILT, build: { ...BUILT.build!, ref: 'refs/tags/v3' } });
    expect(both(keyless(BUILT), other)).toBe('incomplete');
    expect(both(keyless(BUILT), keyless(ada))).toBe('verified');
    expect(both(keyless(BUILT), finding())).toBe('verified');
  });

  it.each([
    ['refs/tags/v2', 'tag v2'],
    ['refs/heads/main', 'branch main'],
    ['refs/pull/7/merge', 'for a change that anybody can propose (refs/pull/7/merge)'],
    ['refs/merge-requests/7/head', 'for a change that anybody can propose (refs/merge-requests/7/head)'],
  ])('says what a build at %s was for', (ref, words) => {
    const signature = keyless({ ...BUILT, build: { ...BUILT.build!, ref } });
    expect(decide(evidence({ signatures: [signature] }), NOBODY, NOW).params['ref']).toBe(words);
  });

  it('tells a broken proof from another file', () => {
    const failed = (check: string) => ({ check, outcome: 'failed' as const, ...technical('wrong') });
    const said = (notes: Note[], ...checks: string[]) =>
      decide(
        evidence({ signatures: [keyless(BUILT, { result: 'bad', notes, checks: checks.map(failed) })] }),
        NOBODY,
        NOW,
      ).case;
    expect(said(['checkpoint'], 'checkpoint')).toBe('proof-broken');
    expect(said(['checkpoint'], 'signature', 'checkpoint')).toBe('tampered');
    expect(said(['subject-mismatch', 'chain'], 'subject', 'chain')).toBe('other-statement');
    expect(said(['subject-mismatch'], 'signature')).toBe('tampered');
  });
});

describe('one signature (verdicts, section 2)', () => {
  it.each(ROWS)('$what: $verdict', ({ signature, expectations, verdict, case: sentence, note }) => {
    const decided = decide(evidence({ signatures: [signature] }), expectations ?? NOBODY, NOW);
    expect(decided.verdict).toBe(verdict);
    expect(decided.case).toBe(sentence);
    if (note !== undefined) expect(decided.signatures[0]?.notes).toContain(note);
  });

  it.each(ROWS.filter((row) => row.verdict === 'verified'))(
    '$what: nobody expected is never verified',
    ({ signature }) => {
      expect(decide(evidence({ signatures: [signature] }), NOBODY, NOW).verdict).toBe('untrusted');
    },
  );

  it('matches whole fingerprints only', () => {
    const shortened: Expectations = { ...NOBODY, expected: { own: false, signers: [{ fingerprint: ADA.slice(-16) }] } };
    expect(decide(evidence({ signatures: [finding()] }), shortened, NOW).verdict).toBe('invalid');
  });

  it('a user ID never makes an expected signer', () => {
    const decided = decide(
      evidence({ signatures: [by(BOB, { signer: { fingerprint: BOB, userId: 'Ada' } })] }),
      ADA_EXPECTED,
      NOW,
    );
    expect(decided.verdict).toBe('invalid');
  });
});

describe('why a key was not allowed to sign', () => {
  it('is told from what the checks saw, with its dates spelled out', () => {
    const endedAt = '2023-07-01T00:00:00Z';
    const signed = finding({
      notes: ['key-not-valid-then'],
      checks: [
        made('passed', 'signature', seen('signatureFits')),
        made('failed', 'key-expiry', seen('keyExpiredBefore', { endedAt })),
      ],
    });
    const { params, says } = decide(evidence({ signatures: [signed] }), NOBODY, NOW);
    expect(params['why']).toBe(
      'The key had expired on 1 July 2023, before the date that the signature bears (3 May 2026).',
    );
    expect(says?.['why']).toEqual({ key: 'whyExpired', params: { endedAt, signedAt: '2026-05-03T00:00:00Z' } });
  });

  it('names the date on which a key was replaced', () => {
    const revokedAt = '2025-03-01T00:00:00Z';
    const checks = [
      made('failed', 'key-revocation', seen('keySupersededBefore', { revokedAt })),
      made('failed', 'key-revocation', seen('datedAfterThat')),
    ];
    expect(whyNotAllowed(finding({ checks })).detail).toContain('replaced on 1 March 2025');
  });

  it('has words for every reason that forbids a key to sign, and invents none', () => {
    const forbids = Object.entries(EVIDENCE).filter(([, text]) => text.startsWith('Not allowed:'));
    expect(forbids.length).toBeGreaterThan(8);
    for (const [key] of forbids) {
      const check = { check: 'key-flags', detail: '', says: { key, params: {} } };
      expect(whyNotAllowed(finding({ checks: [{ ...check, outcome: 'failed' }] })).says.key).not.toBe('whyNotValid');
      expect(whyNotAllowed(finding({ checks: [{ ...check, outcome: 'passed' }] })).says.key).toBe('whyNotValid');
    }
  });
});

describe('several signatures (section 3)', () => {
  const cases: {
    what: string;
    signatures: SignatureFinding[];
    expectations: Expectations;
    verdict: Verdict;
    case: string;
  }[] = [
    {
      what: 'a bad one beside a good one',
      signatures: [finding(), by(BOB, { result: 'bad' })],
      expectations: ADA_EXPECTED,
      verdict: 'invalid',
      case: 'one-good-one-bad',
    },
    {
      what: 'an expected one beside a stranger',
      signatures: [by(BOB), finding()],
      expectations: ADA_EXPECTED,
      verdict: 'verified',
      case: 'verified-among-several',
    },
    {
      what: 'an expected one beside a missing key',
      signatures: [finding(), finding({ result: 'no-key', signer: { keyId: '1' } })],
      expectations: ADA_EXPECTED,
      verdict: 'verified',
      case: 'verified-among-several',
    },
    {
      what: 'an expected one beside a stranger whose key was revoked',
      signatures: [finding(), by(BOB, { notes: ['key-revoked'] })],
      expectations: ADA_EXPECTED,
      verdict: 'verified',
      case: 'verified-among-several',
    },
    {
      what: 'two wanted, two signed',
      signatures: [finding(), by(BOB)],
      expectations: BOTH_EXPECTED,
      verdict: 'verified',
      case: 'verified-for-call',
    },
    {
      what: 'two wanted, one signed',
      signatures: [finding()],
      expectations: BOTH_EXPECTED,
      verdict: 'incomplete',
      case: 'threshold-not-met',
    },
    {
      what: 'two wanted, one signed twice',
      signatures: [finding(), finding()],
      expectations: BOTH_EXPECTED,
      verdict: 'incomplete',
      case: 'threshold-not-met',
    },
    {
      what: 'only strangers where somebody is expected',
      signatures: [by(BOB), by('C'.repeat(40))],
      expectations: ADA_EXPECTED,
      verdict: 'invalid',
      case: 'signer-changed',
    },
    {
      what: 'a stranger beside a missing key that is the expected one',
      signatures: [by(BOB), finding({ result: 'no-key', signer: { keyId: ADA.slice(-16) } })],
      expectations: ADA_EXPECTED,
      verdict: 'untrusted',
      case: 'first-time',
    },
    {
      what: 'a stranger beside a missing key that is the expected one, as cosign names it',
      signatures: [
        by(BOB),
        finding({ result: 'no-key', signer: { keyId: Buffer.from(ADA, 'hex').toString('base64') } }),
      ],
      expectations: ADA_EXPECTED,
      verdict: 'untrusted',
      case: 'first-time',
    },
    {
      what: 'a stranger beside a hint so short that it fits many keys',
      signatures: [by(BOB), finding({ result: 'no-key', signer: { keyId: ADA.slice(-1) } })],
      expectations: ADA_EXPECTED,
      verdict: 'invalid',
      case: 'signer-changed',
    },
    {
      what: 'a stranger beside some other missing key',
      signatures: [by(BOB), finding({ result: 'no-key', signer: { keyId: '1234567890ABCDEF' } })],
      expectations: ADA_EXPECTED,
      verdict: 'invalid',
      case: 'signer-changed',
    },
    {
      what: 'two strangers, nobody expected',
      signatures: [by(BOB), by(ADA)],
      expectations: NOBODY,
      verdict: 'untrusted',
      case: 'first-time',
    },
    {
      what: 'a stranger and an unreadable one',
      signatures: [by(BOB), finding({ result: 'unsupported' })],
      expectations: NOBODY,
      verdict: 'untrusted',
      case: 'first-time',
    },
    {
      what: 'none of those named on the command line',
      signatures: [by(BOB)],
      expectations: { ...NOBODY, expected: { own: false, signers: [{ fingerprint: ADA }] } },
      verdict: 'invalid',
      case: 'signer-not-named',
    },
  ];
  it.each(cases)('$what: $verdict', ({ signatures, expectations, verdict, case: sentence }) => {
    const decided = decide(evidence({ signatures }), expectations, NOW);
    expect(decided.verdict).toBe(verdict);
    expect(decided.case).toBe(sentence);
  });

  it('a stranger beside an expected signer carries signer-not-expected', () => {
    const decided = decide(evidence({ signatures: [finding(), by(BOB)] }), ADA_EXPECTED, NOW);
    expect(decided.signatures.map((one) => [one.expected, one.notes])).toEqual([
      [true, []],
      [false, ['signer-not-expected']],
    ]);
    expect(decided.notes).toContain('several-signatures');
  });
});

describe('a signer who is not the expected one', () => {
  it('is set against those who are, and since when all of them are', () => {
    const cleo = { fingerprint: 'C'.repeat(40), label: 'Cleo', since: '2025-06-07T00:00:00Z' };
    const signers = [cleo, ...(ADA_EXPECTED.expected?.signers ?? [])];
    const expectations = { ...NOBODY, expected: { publisher: 'App', own: false, signers } };
    expect(decide(evidence({ signatures: [by(BOB)] }), expectations, NOW).params).toEqual({
      name: 'app-2.1.dmg',
      signer: 'Bob',
      signedAt: '2026-05-03T00:00:00Z',
      publisher: 'App',
      expected: 'Cleo, Ada',
      since: '2025-06-07T00:00:00Z',
    });
  });
});

describe('manifests, folders and digests (section 4)', () => {
  const signed = (over: Partial<ListEvidence> = {}) => list({ signatures: [finding()], ...over });
  const cases: {
    what: string;
    evidence: Evidence;
    expectations?: Expectations;
    verdict: Verdict;
    case: string;
    note?: Note;
  }[] = [
    {
      what: 'matches, list signed by whom is expected',
      evidence: evidence({ lists: [signed()] }),
      expectations: ADA_EXPECTED,
      verdict: 'verified',
      case: 'verified-by-manifest',
    },
    {
      what: 'matches, list signed by a stranger',
      evidence: evidence({ lists: [signed()] }),
      verdict: 'untrusted',
      case: 'first-time',
    },
    {
      what: 'matches, list tampered',
      evidence: evidence({ lists: [list({ signatures: [finding({ result: 'bad' })] })] }),
      expectations: ADA_EXPECTED,
      verdict: 'invalid',
      case: 'tampered',
    },
    {
      what: 'matches, list not signed',
      evidence: evidence({ lists: [list()] }),
      verdict: 'incomplete',
      case: 'list-unsigned',
      note: 'manifest-unsigned',
    },
    {
      what: 'mismatch, list signed by whom is expected',
      evidence: evidence({ lists: [signed({ line: 'mismatch' })] }),
      expectations: ADA_EXPECTED,
      verdict: 'invalid',
      case: 'list-mismatch',
    },
    {
      what: 'mismatch, list not signed',
      evidence: evidence({ lists: [list({ line: 'mismatch' })] }),
      verdict: 'invalid',
      case: 'list-mismatch',
    },
    {
      what: 'mismatch beside a good signature of its own',
      evidence: evidence({ signatures: [finding()], lists: [list({ line: 'mismatch' })] }),
      expectations: ADA_EXPECTED,
      verdict: 'invalid',
      case: 'list-mismatch',
    },
    {
      what: 'own signature verified, list not signed: a remark',
      evidence: evidence({ signatures: [finding()], lists: [list()] }),
      expectations: ADA_EXPECTED,
      verdict: 'verified',
      case: 'verified',
      note: 'manifest-unsigned',
    },
    {
      what: 'list breaks its rules',
      evidence: evidence({ lists: [list({ line: 'malformed', problem: technical('a name leads outside') })] }),
      expectations: ADA_EXPECTED,
      verdict: 'invalid',
      case: 'list-malformed',
      note: 'malformed',
    },
    {
      what: 'SHA-1 lines, list signed by whom is expected',
      evidence: evidence({ lists: [signed({ weak: true, method: 'SHA-1' })] }),
      expectations: ADA_EXPECTED,
      verdict: 'untrusted',
      case: 'weak-method',
      note: 'weak-digest',
    },
    {
      what: 'MD5 lines, list not signed',
      evidence: evidence({ lists: [list({ weak: true, method: 'MD5' })] }),
      verdict: 'incomplete',
      case: 'weak-sum-only',
      note: 'weak-digest',
    },
    {
      what: 'not listed',
      evidence: evidence({ lists: [list({ line: 'absent' })] }),
      expectations: ADA_EXPECTED,
      verdict: 'incomplete',
      case: 'not-listed',
      note: 'not-listed',
    },
    {
      what: 'not listed in a list signed by whom is expected',
      evidence: evidence({ lists: [signed({ line: 'absent' })] }),
      expectations: ADA_EXPECTED,
      verdict: 'incomplete',
      case: 'not-listed',
      note: 'not-listed',
    },
    {
      what: 'not listed, but signed on its own',
      evidence: evidence({ signatures: [finding()], lists: [list({ line: 'absent' })] }),
      expectations: ADA_EXPECTED,
      verdict: 'verified',
      case: 'verified',
    },
    {
      what: 'found by its digest under another name',
      evidence: evidence({ lists: [signed({ listedName: 'app-2.0.dmg' })] }),
      expectations: ADA_EXPECTED,
      verdict: 'verified',
      case: 'verified-by-manifest',
      note: 'renamed',
    },
    {
      what: 'pasted digest matches',
      evidence: evidence({ claim: { method: 'SHA-256', weak: false, matches: true } }),
      verdict: 'incomplete',
      case: 'digest-only',
      note: 'manifest-unsigned',
    },
    {
      what: 'pasted digest does not match',
      evidence: evidence({ claim: { method: 'SHA-256', weak: false, matches: false } }),
      verdict: 'invalid',
      case: 'digest-mismatch',
    },
    {
      what: 'pasted digest does not match beside a good signature',
      evidence: evidence({ signatures: [finding()], claim: { method: 'SHA-256', weak: false, matches: false } }),
      expectations: ADA_EXPECTED,
      verdict: 'invalid',
      case: 'digest-mismatch',
    },
    { what: 'nothing to check against', evidence: evidence(), verdict: 'incomplete', case: 'nothing-to-check' },
    {
      what: 'an unsigned file in an asked folder',
      evidence: evidence({ asked: 'in-folder' }),
      verdict: 'incomplete',
      case: 'nothing-covers',
      note: 'not-listed',
    },
    {
      what: 'a signature that fits another file that is there',
      evidence: evidence({ signatureBelongsTo: 'other.dmg' }),
      verdict: 'incomplete',
      case: 'belongs-to-other',
    },
    {
      what: 'a signature that fits another file, the file is signed by itself too',
      evidence: evidence({ signatures: [finding()], signatureBelongsTo: 'other.dmg' }),
      expectations: ADA_EXPECTED,
      verdict: 'verified',
      case: 'verified',
    },
    {
      what: 'a signature named after a file that is not there',
      evidence: evidence({ signatures: [finding({ result: 'bad', nameSuggests: 'other.dmg' })] }),
      verdict: 'invalid',
      case: 'wrong-signature',
    },
    {
      what: 'a signature alone',
      evidence: evidence({ asked: 'signature', signatureName: 'app-2.1.dmg.asc' }),
      verdict: 'incomplete',
      case: 'signature-without-artifact',
    },
    {
      what: 'a signature of the unpacked tar',
      evidence: evidence({ coversUnpacked: { signature: 'l.tar.sign', other: 'l.tar' } }),
      verdict: 'incomplete',
      case: 'covers-unpacked',
    },
    {
      what: 'could not be read',
      evidence: evidence({ problem: technical('the disk does not answer') }),
      verdict: 'incomplete',
      case: 'could-not-check',
    },
  ];
  it.each(cases)('$what: $verdict', ({ evidence: found, expectations, verdict, case: sentence, note }) => {
    const decided = decide(found, expectations ?? NOBODY, NOW);
    expect(decided.verdict).toBe(verdict);
    expect(decided.case).toBe(sentence);
    if (note !== undefined) expect(decided.notes).toContain(note);
  });

  const whole = (over: Partial<NonNullable<Evidence['whole']>> = {}) => ({
    path: '/d/SHA256SUMS',
    listed: 3,
    matched: 3,
    missing: [],
    mismatched: [],
    unlisted: [],
    weak: false,
    method: 'SHA-256',
    ...over,
  });
  const wholes: {
    what: string;
    evidence: Evidence;
    expectations?: Expectations;
    verdict: Verdict;
    case: string;
    note?: Note;
  }[] = [
    {
      what: 'all there, signed by whom is expected',
      evidence: evidence({ asked: 'manifest', whole: whole(), signatures: [finding()] }),
      expectations: ADA_EXPECTED,
      verdict: 'verified',
      case: 'verified-list',
    },
    {
      what: 'one missing',
      evidence: evidence({ asked: 'manifest', whole: whole({ missing: ['a'] }), signatures: [finding()] }),
      expectations: ADA_EXPECTED,
      verdict: 'incomplete',
      case: 'list-incomplete',
    },
    {
      what: 'none there',
      evidence: evidence({
        asked: 'manifest',
        whole: whole({ matched: 0, missing: ['a', 'b', 'c'] }),
        signatures: [finding()],
      }),
      expectations: ADA_EXPECTED,
      verdict: 'incomplete',
      case: 'list-none-here',
    },
    {
      what: 'one mismatched',
      evidence: evidence({ asked: 'manifest', whole: whole({ mismatched: ['a'] }), signatures: [finding()] }),
      expectations: ADA_EXPECTED,
      verdict: 'invalid',
      case: 'list-has-mismatches',
    },
    {
      what: 'one missing and one mismatched',
      evidence: evidence({ asked: 'manifest', whole: whole({ missing: ['b'], mismatched: ['a'] }) }),
      verdict: 'invalid',
      case: 'list-has-mismatches',
    },
    {
      what: 'all there, not signed',
      evidence: evidence({ asked: 'manifest', whole: whole() }),
      verdict: 'incomplete',
      case: 'list-unsigned-whole',
      note: 'manifest-unsigned',
    },
    {
      what: 'all there, MD5, signed by whom is expected',
      evidence: evidence({ asked: 'manifest', whole: whole({ weak: true, method: 'MD5' }), signatures: [finding()] }),
      expectations: ADA_EXPECTED,
      verdict: 'untrusted',
      case: 'weak-method',
      note: 'weak-digest',
    },
    {
      what: 'all there, signed by a stranger',
      evidence: evidence({ asked: 'manifest', whole: whole(), signatures: [by(BOB)] }),
      expectations: ADA_EXPECTED,
      verdict: 'invalid',
      case: 'signer-changed',
    },
    {
      what: 'signed by a stranger, one missing',
      evidence: evidence({ asked: 'manifest', whole: whole({ missing: ['a'] }), signatures: [finding()] }),
      verdict: 'untrusted',
      case: 'first-time',
    },
  ];
  it.each(wholes)(
    'the manifest itself is asked: $what: $verdict',
    ({ evidence: found, expectations, verdict, case: sentence, note }) => {
      const decided = decide(found, expectations ?? NOBODY, NOW);
      expect(decided.verdict).toBe(verdict);
      expect(decided.case).toBe(sentence);
      if (note !== undefined) expect(decided.notes).toContain(note);
    },
  );
});

describe('remarks that change no verdict', () => {
  const verified = (over: Partial<SignatureFinding>, expectations: Partial<Expectations> = {}) =>
    decide(evidence({ signatures: [finding(over)] }), { ...ADA_EXPECTED, ...expectations }, NOW);

  it('says that revocations were not looked up for 90 days', () => {
    expect(verified({ keyRefreshedAt: '2026-08-22T00:00:00Z' }).notes).toContain('key-not-refreshed');
    expect(verified({ keyRefreshedAt: null }).notes).toContain('key-not-refreshed');
    expect(verified({ keyRefreshedAt: '2026-08-24T00:00:00Z' }).notes).not.toContain('key-not-refreshed');
    expect(verified({ keyRefreshedAt: null }).verdict).toBe('verified');
  });

  it('says that this is an older version than the last one verified', () => {
    expect(verified({}, { lastVerifiedName: 'app-2.2.dmg' }).notes).toContain('downgrade');
    expect(verified({}, { lastVerifiedName: 'app-2.1.dmg' }).notes).not.toContain('downgrade');
    expect(verified({}, { lastVerifiedName: 'app-2.0.10.dmg' }).notes).not.toContain('downgrade');
  });

  it('takes name and version from the list where the file was renamed', () => {
    const old = list({ listedName: 'app-1.0.dmg', signatures: [finding()] });
    const decided = decide(evidence({ lists: [old] }), { ...ADA_EXPECTED, lastVerifiedName: 'app-2.0.dmg' }, NOW);
    expect(decided.notes).toContain('downgrade');
    const evil = list({ path: '/d/EVIL', listedName: 'app-9.9.dmg' });
    for (const lists of [
      [old, evil],
      [evil, old],
    ]) {
      expect(decide(evidence({ lists }), ADA_EXPECTED, NOW).params['name']).toBe('app-1.0.dmg');
      expect(decide(evidence({ lists }), NOBODY, NOW).params['name']).toBe('app-1.0.dmg');
    }
  });

  it('does not change what it was given', () => {
    const given = evidence({ signatures: [finding()], lists: [list({ signatures: [by(BOB)] })] });
    const before = structuredClone(given);
    decide(given, ADA_EXPECTED, NOW);
    expect(given).toEqual(before);
  });
});
