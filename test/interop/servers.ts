import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PublicKeyDetails } from '@sigstore/protobuf-specs';
import { bytesOfPem } from '../lab/der.ts';
import { spkiOf } from '../lab/keys.ts';
import { startLab, type Lab } from '../lab/lab.ts';
import { signingConfigOf, trustConfigOf, trustedRootOf } from '../lab/trust-files.ts';
import type { Ground, Issuers } from './ground.ts';
import { freePorts, programOf, startServer, type Running } from './programs.ts';

/** Fulcio, a log of the second version and a timestamp authority, all real; only the login and the certificate log are the lab's. */
export interface RealSigstore extends Ground {
  /** What the servers printed, for a test that failed. */
  printed(): string;
}

const OPERATOR = 'interop.example';

/** Starts the real servers and writes what clients want to know of them. */
export async function startRealSigstore(): Promise<RealSigstore> {
  const folder = mkdtempSync(join(tmpdir(), 'cs-interop-'));
  const [people, others, builds] = await Promise.all([startLab(), startLab(), startLab()]);
  const labs: Record<Issuers, Lab> = { people, others, builds };
  const ports = await freePorts(7);
  const logKeys = generateKeyPairSync('ed25519');
  const running: Running[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(running.map((one) => one.stop()));
    await Promise.all(Object.values(labs).map((lab) => lab.close()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [fulcio, rekor, timestamp] = await Promise.all([
      startFulcio(folder, labs, ports.slice(0, 3)),
      startRekor(folder, logKeys.privateKey, ports.slice(3, 6)),
      startTimestamp(folder, ports[6]!),
    ]);
    running.push(fulcio, rekor, timestamp);
    const trustedRoot = trustedRootOf({
      logs: [
        {
          url: rekor.url,
          publicKey: spkiOf(logKeys.publicKey),
          keyDetails: PublicKeyDetails.PKIX_ED25519,
          logId: checkpointKeyId('127.0.0.1', logKeys.publicKey),
          operator: OPERATOR,
        },
      ],
      ctLogs: [{ url: people.urls.ctlog, publicKey: people.ctLogKey, operator: OPERATOR }],
      authorities: [
        {
          url: fulcio.url,
          name: 'sigstore',
          chain: await certificatesFrom(fulcio, '/api/v1/rootCert'),
          operator: OPERATOR,
        },
      ],
      timestampAuthorities: [
        {
          url: timestamp.url,
          name: 'tsa',
          chain: await certificatesFrom(timestamp, '/api/v1/timestamp/certchain'),
          operator: OPERATOR,
        },
      ],
    });
    const one = (url: string, version: number) => [{ url, version, operator: OPERATOR }];
    const always = { authorities: one(fulcio.url, 1), providers: one(people.issuer, 1) };
    const signingConfig = signingConfigOf({
      ...always,
      logs: one(rekor.url, 2),
      timestampAuthorities: one(`${timestamp.url}/api/v1/timestamp`, 1),
    });
    const write = (name: string, content: unknown): string => {
      const path = join(folder, name);
      writeFileSync(path, JSON.stringify(content, null, 2));
      return path;
    };
    return {
      folder,
      issuers: { people: people.issuer, others: others.issuer, builds: builds.issuer },
      files: {
        trustedRoot: write('trusted_root.json', trustedRoot),
        signingConfig: write('signing_config.json', signingConfig),
        trustConfig: write('trust_config.json', trustConfigOf(trustedRoot, signingConfig)),
        offlineConfig: write('offline_config.json', signingConfigOf({ ...always, logs: [], timestampAuthorities: [] })),
      },
      token: (identity, issuer = 'people') => labs[issuer].token(identity),
      printed: () => running.map((one) => one.printed()).join('\n'),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function startFulcio(folder: string, labs: Record<Issuers, Lab>, [http, grpc, metrics]: number[]): Promise<Running> {
  const config = join(folder, 'fulcio.json');
  const issuer = (lab: Lab, type: string) => ({
    [lab.issuer]: { IssuerURL: lab.issuer, ClientID: 'sigstore', Type: type },
  });
  writeFileSync(
    config,
    JSON.stringify({
      OIDCIssuers: {
        ...issuer(labs.people, 'email'),
        ...issuer(labs.others, 'email'),
        ...issuer(labs.builds, 'github-workflow'),
      },
    }),
  );
  const args = [
    ...['serve', '--ca', 'ephemeralca', '--config-path', config, '--ct-log-url', labs.people.urls.ctlog],
    ...['--host', '127.0.0.1', '--port', String(http), '--grpc-host', '127.0.0.1', '--grpc-port', String(grpc)],
    ...['--metrics-port', String(metrics), '--legacy-unix-domain-socket', join(folder, 'fulcio.sock')],
  ];
  return startServer(programOf('fulcio'), args, { cwd: folder, port: http!, path: '/healthz' });
}

/** A log of the second version that keeps its tiles in a folder. Other programs show them, as its makers mean it. */
export function startRekor(
  folder: string,
  key: KeyObject,
  [http, grpc, metrics]: number[],
  more: readonly string[] = [],
): Promise<Running> {
  const path = join(folder, 'rekor.pem');
  const storage = join(folder, 'rekor');
  mkdirSync(storage);
  writeFileSync(path, key.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
  const args = [
    ...['serve', '--signer-filepath', path, '--storage-dir', storage, '--checkpoint-interval', '1s'],
    // No port: the clients compare a checkpoint's origin with the host of the log's address.
    ...['--hostname', '127.0.0.1', '--http-port', String(http), '--grpc-port', String(grpc)],
    ...['--http-metrics-port', String(metrics)],
    ...more,
  ];
  return startServer(programOf('rekor'), args, { cwd: folder, port: http!, path: '/healthz' });
}

function startTimestamp(folder: string, port: number): Promise<Running> {
  const args = ['serve', '--host', '127.0.0.1', '--port', String(port)];
  const more = ['--timestamp-signer', 'memory', '--disable-ntp-monitoring'];
  return startServer(programOf('timestamp'), [...args, ...more], { cwd: folder, port, path: '/ping' });
}

/** The certificates that a server says it signs with, its own first. */
async function certificatesFrom(server: Running, path: string): Promise<Buffer[]> {
  const text = await (await fetch(server.url + path)).text();
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new Error(`${server.url}${path} gives no certificate`);
  return blocks.map(bytesOfPem);
}

/** How entries of a log with an Ed25519 key name it: the key ID of its checkpoints (C2SP's signed notes). */
export function checkpointKeyId(origin: string, key: KeyObject): Buffer {
  const raw = spkiOf(key).subarray(-32);
  return createHash('sha256')
    .update(`${origin}\n`)
    .update(Buffer.from([1]))
    .update(raw)
    .digest();
}
