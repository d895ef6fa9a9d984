import type { Ask } from '../../core/engines/engine.ts';
import type { RunContext } from '../../core/services.ts';
import { askToPublish, sayWho, standForLogin } from '../login-prompts.ts';
import { note, noteNotRemembered } from '../output.ts';
import { askHidden, readPassphraseFile } from '../passphrases.ts';
import type { ShownProgress } from '../progress.ts';
import { UsageError } from '../usage-error.ts';

/** How a run that signs asks, and what it could not ask. */
export interface Asking {
  context: RunContext & { ask: Ask };
  /** Why something could not be answered; the run was ended then. */
  refused: () => UsageError | undefined;
}

/** Asks on the terminal, unless the call gave the answer already. */
export function askOnTerminal(progress: ShownProgress, passphraseFile: string | undefined): Asking {
  let refused: UsageError | undefined;
  const context: Asking['context'] = {
    signal: progress.signal,
    onProgress: progress.report,
    onNotRemembered: noteNotRemembered,
    ask: async (prompt, withdrawn) => {
      progress.clear();
      try {
        return await answer(prompt, passphraseFile, withdrawn);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        // Whatever else is to be signed would only ask the same again.
        refused = error;
        progress.stop();
        return null;
      }
    },
  };
  return { context, refused: () => refused };
}

/** Throws `UsageError` where there is neither an answer nor a terminal. */
async function answer(
  prompt: Parameters<Ask>[0],
  passphraseFile: string | undefined,
  withdrawn: AbortSignal | undefined,
): Promise<string | null> {
  if (prompt.kind === 'login') return standForLogin(prompt, withdrawn);
  if (prompt.kind === 'who') return sayWho(prompt);
  if (prompt.kind === 'publish') return prompt.publication === undefined ? null : askToPublish(prompt.publication);
  if (prompt.kind === 'touch') {
    const token = prompt.cardSerial === undefined ? '' : ` ··${prompt.cardSerial.slice(-4)}`;
    note(`Touch the token${token} to sign ${prompt.files.join(', ')}.`);
    return null;
  }
  if (passphraseFile !== undefined) return prompt.problem === undefined ? readPassphraseFile(passphraseFile) : null;
  const what = prompt.kind === 'pin' ? 'PIN' : 'Passphrase';
  const tries = prompt.triesLeft === undefined ? '' : ` (${prompt.triesLeft} tries left)`;
  return askHidden(`${what} of ${prompt.key ?? 'the key'}${tries}`, '--passphrase-file');
}
