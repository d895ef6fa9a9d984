import type { Services } from '../../core/services.ts';
import { oneOf } from '../one-of.ts';
import { note } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { type KeysCall, printKey, typeOf } from './keys-call.ts';

const SSH_ALGORITHMS = ['ed25519', 'p256', 'p384', 'p521', 'rsa3072', 'rsa4096'] as const;
const COSIGN_ALGORITHMS = ['p256', 'p384', 'p521', 'rsa2048', 'rsa3072', 'rsa4096', 'ed25519'] as const;

/** `countersign keys generate`. */
export async function generate(services: Services, call: KeysCall): Promise<number> {
  const { common, flags } = call;
  if (flags.type === undefined) throw new UsageError('what kind of key?', 'write --type openpgp|cosign|ssh');
  const type = typeOf(flags.type);
  printKey(await MAKERS[type](services, call), common);
  if (!common.json && !common.quiet) {
    note('Back it up now: countersign keys backup FILE');
    if (type === 'openpgp')
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

function generateSsh(services: Services, { flags }: KeysCall) {
  refuseExpiry(flags, 'an SSH key');
  const algorithm = oneOf('--algorithm', flags.algorithm ?? 'ed25519', SSH_ALGORITHMS);
  return services.keys.generateSsh({ name: nameOf(flags), algorithm });
}

const MAKERS = { openpgp: generateOpenpgp, cosign: generateCosign, ssh: generateSsh } as const;

function refuseExpiry({ expires }: KeysCall['flags'], which: string): void {
  if (expires !== undefined && expires !== 'never')
    throw new UsageError(`${which} does not expire`, 'leave --expires out');
}

/** What a key is called that has no name of its own. */
function nameOf(flags: KeysCall['flags']): string {
  const name = flags.name?.trim() ?? '';
  if (name.length > 200) throw new UsageError('the name is too long');
  return name;
}

function generateCosign(services: Services, { flags }: KeysCall) {
  refuseExpiry(flags, 'a cosign key');
  const algorithm = oneOf('--algorithm', flags.algorithm ?? 'p256', COSIGN_ALGORITHMS);
  return services.keys.generateCosign({ name: nameOf(flags), algorithm });
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
