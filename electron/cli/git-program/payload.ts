import { readStandardInput } from '../standard-input.ts';

/** Git holds objects and signatures in memory, too; nothing that somebody signs is near this. */
const MOST_BYTES = 256 * 1024 * 1024;

/** What git wants signed or checked: all of standard input. Throws `too-large`. */
export function readPayload(): Promise<Buffer> {
  return readStandardInput(MOST_BYTES, 'what git wants signed or checked');
}
