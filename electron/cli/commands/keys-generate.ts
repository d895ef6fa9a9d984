import type { Services } from '../../core/services.ts';
import { oneOf } from '../one-of.ts';
import { note } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { type KeysCall, printKey, typeOf } from './keys-call.ts';

const COSIGN_ALGORITHMS = ['p256', 'p384', 'p521', 'rsa2048', 'rsa3072', 'rsa4096', 'ed25519'] as const;

/** `countersign keys generate`. */
export async function generate(services: Services, call: KeysCall): Promise<number> {
  const { common, flags } = call;
  if (flags.type === undefined) throw new UsageError('what kind of key?', 'write --type openpgp|cosign');
  const isCosign = typeOf(flags.type) === 'cosign';
  printKey(await (isCosign ? generateCosign(services, call) : generateOpenpgp(services, call)), common);
  if (!common.json && !common.quiet) {
    note('Back it up now: countersign keys backup FILE');
    if (!isCosign)
      note(
        'A revocation certificate was made too; the app offers to save it apart (Keys, this key, Save revocation certificate).',
      );
  }
  return 0;
}

function generateOpenpgp(services: Services, { flags }: KeysCall) {
  const algorithm = oneOf('--algorithm', flags.algorithm ?? 'ed25519', ['ed25519', 'rsa4096']);
  const { name, email } = parseUserId(flags.name);
  return services.keys.generate({ name, email, algorithm, validity: validityOf(flags.expires ?? '2y') });
}

function generateCosign(services: Services, { flags }: KeysCall) {
  if (flags.expires !== undefined && flags.expires !== 'never')
    throw new UsageError('a cosign key does not expire', 'leave --expires out');
  const algorithm = oneOf('--algorithm', flags.algorithm ?? 'p256', COSIGN_ALGORITHMS);
  const name = flags.name?.trim() ?? '';
  if (name.length > 200) throw new UsageError('the name is too long');
  return services.keys.generateCosign({ name, algorithm });
}

function parseUserId(text: string | undefined): { name: string; email: string } {
  const found = /^([^<>]*?)\s*(?:<([^<>@\s]+@[^<>@\s]+)>)?$/.exec(text?.trim() ?? '');
  const name = found?.[1]?.trim() ?? '';
  if (name === '') throw new UsageError('whose key is it?', 'write --name "Ada <ada@example.org>"');
  return { name, email: found?.[2] ?? '' };
}

/** A span of time as the core takes it. Throws `UsageError`. */
export function validityOf(text: string): string {
  if (!/^(\d{1,4}[ymwd]|never)$/.test(text))
    throw new UsageError(`\`${text}\` is no span of time`, 'write 2y, 18m, 90d or never');
  return text;
}
