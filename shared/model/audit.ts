import * as z from 'zod';
import { Says } from './check.ts';
import { Case, SentenceParams } from './result.ts';
import { Verdict } from './verdict.ts';

/** What of a repository is audited: a range as git writes it, all tags, all commits since a day, or everything on a branch. */
export const AuditWhat = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('range'), range: z.string().min(1).max(500) }),
  z.object({ kind: z.literal('tags') }),
  z.object({ kind: z.literal('since'), since: z.iso.date() }),
  /** The branch's whole name. */
  z.object({ kind: z.literal('branch'), branch: z.string().min(1).max(1000) }),
]);
export type AuditWhat = z.infer<typeof AuditWhat>;

/** How an audit's report can be saved. */
export const REPORT_FORMATS = ['pdf', 'html', 'md', 'json', 'csv'] as const;
export const ReportFormat = z.enum(REPORT_FORMATS);
export type ReportFormat = z.infer<typeof ReportFormat>;

/** A policy file that was read. */
export const PolicyFacts = z.object({ sha256: z.string(), signers: z.number().int(), rules: z.number().int() });
export type PolicyFacts = z.infer<typeof PolicyFacts>;

const Word = z.enum(['allowed', 'warned', 'denied']);
const Reason = z.enum([
  'signer-listed',
  'signer-unlisted',
  'out-of-time',
  'no-date',
  'signature-weak',
  'signature-bad',
  'not-checkable',
  'renamed',
  'unsigned',
  'uncovered',
]);
const Count = z.number().int();

/** A signer as people tell it from others; names are whatever the key or the certificate says. */
const Named = z.object({
  name: z.string().optional(),
  /** Its key as the tools of its format write it. */
  key: z.string().optional(),
});

/** Something that an audit found wanting. */
const AuditFault = z.object({
  /** Its whole name in git. */
  id: z.string(),
  type: z.enum(['tag', 'commit']),
  /** A tag's name, a commit's subject. */
  subject: z.string(),
  by: z.string().optional(),
  at: z.string().optional(),
  verdict: Verdict,
  case: Case,
  params: SentenceParams,
  says: z.record(z.string(), Says).optional(),
  word: Word.optional(),
  reason: Reason.optional(),
  ref: z.string().optional(),
  signer: Named.extend({ isGood: z.boolean(), signedAt: z.string().optional() }).optional(),
});
export type AuditFault = z.infer<typeof AuditFault>;

/** A key or an identity that signed. */
const AuditedSigner = Named.extend({
  listed: z.array(z.string()),
  isMissing: z.boolean(),
  objects: Count,
  from: z.string().optional(),
  until: z.string().optional(),
  keyExpiresAt: z.string().optional(),
  isPast: z.boolean(),
  /** It can end, and does not, or nothing is known of an end. */
  isEndless: z.boolean(),
});
export type AuditedSigner = z.infer<typeof AuditedSigner>;

/** What an audit came to, for the window; the whole of it is in the reports. */
export const AuditFound = z.object({
  checkedAt: z.string(),
  policy: z.object({ path: z.string(), sha256: z.string(), start: z.array(z.string()) }).optional(),
  total: Count,
  kinds: z.partialRecord(z.enum(['tag', 'commit', 'merge']), Count),
  verdicts: z.partialRecord(Verdict, Count),
  forms: z.partialRecord(z.enum(['openpgp', 'ssh', 'gitsign', 'x509', 'none']), Count),
  words: z.partialRecord(Word, Count),
  reasons: z.partialRecord(Reason, Count),
  /** What needs a look, the worst first; `more` of them are in the reports only. */
  faults: z.array(AuditFault),
  more: Count,
  signers: z.array(AuditedSigner),
  remarks: z.array(z.object({ says: Says.optional(), detail: z.string() })),
});
export type AuditFound = z.infer<typeof AuditFound>;
