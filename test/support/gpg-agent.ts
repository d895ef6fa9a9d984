import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The option by which gpg-agent makes the key of a passphrase quickly. Without it each agent measures the machine first and then takes
 * a tenth of a second for each passphrase, on an idle machine: most of a test's time. A home that a test furnishes itself has gpg's own way.
 */
export const QUICK_PASSPHRASES = 's2k-count 65536';

/** Lets a home's agent make the key of a passphrase quickly. */
export function quickenAgent(gnupgHome: string): void {
  writeFileSync(join(gnupgHome, 'gpg-agent.conf'), `${QUICK_PASSPHRASES}\n`);
}
