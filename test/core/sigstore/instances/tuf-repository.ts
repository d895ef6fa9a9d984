import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Key, MetaFile, Metadata, Root, Signature, Snapshot, TargetFile, Targets, Timestamp } from '@tufjs/models';
import { type HttpService, startHttpService } from '../services/http-service.ts';

const ROLES = ['root', 'timestamp', 'snapshot', 'targets'] as const;
type RoleName = (typeof ROLES)[number];
const YEAR_MS = 365 * 86_400_000;
const SPEC = '1.0.31';

/** A key that signs TUF metadata: ECDSA P-256, as Sigstore's own repositories use it. */
export interface TufKey {
  key: Key;
  secret: KeyObject;
}

export function newTufKey(): TufKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keyVal = { public: publicKey.export({ format: 'pem', type: 'spki' }).toString() };
  const keyID = createHash('sha256').update(keyVal.public).digest('hex');
  return {
    key: new Key({ keyID, keyType: 'ecdsa', scheme: 'ecdsa-sha2-nistp256', keyVal }),
    secret: privateKey,
  };
}

/** How one publication differs from a proper one. */
export interface Publication {
  /** When a role's metadata end; a year from now where not said. */
  expires?: Partial<Record<RoleName, Date>>;
  /** The version that a role's metadata give themselves; the next one where not said. */
  version?: Partial<Record<RoleName, number>>;
  /** The version that the role above calls a role's metadata. */
  called?: Partial<Record<'snapshot' | 'targets', number>>;
  /** Who signs a role's metadata; the repository's own keys where not said. */
  signer?: Partial<Record<RoleName, TufKey>>;
  /** What is named of each target; its length and SHA-256 where not said. */
  describe?: (path: string, content: Buffer) => { length: number; hashes: Record<string, string> };
}

/** A TUF repository with consistent snapshots that a test publishes to, served over real HTTP. */
export class TufRepository {
  readonly targets = new Map<string, Buffer>();
  /** Everything that is served, by its path. */
  readonly files = new Map<string, Buffer>();
  readonly versions: Record<RoleName, number> = { root: 0, timestamp: 0, snapshot: 0, targets: 0 };
  keys: Record<RoleName, TufKey>;
  /** Answers in the place of the repository where it gives true. */
  fault: ((path: string, response: ServerResponse) => boolean) | undefined;
  #service: HttpService | undefined;

  constructor(targets: Readonly<Record<string, string | Buffer>>) {
    const online = newTufKey();
    this.keys = { root: newTufKey(), targets: newTufKey(), snapshot: online, timestamp: online };
    for (const [path, content] of Object.entries(targets)) this.targets.set(path, Buffer.from(content));
    this.publishRoot();
    this.publish();
  }

  /** Its address, once it is served. */
  get url(): string {
    return this.#service?.url.origin ?? '';
  }

  /** Paths that were asked for. */
  get seen(): string[] {
    return (this.#service?.seen ?? []).map((request) => request.replace(/^GET /, ''));
  }

  get sockets(): number {
    return this.#service?.sockets() ?? 0;
  }

  /** A root of the repository; the first one where not said, which is what users are given. */
  root(version = 1): Buffer {
    return this.files.get(`/${version}.root.json`) ?? Buffer.alloc(0);
  }

  async serve(): Promise<this> {
    this.#service = await startHttpService((request: IncomingMessage, response) => {
      const path = request.url ?? '';
      response.sendDate = true;
      if (this.fault?.(path, response) === true) return;
      const file = this.files.get(path);
      response.writeHead(file === undefined ? 404 : 200).end(file);
    });
    return this;
  }

  async close(): Promise<void> {
    await this.#service?.close();
  }

  /** A new root, signed by its own keys and by those before it. */
  publishRoot(how: Publication & { before?: TufKey } = {}): void {
    const version = how.version?.root ?? this.versions.root + 1;
    const metadata = new Metadata(
      new Root({
        version,
        specVersion: SPEC,
        expires: expiry(how, 'root'),
        consistentSnapshot: true,
      }),
    );
    for (const role of ROLES) metadata.signed.addKey(this.keys[role].key, role);
    for (const key of [how.before, how.signer?.root ?? this.keys.root]) if (key !== undefined) signWith(metadata, key);
    this.versions.root += 1;
    this.files.set(`/${this.versions.root}.root.json`, toBytes(metadata));
  }

  /** New targets, snapshot and timestamp. */
  publish(how: Publication = {}): void {
    const next = (role: RoleName): number => (this.versions[role] = how.version?.[role] ?? this.versions[role] + 1);
    const targets = new Metadata(
      new Targets({ version: next('targets'), specVersion: SPEC, expires: expiry(how, 'targets') }),
    );
    for (const [path, content] of this.targets) {
      const sha256 = createHash('sha256').update(content).digest('hex');
      const about = how.describe?.(path, content) ?? { length: content.length, hashes: { sha256 } };
      targets.signed.addTarget(new TargetFile({ path, ...about }));
      this.files.set(`/targets/${sha256}.${path}`, content);
    }
    signWith(targets, how.signer?.targets ?? this.keys.targets);
    this.files.set(`/${how.called?.targets ?? this.versions.targets}.targets.json`, toBytes(targets));

    const meta = { 'targets.json': metaOf(targets, how.called?.targets ?? this.versions.targets) };
    const snapshot = new Metadata(
      new Snapshot({ version: next('snapshot'), specVersion: SPEC, expires: expiry(how, 'snapshot'), meta }),
    );
    signWith(snapshot, how.signer?.snapshot ?? this.keys.snapshot);
    this.files.set(`/${how.called?.snapshot ?? this.versions.snapshot}.snapshot.json`, toBytes(snapshot));

    const timestamp = new Metadata(
      new Timestamp({
        version: next('timestamp'),
        specVersion: SPEC,
        expires: expiry(how, 'timestamp'),
        snapshotMeta: metaOf(snapshot, how.called?.snapshot ?? this.versions.snapshot),
      }),
    );
    signWith(timestamp, how.signer?.timestamp ?? this.keys.timestamp);
    this.files.set('/timestamp.json', toBytes(timestamp));
  }
}

const expiry = (how: Publication, role: RoleName): string =>
  (how.expires?.[role] ?? new Date(Date.now() + YEAR_MS)).toISOString().replace(/\.\d+Z$/, 'Z');

type AnyMetadata = Pick<Metadata<Root>, 'sign' | 'toJSON'>;

function signWith(metadata: AnyMetadata, { key, secret }: TufKey): void {
  metadata.sign((data) => new Signature({ keyID: key.keyID, sig: sign('sha256', data, secret).toString('hex') }));
}

const toBytes = (metadata: AnyMetadata): Buffer => Buffer.from(JSON.stringify(metadata.toJSON()));

function metaOf(metadata: AnyMetadata, version: number): MetaFile {
  const bytes = toBytes(metadata);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return new MetaFile({ version, length: bytes.length, hashes: { sha256 } });
}
