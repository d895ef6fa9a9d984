import { AppError } from '../../../shared/error.ts';
import type { Check } from '../../../shared/model/check.ts';
import type { Publisher } from '../../../shared/model/publisher.ts';
import type { SignerRule } from '../../../shared/signer-rule.ts';
import type { ActivityLog } from '../audit/activity-log.ts';
import type { CertificateRecord } from '../keys/key-service.ts';
import { CertificateIndex } from '../openpgp/certificate-index.ts';
import type { Root } from '../sigstore/judged-by.ts';
import type { TransportOptions } from '../sigstore/services/transport.ts';
import type { PublisherService } from '../trust/publisher-service.ts';
import type { Clock } from '../util/clock.ts';
import { prepareExpecting, type Expecting } from './expect.ts';
import type { KnownEntries } from './git-logs.ts';
import type { GitJudgedBy } from './git-object.ts';
import type { GitRequest } from './git-service.ts';
import { chooseRoots, type TrustedRoots } from './trusted-roots.ts';
import { readUserKeys, type UserKeys } from './user-keys.ts';

/** What checking tags and commits needs of the rest of the house. */
export interface GitParts {
  certificates: () => Promise<CertificateRecord[]>;
  roots: () => Promise<readonly Root[]>;
  publishers: PublisherService;
  activity: ActivityLog;
  clock: Clock;
  env: NodeJS.ProcessEnv;
  /** How logs are asked, where somebody wants that. */
  transport: TransportOptions;
  /** What they answered, for as long as this program runs. */
  known?: KnownEntries;
}

/** What a call judges by, and what is to be said of it. */
export interface PreparedGit {
  expecting: Expecting;
  by: GitJudgedBy;
  remarks: Check[];
}

/**
 * Reads what the user named for the call, and who is expected: of the repository in this folder, where nobody is named. Throws `usage`
 * for a publisher or an instance that is not there.
 */
export async function prepareGit(parts: GitParts, request: GitRequest, folder?: string): Promise<PreparedGit> {
  const userKeys = request.keys === undefined ? undefined : await readUserKeys(request.keys);
  const chosen = await rootsFor(parts, request);
  const signers = signersOf(request, userKeys, chosen);
  // Who is named for a call replaces the stored pins.
  const publishers = signers === undefined ? await parts.publishers.list() : [];
  const named = await publisherOf(parts.publishers, request.publisher, publishers, folder);
  const unusable = userKeys?.unusable ?? chosen?.unusable;
  const expecting = prepareExpecting({
    publishers,
    memory: await parts.activity.memory(),
    threshold: 1,
    ...(named === undefined ? {} : { named }),
    ...(signers === undefined ? {} : { signers }),
    ...(unusable === undefined ? {} : { unusable }),
  });
  const certificates = new CertificateIndex();
  const records = await parts.certificates();
  for (const { bytes } of records) certificates.add(bytes);
  for (const bytes of userKeys?.bytes ?? []) certificates.add(bytes);
  const refreshed = new Map(records.map((record) => [record.fingerprint, record.refreshedAt ?? null]));
  let roots: Promise<readonly Root[]> | undefined;
  return {
    expecting,
    by: {
      certificates,
      refreshedAt: (fingerprint) => refreshed.get(fingerprint) ?? null,
      ...(userKeys === undefined || userKeys.allowed.signers.length === 0 ? {} : { allowed: userKeys.allowed }),
      roots: () => (roots ??= chosen === undefined ? parts.roots() : Promise.resolve(chosen.roots)),
      now: request.at ?? parts.clock(),
    },
    remarks: (userKeys?.remarks ?? []).map((remark) => ({ check: 'key-input', outcome: 'not-made', ...remark })),
  };
}

/** The publisher named for the call, else the one whose the user said that the repository is. */
async function publisherOf(
  service: PublisherService,
  name: string | undefined,
  publishers: readonly Publisher[],
  folder: string | undefined,
): Promise<Publisher | undefined> {
  if (name === undefined)
    return publishers.find(({ repositories }) => folder !== undefined && repositories?.includes(folder) === true);
  const named = await service.get(name);
  if (named === undefined) throw new AppError('usage', `no publisher is called ${name}`);
  return named;
}

/** Roots are looked at before there is a signature that wants them only where the user's words depend on them. */
async function rootsFor(parts: GitParts, request: GitRequest): Promise<TrustedRoots | undefined> {
  const { trustedRoot, instance, identities } = request;
  if (trustedRoot === undefined && instance === undefined && identities === undefined) return undefined;
  const named = { ...(trustedRoot !== undefined && { trustedRoot }), ...(instance !== undefined && { instance }) };
  return chooseRoots(named, parts.roots);
}

/** Whom the user named for this call; undefined where nobody was. */
function signersOf(
  { identities }: GitRequest,
  userKeys: UserKeys | undefined,
  roots: TrustedRoots | undefined,
): SignerRule[] | undefined {
  if (userKeys === undefined && identities === undefined) return undefined;
  const instance = roots?.vouches;
  const keys = [...new Set(userKeys?.fingerprints)].map((fingerprint) => ({ fingerprint }));
  const listed = userKeys?.allowedIn === undefined ? [] : [{ allowedSigners: userKeys.allowedIn }];
  const named = (identities ?? []).map((one) => (instance === undefined ? one : { ...one, instance }));
  return [...keys, ...listed, ...named];
}
