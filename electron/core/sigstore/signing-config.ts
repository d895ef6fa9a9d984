import { SigningConfig } from '@sigstore/protobuf-specs';
import { AppError } from '../../../shared/error.ts';
import { repeatsName } from '../util/repeated-names.ts';
import { isServiceAddress } from './service-address.ts';

/** Public-good's has one thousand bytes. */
const LARGEST = 256 * 1024;

const MEDIA_TYPE = 'application/vnd.dev.sigstore.signingconfig.v0.2+json';
const MOST_SERVICES = 64;
const LISTS = ['caUrls', 'oidcUrls', 'rekorTlogUrls', 'tsaUrls'] as const;
const SELECTORS: readonly unknown[] = ['ALL', 'ANY', 'EXACT', 1, 2, 3];

/**
 * Reads a `signing_config.json` (v0.2) strictly: what a signature is sent to is not guessed. Every address is https, or plain http to
 * loopback, without a login in it. Throws `malformed`, and `unsupported` for another version of the format.
 */
export function readSigningConfig(bytes: Uint8Array): SigningConfig {
  try {
    if (bytes.length > LARGEST) throw new Error('it is too large');
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const content = asObject(JSON.parse(text), 'it');
    if (repeatsName(text, content)) throw new Error('a name stands twice in one object');
    const { mediaType } = content;
    if (mediaType !== MEDIA_TYPE) throw new AppError('unsupported', `a signing config of type ${String(mediaType)}`);
    for (const list of LISTS) checkServices(content[list], list);
    for (const config of ['rekorTlogConfig', 'tsaConfig']) checkChoice(content[config], config);
    return SigningConfig.fromJSON(content);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new AppError('malformed', `the signing config: ${why}`, { cause: error });
  }
}

function checkServices(value: unknown, list: string): void {
  if (value === undefined) return;
  if (!Array.isArray(value) || value.length > MOST_SERVICES) throw new Error(`${list} is no list of services`);
  for (const one of value) {
    const service = asObject(one, `a service in ${list}`);
    const { url, majorApiVersion, operator } = service;
    if (typeof url !== 'string' || !isServiceAddress(url))
      throw new Error(`${list} names an address that is not https`);
    if (!isCount(majorApiVersion)) throw new Error(`${list} names a service without its version`);
    if (operator !== undefined && typeof operator !== 'string') throw new Error(`${list} names no operator`);
    checkTimes(service['validFor'], list);
  }
}

function checkTimes(value: unknown, list: string): void {
  if (value === undefined) return;
  const { start, end } = asObject(value, `the dates in ${list}`);
  for (const date of [start, end]) {
    if (date !== undefined && (typeof date !== 'string' || Number.isNaN(Date.parse(date))))
      throw new Error(`${list} holds a date that is none`);
  }
}

function checkChoice(value: unknown, config: string): void {
  if (value === undefined) return;
  const { selector, count } = asObject(value, config);
  if (!SELECTORS.includes(selector)) throw new Error(`${config} does not say how many services are wanted`);
  if (count !== undefined && count !== 0 && !isCount(count)) throw new Error(`${config} names no number of services`);
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0 && Number(value) < 1000;

function asObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${what} is no object`);
  return value as Record<string, unknown>;
}

const PUBLIC_DOMAINS = ['sigstore.dev', 'sigstage.dev'];

/** Whether anybody can read what these services are told. Others are their operators' own business. */
export function isPublic({ caUrls, rekorTlogUrls }: SigningConfig): boolean {
  return [...caUrls, ...rekorTlogUrls].some(({ url }) => {
    const { hostname } = new URL(url);
    return PUBLIC_DOMAINS.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
  });
}
