import { AppError } from '../../../shared/error.ts';
import { isLogin } from '../../../shared/key-id.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import { isSshAgentId } from '../keys/ssh-keys.ts';
import type { SigningKey, SignParts } from './signing.ts';

type KeyParts = Pick<SignParts, 'listKeys' | 'engines' | 'publicKey' | 'clock'>;

/**
 * The keys with these ids, each with its engine; those out of files are among `held`. Throws `key-not-found`, `ssh-agent-refused` where the
 * agent shows no keys at all, `key-revoked`, `key-expired`, `no-secret-part`, `unsupported`.
 */
export async function signingKeys(
  parts: KeyParts,
  ids: readonly string[],
  heldKeys: readonly SigningKey[] = [],
): Promise<SigningKey[]> {
  const held = new Map(heldKeys.map((key) => [key.summary.id, key]));
  const listed = ids.every((id) => held.has(id) || isLogin(id)) ? [] : await parts.listKeys();
  return Promise.all(ids.map(async (id) => held.get(id) ?? signingKey(parts, listed, id)));
}

async function signingKey(parts: KeyParts, listed: readonly KeySummary[], id: string): Promise<SigningKey> {
  if (isLogin(id)) return loginKey(parts);
  const summary = listed.find((key) => key.id === id);
  if (summary === undefined) {
    // Perhaps it is locked: then it shows none of its keys.
    const isAgents = isSshAgentId(id) && !listed.some((key) => key.engine === 'ssh-agent');
    throw isAgents ? new AppError('ssh-agent-refused', 'the agent shows no keys') : new AppError('key-not-found', id);
  }
  if (summary.status === 'revoked') throw new AppError('key-revoked', summary.fingerprint);
  if (summary.status === 'expired') throw new AppError('key-expired', summary.fingerprint);
  if (!summary.canSign || summary.secret === 'none') throw new AppError('no-secret-part', summary.fingerprint);
  const engine = parts.engines.find((one) => one.id === summary.engine);
  if (engine === undefined) throw new AppError('unsupported', summary.engine);
  return { summary, engine, ...(summary.type === 'cosign' && { publicKey: await parts.publicKey(id) }) };
}

async function loginKey({ engines, clock }: KeyParts): Promise<SigningKey> {
  const engine = engines.find(({ id }) => id === 'keyless');
  const [summary] = (await engine?.listKeys(clock())) ?? [];
  if (engine === undefined || summary === undefined) throw new AppError('unsupported', 'keyless');
  return { summary, engine };
}
