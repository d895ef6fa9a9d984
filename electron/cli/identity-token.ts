import { readFile } from 'node:fs/promises';
import { toAppError } from '../../shared/error.ts';
import type { IdentityToken } from '../core/oidc/identity-token.ts';
import { exists } from '../core/util/exists.ts';
import { note } from './output.ts';

const LOOKS_LIKE_TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * The token of `--identity-token TOKEN|FILE`, else of `SIGSTORE_ID_TOKEN`, which is taken out of the environment so that no child gets it.
 * Throws `token-unusable`, and what reading the file throws.
 */
export async function givenToken(flag: string | undefined, now: Date): Promise<IdentityToken | undefined> {
  const fromEnvironment = process.env['SIGSTORE_ID_TOKEN'];
  delete process.env['SIGSTORE_ID_TOKEN'];
  const given = flag ?? fromEnvironment;
  if (given === undefined || given === '') return undefined;
  const { readIdentityToken } = await import('../core/oidc/identity-token.ts');
  if (flag === undefined) return readIdentityToken(given, now);
  if (LOOKS_LIKE_TOKEN.test(flag) && !(await exists(flag))) {
    note('warning: everybody on this machine can see a token on the command line. Give a file, or SIGSTORE_ID_TOKEN.');
    return readIdentityToken(flag, now);
  }
  const text = await readFile(flag, 'utf8').catch((error: unknown) => Promise.reject(toAppError(error)));
  return readIdentityToken(text, now);
}
