import type { CheckResult, JudgedSignature } from '../../shared/model/result.ts';

export const FINGERPRINT = 'A1B2C3D4E5F60718293A4B5C6D7E8F9001122334';

/** A good signature by an expected signer; whatever is to be different is named. */
export const signature = (changed: Partial<JudgedSignature> = {}): JudgedSignature => ({
  format: 'openpgp',
  result: 'good',
  verdict: 'verified',
  signer: { fingerprint: FINGERPRINT, userId: 'Ada <ada@example.org>' },
  dateProvenBy: 'nothing',
  expected: true,
  notes: [],
  over: 'artifact',
  ...changed,
});

/** A verified result of `x`; whatever is to be different is named. */
export const result = (changed: Partial<CheckResult> = {}): CheckResult => ({
  id: 'r',
  checkedAt: '2026-11-21T00:00:00Z',
  verdict: 'verified',
  case: 'verified',
  step: 'open-folder',
  params: { name: 'x' },
  artifact: { name: 'x', path: '/d/x', digests: { sha256: 'ab' } },
  publisher: 'P',
  signatures: [signature()],
  evidence: [],
  notes: [],
  summary: '',
  ...changed,
});
