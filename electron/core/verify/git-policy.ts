import { AppError } from '../../../shared/error.ts';
import { isSigner, type SignerRule } from '../../../shared/signer-rule.ts';
import type { Signer } from '../../../shared/model/signer.ts';
import { rulesFor } from '../git/policy/cover.ts';
import type { GitPolicy, PolicyObject, PolicyReason, PolicyRule, PolicyWord } from '../git/policy/policy.ts';
import type { PublisherService } from '../trust/publisher-service.ts';
import { decide } from './decide.ts';
import { isBad } from './decide-signature.ts';
import type { Evidence, Expectations } from './evidence.ts';
import type { SignatureFinding } from './finding.ts';

/** A policy with whom each of its names means here. */
export interface ResolvedPolicy {
  policy: GitPolicy;
  signers: ReadonlyMap<string, readonly SignerRule[]>;
}

/** Looks up the publishers that a policy names. Throws `usage` for one that is not there: whom it means would be nobody. */
export async function resolvePolicy(policy: GitPolicy, publishers: PublisherService): Promise<ResolvedPolicy> {
  const signers = new Map<string, readonly SignerRule[]>();
  for (const { name, means } of policy.signers) {
    if ('signer' in means) signers.set(name, [means.signer]);
    else {
      const publisher = await publishers.get(means.publisher);
      if (publisher === undefined)
        throw new AppError('usage', `the policy's signer ${name}: no publisher is called ${means.publisher}`);
      signers.set(name, publisher.pins);
    }
  }
  return { policy, signers };
}

/** What is judged: its kind, what was found of it, and what else a verdict depends on. */
interface Asked {
  what: PolicyObject;
  /** The refs that it stands on; none where they are not known. */
  refs: readonly string[];
  evidence: Evidence;
  expectations: Expectations;
  now: Date;
}

const ORDER = ['denied', 'warned', 'allowed'] as const;

/**
 * What a policy says of a tag or commit: the worst of what it says for each of its refs. A signature counts only where `decide` would call
 * it verified for whom the rules name.
 */
export function policyWord(resolved: ResolvedPolicy, asked: Asked): PolicyWord {
  const covered = asked.refs.filter((ref) => rulesFor(resolved.policy, asked.what, ref).length > 0);
  const [first] = asked.refs;
  // A branch that no rule speaks of takes nothing away from what others say.
  const refs = covered.length > 0 ? covered : [first];
  const words = refs.map((ref): PolicyWord => ({
    ...wordFor(resolved, asked, ref),
    ...(ref === undefined ? {} : { ref }),
  }));
  const worst = ORDER.flatMap((word) => words.filter((one) => one.word === word))[0];
  return worst ?? { word: 'denied', reason: 'uncovered' };
}

const WORDS = { allow: 'allowed', warn: 'warned', deny: 'denied' } as const;

function wordFor(resolved: ResolvedPolicy, asked: Asked, ref: string | undefined): PolicyWord {
  const rules = rulesFor(resolved.policy, asked.what, ref);
  const { evidence } = asked;
  if (rules.length === 0) return uncoveredWord(resolved.policy);
  if (evidence.problem !== undefined) return { word: 'denied', reason: 'signature-bad' };
  if (evidence.signatures.length === 0) return { word: strictest(rules, 'unsigned'), reason: 'unsigned' };
  if (evidence.renamed !== undefined) return { word: 'denied', reason: 'renamed' };
  const signer = signerLet(rules, resolved, asked);
  if (signer !== undefined) return { word: 'allowed', reason: 'signer-listed', signer };
  const reason = reasonOf(rules, resolved, asked);
  return { word: reason === 'signature-bad' ? 'denied' : strictest(rules, 'unlisted'), reason };
}

/** What a policy says of what no rule speaks of. */
export function uncoveredWord({ uncovered }: GitPolicy, ref?: string): PolicyWord {
  return { word: WORDS[uncovered], reason: 'uncovered', ...(ref === undefined ? {} : { ref }) };
}

function strictest(rules: readonly PolicyRule[], of: 'unsigned' | 'unlisted'): PolicyWord['word'] {
  return WORDS[rules.some((rule) => rule[of] === 'deny') ? 'deny' : 'warn'];
}

/**
 * Who let it through, by the policy's name. One signature must meet all that a rule wants: a weak one that was made in time and a strong one
 * by the same signer that was not are none. A bad one takes it from all others.
 */
function signerLet(rules: readonly PolicyRule[], resolved: ResolvedPolicy, asked: Asked): string | undefined {
  const { signatures } = asked.evidence;
  const bad = signatures.filter((finding) => isBad(finding));
  for (const finding of signatures) {
    const grants = grantsOf(finding, rules, resolved);
    const alone = { ...asked, evidence: { ...asked.evidence, signatures: [finding, ...bad] } };
    if (grants.length > 0 && verdictFor(grants, alone) === 'verified') return grants[0]?.name;
  }
  return undefined;
}

/** A signer of the policy's who may have made this signature, then. */
interface Grant {
  name: string;
  means: SignerRule;
  /** The signature's digest, where its date counts though nothing proves it. */
  dated: string | undefined;
}

/** Each signature is weighed by its own date: what another was made at says nothing of it. */
function grantsOf(finding: SignatureFinding, rules: readonly PolicyRule[], resolved: ResolvedPolicy): Grant[] {
  const inTime = rules.filter((rule) => isInTime(rule, finding));
  return namedBy(finding, inTime, resolved);
}

/** By which names the rules mean its signer. */
function namedBy(finding: SignatureFinding, rules: readonly PolicyRule[], { signers }: ResolvedPolicy): Grant[] {
  return rules.flatMap((rule) =>
    rule.signers.flatMap((name) =>
      (signers.get(name) ?? [])
        .filter((means) => isSigner(means, finding.signer))
        .map((means) => ({ name, means, dated: rule.allowsExpired ? finding.signatureDigest : undefined })),
    ),
  );
}

function isInTime({ from, until }: PolicyRule, { signedAt }: SignatureFinding): boolean {
  if (from === undefined && until === undefined) return true;
  const at = signedAt === undefined ? NaN : Date.parse(signedAt);
  return at >= (from?.getTime() ?? -Infinity) && at <= (until?.getTime() ?? Infinity);
}

function verdictFor(grants: readonly Pick<Grant, 'means' | 'dated'>[], { evidence, expectations, now }: Asked) {
  const dated = Object.fromEntries(
    grants.flatMap(({ dated: digest }) => (digest === undefined ? [] : [[digest, EPOCH]])),
  );
  const { unusable, seen } = expectations;
  const expected = { own: false, signers: grants.map(({ means }) => means) };
  return decide(
    evidence,
    {
      elsewhere: () => [],
      threshold: 1,
      seen: { ...seen, ...dated },
      ...(grants.length === 0 ? {} : { expected }),
      ...(unusable === undefined ? {} : { unusable }),
    },
    now,
  ).verdict;
}

/** Before any key: as if the signature had been seen then. */
const EPOCH = new Date(0).toISOString();

/** Why no rule lets it through: what it would be, were its own signer the one who is expected. */
function reasonOf(rules: readonly PolicyRule[], resolved: ResolvedPolicy, asked: Asked): PolicyReason {
  const own = asked.evidence.signatures.flatMap(({ signer }) => itself(signer));
  const verdict = verdictFor(
    own.map((means) => ({ means, dated: undefined })),
    asked,
  );
  switch (verdict) {
    case 'invalid':
      return 'signature-bad';
    case 'incomplete':
      return 'not-checkable';
    case 'untrusted':
      return 'signature-weak';
    case 'verified': {
      const listed = asked.evidence.signatures.filter((one) => namedBy(one, rules, resolved).length > 0);
      if (listed.length === 0) return 'signer-unlisted';
      return listed.some(({ signedAt }) => signedAt !== undefined) ? 'out-of-time' : 'no-date';
    }
  }
}

function itself({ fingerprint, identity, issuer, instance }: Signer = {}): SignerRule[] {
  if (fingerprint !== undefined) return [{ fingerprint }];
  if (identity === undefined || issuer === undefined) return [];
  return [{ identity, issuer, ...(instance === undefined ? {} : { instance }) }];
}
