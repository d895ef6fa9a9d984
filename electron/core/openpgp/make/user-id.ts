import { AppError } from '../../../../shared/error.ts';
import { TAG } from './raw-packets.ts';
import type { RawPacket } from './raw-packets.ts';

const ADDRESS = /^[^\s@<>()[\],;:\\"]+@[^\s@<>()[\],;:\\"]+$/u;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/u;

/**
 * `Name <address>` as a user ID packet; the address may be empty. Throws `usage` for characters that would make the user ID say
 * something else: control characters anywhere, `<>()` in the name, no `@` in the address.
 */
export function makeUserId(name: string, email: string): RawPacket {
  const trimmed = name.trim();
  const address = email.trim();
  if (trimmed === '') throw new AppError('usage', 'a key needs a name');
  if (CONTROL.test(trimmed) || /[<>()]/.test(trimmed)) throw new AppError('usage', 'the name holds <, >, ( or )');
  if (address !== '' && (!ADDRESS.test(address) || CONTROL.test(address))) {
    throw new AppError('usage', 'the e-mail address is not one');
  }
  const text = address === '' ? trimmed : `${trimmed} <${address}>`;
  return { tag: TAG.userId, body: new TextEncoder().encode(text) };
}

/** A user ID packet's text; bytes that are no UTF-8 become replacement characters. */
export function userIdText(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}

/** The address in a user ID: what stands in the last angle brackets, or the whole where it is an address itself. Case kept. */
export function addressOf(userId: string): string | undefined {
  const inner = /<([^<>]*)>\s*$/.exec(userId)?.[1] ?? userId;
  const address = inner.trim();
  return ADDRESS.test(address) ? address : undefined;
}
