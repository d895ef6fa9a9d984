import type { SigningConfig } from '@sigstore/protobuf-specs';
import { type AppError, toAppError } from '../../../../shared/error.ts';
import type { InstanceServices, InstanceSummary } from '../../../../shared/model/instance.ts';
import { PUBLIC_GOOD } from '../judged-by.ts';
import { isPublic } from '../signing-config.ts';
import { currentSigningConfig } from './current-config.ts';
import { type CurrentRoot, currentRoot, type Known } from './current-trust.ts';
import { isBuiltIn, REPOSITORIES } from './shipped.ts';

const DAY_MS = 86_400_000;

/** An instance as it is listed. Never throws. */
export async function summaryOf(known: Known, now: Date): Promise<InstanceSummary> {
  const { name, stored, damage } = known;
  const builtIn = isBuiltIn(name);
  const root = await attempt(() => currentRoot(known));
  const config = await attempt(() => currentSigningConfig(known));
  const fromFiles = stored !== undefined && stored.repository === undefined && stored.trustedRoot !== undefined;
  const repository = fromFiles ? null : (stored?.repository ?? (isBuiltIn(name) ? REPOSITORIES[name] : null));
  const failed = damage ?? ('failed' in root ? root.failed : undefined);
  const problem =
    failed === undefined ? stored?.problem : { code: failed.code, detail: failed.detail, at: stored?.triedAt ?? null };
  return {
    name: stored?.name ?? name,
    builtIn,
    public: builtIn || !('done' in config) || isPublic(config.done),
    used: name === PUBLIC_GOOD || stored !== undefined || damage !== undefined,
    source: repository === null ? 'files' : 'tuf',
    repository,
    services: servicesOf('done' in config ? config.done : undefined, 'done' in root ? root.done : undefined, now),
    root: 'done' in root ? rootOf(root.done, now) : null,
    refreshedAt: stored?.refreshedAt ?? null,
    ...(problem === undefined ? {} : { problem }),
  };
}

function rootOf({ from, asOf }: CurrentRoot, now: Date): InstanceSummary['root'] {
  const days = Math.floor((now.getTime() - Date.parse(asOf)) / DAY_MS);
  // A clock that was set back since makes nothing younger than new.
  return { from, asOf, ageDays: Math.max(0, days) };
}

/** By the signing config, which names what is in use; of what it does not name, by the trusted root. */
function servicesOf(config: SigningConfig | undefined, root: CurrentRoot | undefined, now: Date): InstanceServices {
  const named = (services: SigningConfig['caUrls'] | undefined): string[] =>
    hosts((services ?? []).filter(({ validFor }) => isNow(validFor?.start, validFor?.end, now)).map(({ url }) => url));
  const trusted = root === undefined ? undefined : trustedAddresses(root.bytes, now);
  const either = (first: string[], second: string[] | undefined): string[] =>
    first.length > 0 ? first : hosts(second ?? []);
  return {
    certificateAuthorities: either(named(config?.caUrls), trusted?.certificateAuthorities),
    logs: either(named(config?.rekorTlogUrls), trusted?.logs),
    timestampAuthorities: either(named(config?.tsaUrls), trusted?.timestampAuthorities),
    logins: named(config?.oidcUrls),
  };
}

interface Entry {
  baseUrl?: unknown;
  uri?: unknown;
  validFor?: { start?: unknown; end?: unknown };
  publicKey?: { validFor?: { start?: unknown; end?: unknown } };
}

/** The root was read strictly before: here only its addresses are looked for. */
function trustedAddresses(bytes: Uint8Array, now: Date): Omit<InstanceServices, 'logins'> {
  const content = JSON.parse(Buffer.from(bytes).toString('utf8')) as Readonly<Record<string, unknown>>;
  const addresses = (list: string): string[] => {
    const entries = content[list];
    if (!Array.isArray(entries)) return [];
    return (entries as Entry[]).flatMap(({ baseUrl, uri, validFor, publicKey }) => {
      const { start, end } = validFor ?? publicKey?.validFor ?? {};
      const address = baseUrl ?? uri;
      return typeof address === 'string' && isNow(dateOf(start), dateOf(end), now) ? [address] : [];
    });
  };
  return {
    certificateAuthorities: addresses('certificateAuthorities'),
    logs: addresses('tlogs'),
    timestampAuthorities: addresses('timestampAuthorities'),
  };
}

const dateOf = (value: unknown): Date | undefined => (typeof value === 'string' ? new Date(value) : undefined);

const isNow = (start: Date | undefined, end: Date | undefined, now: Date): boolean =>
  !(start !== undefined && start > now) && !(end !== undefined && end < now);

/** What is shown of an address: its host, which a URL gives in letters that can be seen. */
function hosts(addresses: readonly string[]): string[] {
  const found = addresses.flatMap((address) => (URL.canParse(address) ? [new URL(address).host] : []));
  return [...new Set(found)].filter((host) => host !== '');
}

async function attempt<T>(work: () => T | Promise<T>): Promise<{ done: T } | { failed: AppError }> {
  try {
    return { done: await work() };
  } catch (error) {
    return { failed: toAppError(error) };
  }
}
