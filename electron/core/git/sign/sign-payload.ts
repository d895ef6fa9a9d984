import { assertNever } from '../../../../shared/assert-never.ts';
import { AppError } from '../../../../shared/error.ts';
import type { Engine, MadeBundle, MadeSignature, SignContext } from '../../engines/engine.ts';
import type { SshEngine } from '../../engines/ssh/ssh-engine.ts';
import { memoryReading } from '../../hash/memory-reading.ts';
import { armorBlock } from '../../openpgp/make/key-armor.ts';
import { readSigstore } from '../../sigstore/read.ts';
import type { GitSigning } from './git-signing.ts';

/** Signs what a tag's or commit's signature covers; gives the armored signature with a line end. `name`: what the user is asked about. */
export async function signPayload(signing: GitSigning, name: string, payload: Buffer): Promise<string> {
  if (signing.run !== undefined) return signByLogin(signing, name, payload);
  const made = await sign(signing, name, payload);
  switch (made.format) {
    case 'openpgp':
      return armorBlock('SIGNATURE', made.packets);
    case 'ssh':
      return Buffer.from(made.signature).toString('latin1');
    case 'sigstore':
      throw new AppError('unsupported', 'git knows no such signatures');
    default:
      return assertNever(made);
  }
}

async function sign(signing: GitSigning, name: string, bytes: Buffer): Promise<MadeSignature> {
  const { parts, key, context, run, sigstore } = signing;
  const { engine, summary } = key;
  const asked: SignContext = {
    now: parts.clock(),
    ask: (prompt, withdrawn) => context.ask({ ...prompt, files: [name] }, withdrawn),
    ...(context.signal === undefined ? {} : { signal: context.signal }),
    ...(sigstore === undefined ? {} : { sigstore }),
    ...(run === undefined ? {} : { run }),
  };
  if (isSsh(engine)) return engine.signGit(bytes, summary.id, asked);
  return engine.sign({ kind: 'file', reading: memoryReading(name, bytes) }, summary.id, asked);
}

/** SSH's signatures say what they are for: one of a file is none of a tag. */
function isSsh(engine: Engine): engine is SshEngine {
  return 'signGit' in engine;
}

/** As gitsign signs: over attributes that name the payload's digest. What the log knows is the digest of these. */
async function signByLogin(signing: GitSigning, name: string, payload: Buffer): Promise<string> {
  const { signedAttributes, writeGitsign } = await import('../../sigstore/gitsign/write.ts');
  const attributes = signedAttributes(payload, signing.parts.clock());
  const made = await sign(signing, name, attributes);
  if (made.format !== 'sigstore' || made.certificate === undefined) throw new AppError('internal', made.format);
  // What stands in an object cannot be logged later: nothing is kept of it.
  if (made.notLogged !== undefined) throw made.notLogged.why;
  const { signature, certificate } = made;
  return writeGitsign({ attributes, certificate, signature, ...witnesses(made) });
}

/** An object holds one entry and one timestamp. */
function witnesses({ bundle }: MadeBundle) {
  const read = readSigstore(bundle);
  if (read?.kind !== 'content') throw new AppError('internal', 'a bundle that cannot be read');
  const [entry] = read.content.entries;
  const [timestamp] = read.content.timestamps;
  return { ...(entry === undefined ? {} : { entry }), ...(timestamp === undefined ? {} : { timestamp }) };
}
