import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newAuthority } from './authority.ts';
import { ctLogHandler, newCtLog } from './ct-log.ts';
import type { Fault, Forgeries, ServiceName } from './faults.ts';
import { forgeToken } from './forge-login.ts';
import { fulcioHandler } from './fulcio.ts';
import { newOidc } from './oidc.ts';
import { newLog, rekor1Handler, rekor2Handler } from './rekor.ts';
import { serve, type SeenRequest, type Served } from './serve.ts';
import { newTimestampAuthority, timestampHandler } from './timestamp.ts';
import { newTokenKey, signToken } from './tokens.ts';
import { signingConfigOf, trustedRootOf } from './trust-files.ts';

/** Which services a signing config names. */
export interface ConfigChoice {
  /** The log's version, or none. The default is the second, with timestamps, as the field has it. */
  log?: 1 | 2 | 'none';
  timestamp?: boolean;
  /** Also the spare of each kind, after the first. */
  spares?: boolean;
}

/** How a lab starts. */
export interface LabOptions extends ConfigChoice {
  /** Where its two files go; a temporary folder otherwise, removed at the end. */
  folder?: string;
  /** How long certificates live (600) and ID tokens (60, as on public-good). */
  certificateSeconds?: number;
  tokenSeconds?: number;
  /** Fixed ports, the first and those that follow; free ones otherwise. */
  port?: number;
}

/** For whom a ready token is. */
export interface Identity {
  email?: string;
  /** The subject, where there is no address or it should differ. */
  subject?: string;
  /** The provider that vouched, as a broker tells it: the certificate names that one as its issuer. */
  connector?: string;
  /** Other claims, such as those of a workflow. */
  claims?: Record<string, unknown>;
  nonce?: string;
  /** A lie in the token. */
  forge?: Forgeries['oidc'];
}

/** A Sigstore on loopback. */
export interface Lab {
  urls: Readonly<Record<ServiceName, string>>;
  /** Whom certificates name as the issuer of a token without a connector. */
  issuer: string;
  /** The key of its certificate log, for a trusted root of somebody else's. */
  ctLogKey: Buffer;
  files: { folder: string; trustedRoot: string; signingConfig: string };
  /** Writes another signing config beside the first; gives its path. */
  writeSigningConfig(choice: ConfigChoice): string;
  /** A ready ID token, as a login would give it. */
  token(identity: Identity): string;
  /** Makes the next answers of a service go wrong: once, unless told how often; only those to a path that begins so. */
  inject<S extends ServiceName>(service: S, fault: Fault<S>, more?: { times?: number; path?: string }): void;
  /** Takes back what is still to go wrong. */
  heal(service?: ServiceName): void;
  /** What a service was asked, oldest first. */
  requests(service: ServiceName): readonly SeenRequest[];
  /** Forgets the requests seen so far. */
  forgetRequests(): void;
  /** How long certificates and tokens live from now on. */
  lifetimes: { certificateSeconds: number; tokenSeconds: number };
  close(): Promise<void>;
}

/** Starts every service on a loopback port of its own and writes the two files that clients want. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const lifetimes = {
    certificateSeconds: options.certificateSeconds ?? 600,
    tokenSeconds: options.tokenSeconds ?? 60,
  };
  const tokenKey = newTokenKey();
  const [ctLog, log1, log2, log1Spare, log2Spare, timestamps, timestampsSpare] = await Promise.all([
    newCtLog(),
    ...[newLog(), newLog(), newLog(), newLog()],
    newTimestampAuthority(),
    newTimestampAuthority(),
  ] as const);
  const [authority, authoritySpare] = await Promise.all([newAuthority(ctLog), newAuthority(ctLog)]);
  let oidc: Awaited<ReturnType<typeof newOidc>> | undefined;
  let issuer = '';
  const port = (at: number): number => (options.port === undefined ? 0 : options.port + at);
  const fulcio = (own: typeof authority) =>
    fulcioHandler({ authority: own, tokenKey, issuer: () => issuer, validSeconds: () => lifetimes.certificateSeconds });

  const services: Record<ServiceName, Served> = {
    oidc: await serve(async (url) => {
      issuer = url;
      oidc = await newOidc({ url, key: tokenKey, tokenSeconds: () => lifetimes.tokenSeconds });
      return oidc.handler;
    }, port(0)),
    fulcio: await serve(() => fulcio(authority), port(1)),
    ctlog: await serve(() => ctLogHandler(ctLog), port(2)),
    rekor1: await serve(() => rekor1Handler(log1), port(3)),
    rekor2: await serve(() => rekor2Handler(log2), port(4)),
    timestamp: await serve(() => timestampHandler(timestamps), port(5)),
    fulcioSpare: await serve(() => fulcio(authoritySpare), port(6)),
    rekor1Spare: await serve(() => rekor1Handler(log1Spare), port(7)),
    rekor2Spare: await serve(() => rekor2Handler(log2Spare), port(8)),
    timestampSpare: await serve(() => timestampHandler(timestampsSpare), port(9)),
  };
  const names = Object.keys(services) as ServiceName[];
  const urls = Object.fromEntries(names.map((name) => [name, services[name].url])) as Record<ServiceName, string>;
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'cs-lab-'));
  const write = (name: string, content: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
    return path;
  };

  const own = 'lab.example';
  const spare = 'spare.example';
  const trustedRoot = write(
    'trusted_root.json',
    trustedRootOf({
      logs: [
        { url: urls.rekor1, publicKey: log1.publicKey, operator: own },
        { url: urls.rekor2, publicKey: log2.publicKey, operator: own },
        { url: urls.rekor1Spare, publicKey: log1Spare.publicKey, operator: spare },
        { url: urls.rekor2Spare, publicKey: log2Spare.publicKey, operator: spare },
      ],
      ctLogs: [{ url: urls.ctlog, publicKey: ctLog.publicKey, operator: own }],
      authorities: [
        { url: urls.fulcio, name: 'sigstore', chain: [authority.root], operator: own },
        { url: urls.fulcioSpare, name: 'sigstore', chain: [authoritySpare.root], operator: spare },
      ],
      timestampAuthorities: [
        { url: urls.timestamp, name: 'tsa', chain: timestamps.chain, operator: own },
        { url: urls.timestampSpare, name: 'tsa', chain: timestampsSpare.chain, operator: spare },
      ],
    }),
  );
  const configOf = ({ log = 2, timestamp = true, spares = false }: ConfigChoice): unknown => {
    const both = (first: string, second: string, version: number) => [
      { url: first, version, operator: own },
      ...(spares ? [{ url: second, version, operator: spare }] : []),
    ];
    const logs = log === 1 ? both(urls.rekor1, urls.rekor1Spare, 1) : both(urls.rekor2, urls.rekor2Spare, 2);
    const path = '/api/v1/timestamp';
    return signingConfigOf({
      authorities: both(urls.fulcio, urls.fulcioSpare, 1),
      providers: [{ url: urls.oidc, version: 1, operator: own }],
      logs: log === 'none' ? [] : logs,
      timestampAuthorities: timestamp ? both(`${urls.timestamp}${path}`, `${urls.timestampSpare}${path}`, 1) : [],
    });
  };
  const signingConfig = write('signing_config.json', configOf(options));
  let written = 0;

  return {
    urls,
    issuer,
    ctLogKey: ctLog.publicKey,
    files: { folder, trustedRoot, signingConfig },
    writeSigningConfig: (choice) => write(`signing_config.${++written}.json`, configOf(choice)),
    token(identity) {
      const now = Math.floor(Date.now() / 1000);
      const { email, subject, connector, claims, nonce, forge } = identity;
      const sub = subject ?? email ?? 'nobody';
      const token = signToken(
        {
          iss: issuer,
          aud: 'sigstore',
          sub,
          iat: now,
          exp: now + lifetimes.tokenSeconds,
          ...(email !== undefined && { email, email_verified: true }),
          ...(connector !== undefined && { federated_claims: { connector_id: connector, user_id: sub } }),
          ...(nonce !== undefined && { nonce }),
          ...claims,
        },
        tokenKey,
      );
      return forge === undefined ? token : forgeToken(token, forge, tokenKey);
    },
    inject: (service, fault, { times = 1, path = '/' } = {}) => services[service].plan.add(fault, times, path),
    heal(service) {
      for (const name of service === undefined ? names : [service]) services[name].plan.clear();
    },
    requests: (service) => services[service].seen,
    forgetRequests() {
      for (const name of names) services[name].seen.length = 0;
    },
    lifetimes,
    async close() {
      await Promise.all(names.map((name) => services[name].close()));
      await oidc?.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
