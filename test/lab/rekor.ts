import { createHash, randomBytes, randomInt, sign, type KeyObject } from 'node:crypto';
import { initializeTLog } from '@sigstore/mock';
import { TransparencyLogEntry } from '@sigstore/protobuf-specs';
import { entryOfVersion1, entryOfVersion2 } from './entries.ts';
import type { Forgeries } from './faults.ts';
import { newKeyPair } from './keys.ts';
import { leafHash, MerkleTree } from './merkle.ts';
import { json, refuse, type Handler } from './serve.ts';

/** An entry as the first version of the log gives it. */
interface LogEntry {
  body: string;
  integratedTime: number;
  logID: string;
  logIndex: number;
  verification: {
    inclusionProof?: { logIndex: number; treeSize: number; rootHash: string; hashes: string[]; checkpoint: string };
    signedEntryTimestamp: string;
  };
}

type Forgery = Forgeries['rekor1'] | null;
type Proof = NonNullable<LogEntry['verification']['inclusionProof']>;

/** A transparency log without its wire. */
export interface Log {
  publicKey: Buffer;
  /** Adds an entry, unless it is there; says under which name and whether it was. */
  add(entry: object, forge: Forgery): Promise<Added>;
  all(): readonly (readonly [string, LogEntry])[];
  /** The tree as the second version shows it: its signed state, and parts of it by their paths. */
  checkpoint(): string;
  tile(path: string): Buffer | undefined;
}

interface Added {
  uuid: string;
  found: LogEntry;
  old: boolean;
}

/** Without a port: the clients compare a checkpoint's origin with the host of the log's address. */
const HOST = '127.0.0.1';

/** Starts a log over the mock's, whose every entry is alone; the tree that they grow into and its checkpoints are our own. */
export async function newLog(): Promise<Log> {
  const keys = newKeyPair();
  const stranger = newKeyPair();
  const honest = await initializeTLog(`http://${HOST}`, keys);
  const elsewhere = await initializeTLog(`http://${HOST}`, stranger);
  const tree = new MerkleTree();
  // A log that is not new, so that every proof has a path.
  const contents: Buffer[] = [];
  const grow = (content: Buffer): number => {
    contents.push(content);
    return tree.add(content);
  };
  for (let old = 0; old < 5; old++) grow(randomBytes(32));
  const treeId = randomInt(2 ** 47);
  const kept = new Map<string, LogEntry>();
  const byBody = new Map<string, string>();

  const prove = (body: string): Proof => {
    const logIndex = grow(Buffer.from(body, 'base64'));
    return {
      logIndex,
      treeSize: tree.size,
      rootHash: tree.root().toString('hex'),
      hashes: tree.path(logIndex).map((hash) => hash.toString('hex')),
      checkpoint: checkpoint(),
    };
  };
  const checkpoint = (): string => {
    const note = `${HOST} - ${treeId}\n${tree.size}\n${tree.root().toString('base64')}\n`;
    return signedNote(note, logIdOf(honest.publicKey).subarray(0, 4), keys.privateKey);
  };

  const forged = (entry: LogEntry, forge: Forgery): LogEntry => {
    const copy = structuredClone(entry);
    const { verification } = copy;
    const proof = verification.inclusionProof;
    if (forge === 'promise') {
      const { body, integratedTime, logID, logIndex } = copy;
      const promised = Buffer.from(JSON.stringify({ body, integratedTime, logID, logIndex }));
      verification.signedEntryTimestamp = sign('sha256', promised, stranger.privateKey).toString('base64');
    }
    if (forge === 'no-proof') delete verification.inclusionProof;
    if (forge === 'root' && proof !== undefined) proof.rootHash = randomBytes(32).toString('hex');
    if (forge === 'proof' && proof !== undefined) proof.hashes[0] = randomBytes(32).toString('hex');
    if (forge === 'checkpoint' && proof !== undefined) {
      const note = proof.checkpoint.slice(0, proof.checkpoint.indexOf('\n\n') + 1);
      proof.checkpoint = signedNote(note, logIdOf(honest.publicKey).subarray(0, 4), stranger.privateKey);
    }
    return copy;
  };

  return {
    publicKey: honest.publicKey,
    async add(entry, forge) {
      if (forge === 'log') return { ...only((await elsewhere.log(entry)) as object), old: false };
      const body = JSON.stringify(entry);
      const known = byBody.get(body);
      const there = known === undefined ? undefined : kept.get(known);
      if (known !== undefined && there !== undefined) return { uuid: known, found: there, old: true };
      const { found } = only((await honest.log(forge === 'entry' ? somebodyElses(entry) : entry)) as object);
      const uuid = nameOf(treeId, found.body);
      found.verification.inclusionProof = prove(found.body);
      if (forge !== 'entry') {
        kept.set(uuid, found);
        byBody.set(body, uuid);
      }
      return { uuid, found: forged(found, forge), old: false };
    },
    all: () => [...kept],
    checkpoint,
    tile(path) {
      const [, level = '', name = '', partial] = /^tile\/(\d|entries)\/([x\d/]+?)(?:\.p\/(\d+))?$/.exec(path) ?? [];
      if (level === '') return undefined;
      const index = Number(name.replace(/[x/]/g, ''));
      const width = Number(partial ?? 256);
      if (level !== 'entries') return tree.tile(Number(level), index, width);
      const entries = contents.slice(index * 256, index * 256 + width);
      return Buffer.concat(entries.flatMap((entry) => [Buffer.from([entry.length >> 8, entry.length & 255]), entry]));
    },
  };
}

/** An entry's name: its tree's number and the hash of its leaf. */
const nameOf = (treeId: number, body: string): string =>
  treeId.toString(16).padStart(16, '0') + leafHash(Buffer.from(body, 'base64')).toString('hex');

/** A checkpoint: its text, and the line with the signature. */
function signedNote(note: string, hint: Buffer, key: KeyObject): string {
  const signature = Buffer.concat([hint, sign('sha256', Buffer.from(note), key)]);
  return `${note}\n\u2014 ${HOST} ${signature.toString('base64')}\n`;
}

function only(logged: object): Omit<Added, 'old'> {
  const [uuid, found] = Object.entries(logged)[0] as [string, LogEntry];
  return { uuid, found };
}

/** The entry of somebody who signed other bytes: the same form, another digest. */
function somebodyElses(entry: object): object {
  const digest = randomBytes(32);
  return JSON.parse(JSON.stringify(entry), (key, value: unknown) => {
    if (key === 'value') return digest.toString('hex');
    if (key === 'digest') return digest.toString('base64');
    return value;
  }) as object;
}

/** The wire of Rekor's first version: add, look up, and 409 with the place of an entry that is there. */
export function rekor1Handler(log: Log): Handler {
  return async ({ method, path, body }, forge) => {
    const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
    if (pathname === '/api/v1/index/retrieve' && method === 'POST')
      return json(200, namesOf(log, JSON.parse(body.toString()) as Wanted));
    if (!pathname.startsWith('/api/v1/log/entries')) return refuse(404, 'no such path');
    if (method === 'GET') {
      const uuid = pathname.slice('/api/v1/log/entries/'.length);
      const index = searchParams.get('logIndex');
      const found = log.all().find(([id, one]) => (index === null ? id === uuid : one.logIndex === Number(index)));
      return found === undefined ? refuse(404, 'entry not found') : json(200, Object.fromEntries([found]));
    }
    let entry: object;
    try {
      entry = entryOfVersion1(JSON.parse(body.toString()));
    } catch (error) {
      return refuse(400, `error processing entry: ${String(error)}`);
    }
    const { uuid, found, old } = await log.add(entry, forge as Forgery);
    const location = `/api/v1/log/entries/${uuid}`;
    if (!old) return json(201, { [uuid]: found }, { location, etag: uuid });
    return json(409, { code: 409, message: `an equivalent entry already exists with UUID ${uuid}` }, { location });
  };
}

/** What the log's index is asked for: what has a digest, or what somebody signed. */
interface Wanted {
  hash?: string;
  publicKey?: { content: string };
}

function namesOf(log: Log, { hash, publicKey }: Wanted): string[] {
  const digest = (hash ?? '').replace(/^sha256:/, '');
  const isIt = (body: string): boolean =>
    publicKey === undefined ? body.includes(digest) : keyIn(body) === bare(publicKey.content);
  return log.all().flatMap(([uuid, { body }]) => (isIt(Buffer.from(body, 'base64').toString()) ? [uuid] : []));
}

/** Whose signature an entry of the kind `hashedrekord` is; undefined for other kinds. */
function keyIn(body: string): string | undefined {
  const { spec } = JSON.parse(body) as { spec: { signature?: { publicKey: { content: string } } } };
  return spec.signature && bare(spec.signature.publicKey.content);
}

/** What a PEM holds, without its lines and spaces. */
const bare = (content: string): string =>
  Buffer.from(content, 'base64')
    .toString()
    .replace(/-----.*-----|\s/g, '');

/** The wire of Rekor's second version: add, and the tree in parts; proofs without a promise and without a time. */
export function rekor2Handler(log: Log): Handler {
  return async ({ method, path, body }, forge) => {
    if (method === 'GET') {
      const part = path.replace('/api/v2/', '');
      const shown = part === 'checkpoint' ? Buffer.from(log.checkpoint()) : log.tile(part);
      return shown === undefined
        ? refuse(404, 'no such path')
        : { status: 200, body: shown, headers: { 'content-type': 'application/octet-stream' } };
    }
    if (method !== 'POST' || path !== '/api/v2/log/entries') return refuse(404, 'no such path');
    let wanted: ReturnType<typeof entryOfVersion2>;
    try {
      wanted = entryOfVersion2(JSON.parse(body.toString()));
    } catch (error) {
      return refuse(400, `invalid hashedrekord request: ${String(error)}`);
    }
    const { found, old } = await log.add(wanted.entry, forge as Forgery);
    if (old)
      return refuse(
        409,
        `an equivalent entry already exists in the transparency log with index ${version2(found, wanted.kind).logIndex}`,
      );
    return json(201, TransparencyLogEntry.toJSON(version2(found, wanted.kind)));
  };
}

function version2(entry: LogEntry, kind: string): TransparencyLogEntry {
  const proof = entry.verification.inclusionProof;
  return {
    // The place in the tree; the first version counts over several trees.
    logIndex: String(proof?.logIndex ?? entry.logIndex),
    logId: { keyId: Buffer.from(entry.logID, 'hex') },
    kindVersion: { kind, version: '0.0.2' },
    integratedTime: '0',
    inclusionPromise: undefined,
    inclusionProof: proof && {
      logIndex: String(proof.logIndex),
      treeSize: String(proof.treeSize),
      rootHash: Buffer.from(proof.rootHash, 'hex'),
      hashes: proof.hashes.map((hash) => Buffer.from(hash, 'hex')),
      checkpoint: { envelope: proof.checkpoint },
    },
    canonicalizedBody: Buffer.from(entry.body, 'base64'),
  };
}

/** How a log is named in a trusted root: the digest of its key. */
export const logIdOf = (publicKey: Buffer): Buffer => createHash('sha256').update(publicKey).digest();
