import { isLogin } from '../../shared/key-id.ts';
import { loginAsKey } from '../../shared/login-as-key.ts';
import type { KeySummary } from '../../shared/model/key.ts';
import type { PlannedOutput } from '../../shared/model/sign.ts';

/** Keys that can sign now. */
export function signingKeys(keys: readonly KeySummary[]): KeySummary[] {
  return keys.filter((key) => key.canSign && key.secret !== 'none' && key.status === 'valid');
}

/** The login, which stands in the list of signers beside the keys. */
export const LOGIN = loginAsKey(new Date(0).toISOString());

/** Whether somebody who logs in signs. */
export function signsByLogin(keys: readonly string[]): boolean {
  return keys.some(isLogin);
}

/** What a run will ask before it is done, in the order in which it asks. */
export type Asks = 'replace' | 'unlock' | 'passphrase' | 'pinAndTouch' | 'login' | 'publish' | 'nothing';

/** What the main button leads to: every question that may come. `logs`: whether a log is told of it. */
export function asksOf(
  chosen: readonly KeySummary[],
  outputs: readonly PlannedOutput[],
  storeLocked: boolean,
  logs = false,
): readonly Asks[] {
  const asks: Asks[] = [];
  if (outputs.some((output) => output.exists)) asks.push('replace');
  if (storeLocked && chosen.some((key) => key.secret === 'passphrase')) asks.push('unlock');
  if (chosen.some((key) => key.secret === 'gnupg')) asks.push('passphrase');
  if (chosen.some((key) => key.secret === 'token')) asks.push('pinAndTouch');
  if (chosen.some((key) => key.secret === 'login')) asks.push('login');
  else if (logs) asks.push('publish');
  return asks.length === 0 ? ['nothing'] : asks;
}
