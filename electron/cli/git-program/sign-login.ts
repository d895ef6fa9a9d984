import { realpath } from 'node:fs/promises';
import { AppError, toAppError } from '../../../shared/error.ts';
import { instanceOfLogin } from '../../../shared/key-id.ts';
import type { Publication } from '../../../shared/model/publication.ts';
import type { Ask } from '../../core/engines/engine.ts';
import type { Services } from '../../core/services.ts';
import { givenToken } from '../identity-token.ts';
import { publicationLines, publishAnswer, sayWho, standForLogin } from '../login-prompts.ts';
import { answerSigning, type SignedPayload } from './answer-signing.ts';
import type { GitProgramCall } from './call.ts';
import { certifiedStatus } from './gpg-status.ts';
import { askOnTerminal, tellOnTerminal } from './terminal.ts';

const AGREED = 'COUNTERSIGN_PUBLISH';

/**
 * `--status-fd=2 -bsau keyless`: signs standard input by a login, and writes the signature to standard output. `keyless:NAME` names an
 * instance. What becomes public is asked about on the terminal, or was agreed to in the environment, which no repository has a word in.
 */
export function signByLogin(call: Extract<GitProgramCall, { kind: 'sign' }>, { gitSign }: Services): Promise<number> {
  const sign = async (payload: Buffer): Promise<SignedPayload> => {
    const token = await givenToken(undefined, new Date());
    const agreed = process.env[AGREED] === 'yes';
    const { armored, certificate } = await gitSign.signByLogin(
      {
        // Git starts this program where the repository's files are.
        repository: await realpath('.'),
        sigstore: { instance: instanceOfLogin(call.key), log: null, timestamp: null },
        wish: { token, agreed, login: { device: !hasBrowser() } },
      },
      payload,
      { ask },
    );
    return { armored, told: certifiedStatus(certificate, new Date()) };
  };
  // Git 2.39 says no more than that signing failed; whoever is at the terminal has just logged in there.
  return answerSigning(call, sign, tellOnTerminal);
}

const ask: Ask = async (prompt, withdrawn) => {
  if (prompt.kind === 'login') return standForLogin(prompt, withdrawn, tellOnTerminal);
  if (prompt.kind === 'who') return sayWho(prompt, tellOnTerminal);
  if (prompt.kind === 'publish' && prompt.publication !== undefined) return askToPublish(prompt.publication);
  return null;
};

async function askToPublish(publication: Publication): Promise<string | null> {
  for (const line of publicationLines(publication)) tellOnTerminal(line);
  const question = 'Publish? (y: yes, a: yes, and do not ask again in this repository, o: use another account, n: no)';
  const otherwise = `a log would keep this for ever, and there is no terminal to ask on; ${AGREED}=yes agrees to it`;
  const answer = await askOnTerminal(question, otherwise, { isShown: true }).catch((error: unknown) => {
    const { code, detail } = toAppError(error);
    throw code === 'passphrase-needed' ? new AppError('usage', detail) : error;
  });
  return publishAnswer(answer.trim().toLowerCase(), true);
}

/** Over ssh, or without a desktop, a code is typed in on another device. */
function hasBrowser(): boolean {
  if (process.platform !== 'linux') return process.env['SSH_CONNECTION'] === undefined;
  return [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((one) => one !== undefined && one !== '');
}
