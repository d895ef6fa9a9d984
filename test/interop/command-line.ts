import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Ground } from './ground.ts';
import type { Peer } from './peers.ts';
import { runProgram, type Ended } from './programs.ts';

/** Runs our command line in a folder, with a home there and no keychain. */
export const runCountersign = (
  folder: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> =>
  runProgram(process.execPath, [inject('countersign'), ...args], {
    cwd: folder,
    env: {
      COUNTERSIGN_HOME: join(folder, 'home'),
      GNUPGHOME: join(folder, 'no-gnupg'),
      DBUS_SESSION_BUS_ADDRESS: 'disabled:',
      ...env,
    },
  });

/** Our command line, as a process. */
export function commandLine(): Peer {
  const services = ({ files }: Ground): string[] => [
    ...['--signing-config', files.signingConfig, '--trusted-root', files.trustedRoot, '--yes'],
  ];
  const verify = ({ folder, files }: Ground, file: string, bundle: string, ...expected: string[]): Promise<Ended> =>
    runCountersign(folder, ['verify', '--trusted-root', files.trustedRoot, '--bundle', bundle, ...expected, file]);
  return {
    name: 'our command line',
    signKeyless: (it, file, bundle, { token }) => {
      const path = `${bundle}.token`;
      writeFileSync(path, token, { mode: 0o600 });
      return runCountersign(it.folder, [
        ...['sign', '--keyless', '--identity-token', path, ...services(it), '--bundle', bundle, file],
      ]);
    },
    signByKey: (it, file, bundle, key, logged) =>
      runCountersign(
        it.folder,
        [
          ...['sign', '--key', key.secret, '--bundle', bundle, file],
          ...(logged ? services(it) : ['--tlog-upload=false', '--timestamp=false']),
        ],
        { COSIGN_PASSWORD: '' },
      ),
    verifyKeyless: (it, file, bundle, { identity, issuer }) =>
      verify(it, file, bundle, '--certificate-identity', identity, '--certificate-oidc-issuer', issuer),
    verifyByKey: (it, file, bundle, publicKey) => verify(it, file, bundle, '--key', publicKey),
  };
}
