import { createHash } from 'node:crypto';
import { AppError } from '../../../../shared/error.ts';
import type { GitPolicyFile } from '../../../../shared/model/git-policy.ts';
import type { PinnedSigner } from '../../../../shared/model/publisher.ts';
import { cleanSigner } from '../../trust/clean-signer.ts';
import { type PlacedJson, PlacedJsonError, readPlacedJson } from '../../util/placed-json.ts';
import type { GitPolicy, PolicyRule, PolicySigner } from './policy.ts';
import { refPatternFault } from './ref-pattern.ts';

const LARGEST = 1024 * 1024;

/** Reads a policy file. Throws `malformed`, with the place, for what is none: half a policy must not count as a whole one. */
export async function readPolicy(bytes: Uint8Array, name: string): Promise<GitPolicy> {
  const fail = (message: string): never => {
    throw new AppError('malformed', `${name}: ${message}`);
  };
  if (bytes.length > LARGEST) return fail('larger than any policy');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('not in UTF-8');
  }
  let json: PlacedJson;
  try {
    json = readPlacedJson(text);
  } catch (error) {
    if (!(error instanceof PlacedJsonError)) throw error;
    const { place, message } = error;
    return fail(`line ${place.line}, column ${place.column}: ${message}`);
  }
  const failAt = (path: readonly PropertyKey[], message: string): never => {
    const { line, column } = json.placeOf(path);
    const where = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
    return fail(`line ${line}, column ${column}${where === '' ? '' : `, ${where.replace(/^\./, '')}`}: ${message}`);
  };
  const { GitPolicyFile } = await import('../../../../shared/model/git-policy.ts');
  const parsed = GitPolicyFile.safeParse(json.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const odd = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    return failAt([...(issue?.path ?? []), ...odd], issue?.code === 'invalid_key' ? NO_NAME : (issue?.message ?? ''));
  }
  const file = parsed.data;
  const signers = signersOf(file, failAt);
  return {
    signers,
    rules: file.rules.map((rule, index) =>
      ruleOf(rule, file, (path, message) => failAt(['rules', index, ...path], message)),
    ),
    uncovered: file.uncovered ?? 'deny',
    start: file.start ?? [],
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

const NO_NAME =
  'a signer’s name begins with a letter or a digit, and has at most 100 of A-Z a-z 0-9 . _ @ + - and spaces';

type FailAt = (path: readonly PropertyKey[], message: string) => never;

function signersOf({ signers }: GitPolicyFile, failAt: FailAt): PolicySigner[] {
  return Object.entries(signers).map(([name, one]) => {
    if ('publisher' in one) return { name, means: { publisher: one.publisher } };
    try {
      return { name, means: { signer: cleanSigner(pinned(one)) } };
    } catch (error) {
      return failAt(['signers', name], error instanceof AppError ? error.detail : 'means nobody');
    }
  });
}

function pinned(one: Exclude<GitPolicyFile['signers'][string], { publisher: string }>): PinnedSigner {
  if ('openpgp' in one) return { fingerprint: one.openpgp.replaceAll(' ', '').toUpperCase() };
  if ('ssh' in one)
    return { fingerprint: Buffer.from(one.ssh.slice('SHA256:'.length), 'base64').toString('hex').toUpperCase() };
  return one;
}

function ruleOf(rule: GitPolicyFile['rules'][number], file: GitPolicyFile, failAt: FailAt): PolicyRule {
  const { what, refs, signers } = rule;
  for (const [index, name] of signers.entries())
    if (!Object.hasOwn(file.signers, name)) failAt(['signers', index], `no signer above is called ${name}`);
  for (const [index, pattern] of (refs ?? []).entries()) {
    const fault = refPatternFault(pattern);
    if (fault !== undefined) failAt(['refs', index], fault);
  }
  const from =
    rule.from === undefined
      ? undefined
      : dateOf(rule.from, 'T00:00:00Z', () => failAt(['from'], 'there is no such day'));
  const until =
    rule.until === undefined
      ? undefined
      : dateOf(rule.until, 'T23:59:59.999Z', () => failAt(['until'], 'there is no such day'));
  if (from !== undefined && until !== undefined && until < from) failAt(['until'], 'it ends before it begins');
  return {
    what,
    signers,
    allowsExpired: rule.expired === 'allow',
    unsigned: rule.unsigned ?? file.unsigned ?? 'deny',
    unlisted: rule.unlisted ?? file.unlisted ?? 'deny',
    ...(refs === undefined ? {} : { refs }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}

function dateOf(text: string, time: string, fail: () => never): Date {
  const day = text.slice(0, 10);
  const date = new Date(text === day ? `${day}${time}` : text);
  // The 30th of February would be read as a day in March.
  const exists = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || Number.isNaN(exists.getTime()) || !exists.toISOString().startsWith(day)) fail();
  return date;
}
