import { readFile, realpath, stat } from 'node:fs/promises';
import { publisherForGit } from '../../core/git/setup/record.ts';
import { allowedSignersFor } from '../../core/git/setup/allowed-signers.ts';
import type { SshAnswer } from '../../core/git/program/check-ssh.ts';
import type { Services } from '../../core/services.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { note } from '../output.ts';
import type { SshCall } from './ssh-call.ts';
import { readPayload } from './payload.ts';

const FAILED = 255;
const MOST_BYTES = 64 * 1024;

/** `-Y find-principals`, `-Y verify` and `-Y check-novalidate`: answers as ssh-keygen does. */
export async function sshCheck(
  call: Extract<SshCall, { kind: 'ssh-check' }>,
  { gitProgram, home }: Services,
): Promise<number> {
  const payload = call.verb === 'find-principals' ? undefined : await readPayload();
  const { size } = await stat(call.signature);
  const publisher = await publisherForGit(home, await realpath('.'));
  const allowed = call.allowed === undefined ? undefined : await allowedSignersFor(home, call.allowed);
  if (call.allowed !== undefined && allowed === undefined)
    note(`countersign: ${call.allowed} is not the list of allowed signers that was set up, so nobody in it counts`);
  const answer = await gitProgram.checkSsh({
    signature: size > MOST_BYTES ? Buffer.alloc(0) : await readFile(call.signature),
    ...(payload === undefined ? {} : { payload }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(call.at === undefined ? {} : { at: call.at }),
    ...(publisher === undefined ? {} : { publisher }),
  });
  if (call.verb === 'find-principals') return findPrincipals(answer);
  return tellCheck(call, answer);
}

function findPrincipals({ principal }: SshAnswer): number {
  if (principal === undefined) {
    note('No principal matched.');
    return FAILED;
  }
  process.stdout.write(`${visibleText(principal)}\n`);
  return 0;
}

function tellCheck(
  { verb, principal: wanted, revoked }: Extract<SshCall, { kind: 'ssh-check' }>,
  { key, principal, finding }: SshAnswer,
): number {
  const isWanted = verb === 'check-novalidate' || (principal !== undefined && visibleText(principal) === wanted);
  if (key === undefined || finding?.result !== 'good' || !isWanted || revoked !== undefined) {
    process.stdout.write('Could not verify signature.\n');
    if (revoked !== undefined)
      note('countersign: lists of revoked keys are not read (git config gpg.ssh.revocationFile)');
    for (const { outcome, detail } of finding?.checks ?? []) if (outcome === 'failed') note(`  ${detail}`);
    return FAILED;
  }
  const who = verb === 'verify' ? `for ${wanted ?? ''} ` : '';
  process.stdout.write(`Good "git" signature ${who}with ${key.kind} key ${key.fingerprint}\n`);
  for (const { outcome, detail } of finding.checks) if (outcome === 'failed') note(`  ${detail}`);
  return 0;
}
