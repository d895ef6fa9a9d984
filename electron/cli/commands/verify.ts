import type { CheckResult } from '../../../shared/model/result.ts';
import type { Verdict } from '../../../shared/model/verdict.ts';
import { signerName } from '../../../shared/signer-name.ts';
import { writtenFingerprint } from '../../../shared/ssh-fingerprint.ts';
import type { Services, VerifyRequest } from '../../core/services.ts';
import { resultJson } from '../../core/verify/result-json.ts';
import { parseDigest } from '../../core/verify/digest-names.ts';
import { stepsHere } from '../advice.ts';
import { exitForVerdicts } from '../exit.ts';
import { helpText } from '../help.ts';
import { IDENTITY_FLAGS, namedIdentities } from '../identity-flags.ts';
import { type CommonOptions, type ParsedCall, parseCall } from '../options.ts';
import { note, noteNotRemembered, printJson, printLine, verdictWord } from '../output.ts';
import { showProgress } from '../progress.ts';
import { openSession } from '../session.ts';
import { UsageError } from '../usage-error.ts';
import { requirePaths } from '../require-paths.ts';
import { standardOutput } from '../streams.ts';

const FLAGS = {
  signature: 'values',
  bundle: 'values',
  certificate: 'value',
  key: 'values',
  ...IDENTITY_FLAGS,
  'trusted-root': 'value',
  instance: 'value',
  publisher: 'value',
  threshold: 'value',
} as const;

/** `countersign verify`: judges files, folders and digests; the exit status is the worst verdict's. */
export async function verify(words: readonly string[], hashWorker: URL): Promise<number> {
  const call = parseVerifyCall(words);
  if (call.help) {
    standardOutput().write(helpText('verify'));
    return 0;
  }
  if (call.words.length === 0) throw new UsageError('nothing to verify is named', 'countersign verify FILE');
  const request = await verifyRequest(call);
  const services = await openSession(call.common, hashWorker);
  return runVerify(services, request, call.common);
}

/** Takes a call of `verify`, or of `manifest check`, apart. */
export function parseVerifyCall(words: readonly string[]): ParsedCall<typeof FLAGS> {
  return parseCall(words, FLAGS);
}

/** What the call asks to look at. Throws `UsageError`. */
export async function verifyRequest(call: ParsedCall<typeof FLAGS>): Promise<VerifyRequest> {
  const digests = call.words.filter(isDigest);
  const paths = call.words.filter((word) => !isDigest(word));
  const { key, publisher, certificate, instance, 'trusted-root': trustedRoot } = call.flags;
  const signatures = [...call.flags.signature, ...call.flags.bundle];
  const identities = namedIdentities(call.flags);
  if (key.length > 0 && publisher !== undefined)
    throw new UsageError(
      '--key and --publisher exclude each other',
      'name the keys, or the publisher whose pins count',
    );
  if (identities !== undefined && publisher !== undefined)
    throw new UsageError(
      '--certificate-identity and --publisher exclude each other',
      'name the identity, or the publisher whose pins count',
    );
  if (trustedRoot !== undefined && instance !== undefined)
    throw new UsageError('--trusted-root and --instance exclude each other', 'the root is the instance for this call');
  await requirePaths([...paths, ...signatures, ...key, ...present(certificate), ...present(trustedRoot)]);
  const threshold = thresholdOf(call.flags.threshold);
  return {
    paths,
    digests,
    lookBeside: signatures.length === 0,
    ...(signatures.length > 0 ? { signatures } : {}),
    ...(certificate === undefined ? {} : { certificates: [certificate] }),
    ...(key.length > 0 ? { keys: key } : {}),
    ...(identities === undefined ? {} : { identities }),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
    ...(instance === undefined ? {} : { instance }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(call.common.at === undefined ? {} : { at: call.common.at }),
  };
}

const present = (path: string | undefined): string[] => (path === undefined ? [] : [path]);

/** Runs a check, prints its results as they come, and gives the exit status. */
export async function runVerify(services: Services, request: VerifyRequest, common: CommonOptions): Promise<number> {
  const verdicts = new Set<Verdict>();
  const progress = showProgress(common);
  try {
    for await (const found of services.verify.verify(request, {
      signal: progress.signal,
      onProgress: progress.report,
      onNotRemembered: noteNotRemembered,
    })) {
      const result = stepsHere(found);
      verdicts.add(result.verdict);
      progress.clear();
      if (common.json) printJson(resultJson(result));
      else if (!common.quiet || result.verdict !== 'verified') printResult(result, common);
    }
  } finally {
    progress.end();
    await services.close();
  }
  if (verdicts.size === 0) note('countersign: nothing to verify was found');
  return exitForVerdicts(verdicts);
}

function printResult(result: CheckResult, common: CommonOptions): void {
  const out = standardOutput();
  out.write(`${verdictWord(result.verdict, common.color)}  `);
  printLine(result.artifact.path ?? result.artifact.name);
  printLine(`  ${result.summary}`);
  for (const { format, result: found, signer, notes } of result.signatures) {
    const name =
      signer?.userId ?? signer?.principal ?? (signer?.identity === undefined ? undefined : signerName(signer));
    const fingerprint = signer?.fingerprint ?? signer?.keyId;
    const who = [name, fingerprint === undefined ? undefined : writtenFingerprint(format, fingerprint)].filter(
      (part) => part !== undefined,
    );
    printLine(
      `  signature: ${found}, ${who.length === 0 ? 'unknown' : who.join(', ')}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`,
    );
  }
  for (const { check, detail } of result.evidence) if (check === 'build-tag') printLine(`  ${detail}`);
  if (result.verdict !== 'verified' && result.nextStep !== undefined) printLine(`  Next: ${result.nextStep}`);
  if (result.verdict === 'verified')
    printLine('  This says who made it, not that it is harmless or the newest version.');
}

function isDigest(word: string): boolean {
  return /^[a-z0-9-]+:/i.test(word) && parseDigest(word) !== null;
}

function thresholdOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new UsageError(`--threshold wants a number, not \`${text}\``, 'write --threshold 2');
  return Number(text);
}
