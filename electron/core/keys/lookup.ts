import HKP from '@openpgp/hkp-client';
import WKD from '@openpgp/wkd-client';
import type { Agent } from 'node:https';
import { AppError } from '../../../shared/error.ts';
import { readKeyParts } from '../openpgp/make/certificate-parts.ts';
import type { KeyParts } from '../openpgp/make/certificate-parts.ts';
import { readKeyFile } from '../openpgp/make/key-armor.ts';
import { fingerprintOfPacket, isSecretPacket, readPublicPacket } from '../openpgp/make/key-packets.ts';
import { onlyOwn, readOwnSignatures } from '../openpgp/make/own-signatures.ts';
import { TAG } from '../openpgp/make/raw-packets.ts';
import { addressOf, userIdText } from '../openpgp/make/user-id.ts';
import { boundedFetch } from './bounded-fetch.ts';
import type { BoundedFetch, FetchOptions } from './bounded-fetch.ts';
import { keyId } from './key-select.ts';

/** How the network is asked for certificates. */
export interface LookupOptions {
  /** While true, nothing is sent. */
  offline: () => boolean;
  /** Base URL of the keyserver; https, or http to a loopback address. */
  keyserver?: string;
  /** Connects instead of the platform's own way: a proxy's, or a test's. */
  agent?: Agent;
  maxBytes?: number;
  timeoutMs?: number;
}

/** The keyserver that is asked where the user configured none: it serves addresses only after their owners agreed. */
export const DEFAULT_KEYSERVER = 'https://keys.openpgp.org';

/** The most certificates that are taken from one answer. */
const MOST_CERTIFICATES = 20;

// A host name of labels with at least one dot: no address, no port, nothing that could change the path of a URL.
const ADDRESS =
  /^([^\s@<>()[\]\\,;:"/?#%]+)@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9])$/;

/**
 * Asks the Web Key Directory of the address's domain (draft-koch-openpgp-webkey-service: the advanced method, then the direct one) for
 * certificates of `address`. Only self-signatures that fit are kept, and only user IDs with that address.
 * Throws `usage`, `offline`, `network`, `network-tls`, `not-on-server`, `too-large`, `malformed`.
 */
export async function lookupWkd(address: string, options: LookupOptions, signal?: AbortSignal): Promise<KeyParts[]> {
  const email = directoryAddress(address);
  const fetch = guarded(boundedFetch(fetchOptions(options, signal)));
  const client = new WKD();
  Object.assign(client, { _fetch: fetch.once });
  const bytes = await client.lookup({ email }).catch((error: unknown) => {
    throw fetch.failure() ?? new AppError('not-on-server', error instanceof Error ? error.message : '');
  });
  const found = await ownCertificates(bytes);
  const kept = found.flatMap((parts) => {
    const users = parts.users.filter(({ packet }) => packet.tag === TAG.userId && hasAddress(packet.body, email));
    return users.length === 0 ? [] : [{ ...parts, users }];
  });
  if (kept.length === 0) throw new AppError('not-on-server', 'no key in the answer is for this address');
  return kept;
}

/**
 * Asks the keyserver for a fingerprint, a key's 16 digits or an e-mail address. Only certificates that are what was asked for, and only
 * their own signatures that fit, are kept. Throws as `lookupWkd`.
 */
export async function lookupKeyserver(
  query: string,
  options: LookupOptions,
  signal?: AbortSignal,
): Promise<KeyParts[]> {
  const wanted = keyserverQuery(query);
  const fetch = guarded(boundedFetch(fetchOptions(options, signal)));
  const client = new HKP((options.keyserver ?? DEFAULT_KEYSERVER).replace(/\/+$/, ''));
  Object.assign(client, { _fetch: fetch.once });
  // Its types name the option `keyid`, its code reads `keyId`.
  const asked = 'email' in wanted ? { query: wanted.email } : { keyId: wanted.hex };
  const armored = await client.lookup(asked).catch((error: unknown) => {
    throw fetch.failure() ?? new AppError('network', error instanceof Error ? error.message : '');
  });
  if (armored === undefined) throw new AppError('not-on-server', query);
  const kept: KeyParts[] = [];
  for (const parts of await ownCertificates(new TextEncoder().encode(armored))) {
    if ('email' in wanted ? hasUser(parts, wanted.email) : await hasKey(parts, wanted.hex)) kept.push(parts);
  }
  if (kept.length === 0) throw new AppError('not-on-server', 'the server answered with other keys');
  return kept;
}

function fetchOptions(options: LookupOptions, signal: AbortSignal | undefined): FetchOptions {
  const { offline, agent, maxBytes, timeoutMs } = options;
  return {
    offline,
    signal,
    agent,
    ...(maxBytes !== undefined && { maxBytes }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
}

/**
 * The clients swallow why a request failed, and the Web Key Directory's goes on to the next method after any failure, a forged certificate
 * among them. Here a failure is kept, and after one that is no "there is no such host" nothing is asked again.
 */
function guarded(fetch: BoundedFetch): { once: BoundedFetch; failure: () => AppError | undefined } {
  let failure: AppError | undefined;
  let answered = false;
  return {
    // A server that has no such key is an answer, even where the other method's host does not exist.
    failure: () => (failure !== undefined && answered && isUnknownHost(failure) ? undefined : failure),
    async once(url) {
      if (failure !== undefined && !isUnknownHost(failure)) throw failure;
      try {
        const response = await fetch(url);
        answered = true;
        failure = undefined;
        return response;
      } catch (error) {
        failure = error instanceof AppError ? error : new AppError('internal', String(error));
        throw failure;
      }
    },
  };
}

function isUnknownHost(failure: AppError): boolean {
  return failure.code === 'network' && /^(ENOTFOUND|ENODATA)\b/.test(failure.detail);
}

/** The address as the directory hashes it. Throws `usage`. */
function directoryAddress(address: string): string {
  const [, local, domain] = ADDRESS.exec(address.trim().replace(/@[^@]*$/, (part) => part.toLowerCase())) ?? [];
  if (local === undefined || domain === undefined) throw new AppError('usage', 'an e-mail address was expected');
  // Only ASCII letters are to be made small; the client also changes others and would ask for somebody else's hash.
  if (local.toLowerCase() !== local.replace(/[A-Z]/g, (letter) => letter.toLowerCase())) {
    throw new AppError('unsupported', 'capital letters other than A to Z in an address');
  }
  return `${local}@${domain}`;
}

function keyserverQuery(query: string): { email: string } | { hex: string } {
  if (query.includes('@')) return { email: directoryAddress(query) };
  const hex = query.replace(/\s/g, '').replace(/^0x/i, '').toUpperCase();
  if (!/^([0-9A-F]{16}|[0-9A-F]{40}|[0-9A-F]{64})$/.test(hex)) {
    throw new AppError('usage', 'a fingerprint, its last 16 digits or an e-mail address was expected');
  }
  return { hex };
}

/** The certificates of an answer, with what they signed themselves and nothing else. */
async function ownCertificates(answer: Uint8Array): Promise<KeyParts[]> {
  const kept: KeyParts[] = [];
  for (const parts of readKeyParts(readKeyFile(answer)).slice(0, MOST_CERTIFICATES)) {
    // Nobody publishes a secret key on purpose.
    if ([parts.primary, ...parts.subkeys.map(({ packet }) => packet)].some(isSecretPacket)) continue;
    kept.push(onlyOwn(parts, await readOwnSignatures(parts)));
  }
  return kept;
}

function hasUser(parts: KeyParts, email: string): boolean {
  return parts.users.some(({ packet }) => packet.tag === TAG.userId && hasAddress(packet.body, email));
}

function hasAddress(body: Uint8Array, email: string): boolean {
  return addressOf(userIdText(body))?.toLowerCase() === email.toLowerCase();
}

async function hasKey(parts: KeyParts, hex: string): Promise<boolean> {
  for (const packet of [parts.primary, ...parts.subkeys.map((subkey) => subkey.packet)]) {
    const fingerprint = fingerprintOfPacket(await readPublicPacket(packet));
    if (fingerprint === hex || (hex.length === 16 && keyId(fingerprint) === hex)) return true;
  }
  return false;
}
