import { isSigner } from '../../../../shared/signer-rule.ts';
import { sshFingerprint } from '../../../../shared/ssh-fingerprint.ts';
import { digestOf } from '../../hash/digest-of.ts';
import type { AllowedSigners } from '../../ssh/allowed-signers.ts';
import type { SshFinding } from '../../ssh/finding.ts';
import { judgeSsh } from '../../ssh/judge.ts';
import { readSshSignature } from '../../ssh/signature.ts';
import { whoAllows } from '../../ssh/who-allows.ts';
import type { PublisherService } from '../../trust/publisher-service.ts';

/** What git asks about an SSH signature; first without what was signed. */
export interface SshQuestion {
  signature: Buffer;
  payload?: Buffer;
  /** The list that the user set up. */
  allowed?: AllowedSigners;
  /** When the tag or commit says that it was made. */
  at?: Date;
  publisher?: string;
}

/** The answer. */
export interface SshAnswer {
  /** As ssh-keygen writes them; absent for what cannot be read. */
  key?: { fingerprint: string; kind: string };
  /** Whom the key is known as; nobody for a key that nobody confirmed. */
  principal?: string;
  /** Absent without what was signed. */
  finding?: SshFinding;
}

/** What the user's own key is known as. */
const OWN = 'you';

/** Whom the user lets sign with an SSH key, by their list, their own keys and the pins of a publisher, and whether it signed. */
export async function checkSsh(
  { signature, payload, allowed, at, publisher }: SshQuestion,
  by: { own: ReadonlySet<string>; publishers: Pick<PublisherService, 'get'>; now: Date },
): Promise<SshAnswer> {
  const read = readSshSignature(signature);
  if (read.kind !== 'signature') return {};
  const { key } = read.signature;
  const finding =
    payload &&
    (await judgeSsh(signature, (algorithm) => digestOf(algorithm, [payload]), {
      namespace: 'git',
      ...(at === undefined ? {} : { claimedAt: at }),
      now: by.now,
    }));
  const listed = allowed === undefined ? undefined : whoAllows(allowed, key, 'git', at ?? by.now);
  const pinned = publisher === undefined ? undefined : await by.publishers.get(publisher);
  const isPinned = pinned?.pins.some((pin) => isSigner(pin, { fingerprint: key.fingerprint })) ?? false;
  const principal =
    listed?.allowed === true
      ? listed.principal
      : by.own.has(key.fingerprint)
        ? OWN
        : isPinned
          ? pinned?.name
          : undefined;
  return {
    key: { fingerprint: sshFingerprint(key.fingerprint), kind: key.algorithm.split(' ')[0]?.toUpperCase() ?? '' },
    ...(principal === undefined ? {} : { principal }),
    ...(finding === undefined ? {} : { finding }),
  };
}
