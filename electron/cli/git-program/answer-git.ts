import { assertNever } from '../../../shared/assert-never.ts';
import { AppError, toAppError } from '../../../shared/error.ts';
import { isLogin } from '../../../shared/key-id.ts';
import { explainError } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { readCall, type GitProgramCall } from './call.ts';
import { openForGit } from './session.ts';

const NOT_GITS =
  'countersign-git: git calls this program for signatures (git config gpg.program), and nobody else needs to.\n' +
  '  Set it up: countersign git setup\n';

/** What git starts in place of gpg: takes git's call apart, answers it, and gives the exit status. */
async function run(words: readonly string[]): Promise<number> {
  const call = readCall(words);
  if (call === undefined) {
    process.stderr.write(NOT_GITS);
    return 2;
  }
  if (call.kind === 'version') {
    process.stdout.write(`countersign-git ${__VERSION__}\n`);
    return 0;
  }
  return answer(call);
}

async function answer(call: Exclude<GitProgramCall, { kind: 'version' }>): Promise<number> {
  const byLogin = call.kind === 'sign' && isLogin(call.key);
  const services = await openForGit({ online: byLogin });
  try {
    switch (call.kind) {
      case 'sign':
        if (byLogin) return await (await import('./sign-login.ts')).signByLogin(call, services);
        return await (await import('./sign.ts')).sign(call, services);
      case 'verify':
        return await (await import('./verify.ts')).verify(call, services);
      case 'ssh-check':
        return await (await import('./ssh-check.ts')).sshCheck(call, services);
      case 'ssh-sign':
        return await (await import('./ssh-sign.ts')).sshSign(call, services);
      default:
        return assertNever(call);
    }
  } finally {
    await services.close();
  }
}

/** Answers a call of git's, whatever comes of it. Gives the exit status, once all that was said has gone out. Never throws. */
export async function answerGit(words: readonly string[]): Promise<number> {
  let status = 2;
  try {
    status = await run(words);
  } catch (error) {
    const known = error instanceof UsageError ? new AppError('usage', error.message) : toAppError(error);
    process.stderr.write(explainError(known));
  }
  return status;
}
