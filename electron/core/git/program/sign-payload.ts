import { AppError } from '../../../../shared/error.ts';
import type { Engine, MadePackets } from '../../engines/engine.ts';
import type { OpenedKeys } from '../../keys/key-service-open.ts';
import { memoryReading } from '../../hash/memory-reading.ts';
import { CertificateIndex } from '../../openpgp/certificate-index.ts';
import { inspectOpenpgp } from '../../openpgp/inspect.ts';
import { armorBlock } from '../../openpgp/make/key-armor.ts';
import type { SignaturePacket } from '../../openpgp/signature-packet.ts';
import { verifyPackets } from '../../sign/verify-made.ts';

/** A signature over what git signs. */
export interface SignedPayload {
  armored: string;
  packet: SignaturePacket;
  /** Fingerprint of the primary key. */
  primary: string;
  /** Fingerprint of the key that signed. */
  fingerprint: string;
}

/**
 * Signs with the app's OpenPGP key that `selector` names, as git names keys: a fingerprint, its last 16 digits (with `!` behind it: this
 * very key), or somebody with their address. What was made is verified before it is given. Throws `key-not-found`, `key-ambiguous`,
 * `unsupported` for other keys, and as the engine does.
 */
export async function signPayload(
  payload: Buffer,
  selector: string,
  keys: OpenedKeys,
  engine: Engine<MadePackets>,
  now: Date,
): Promise<SignedPayload> {
  const isExact = selector.endsWith('!');
  const summary = await keys.find(isExact ? selector.slice(0, -1) : selector, 'sign');
  if (summary.engine !== 'openpgp')
    throw new AppError('unsupported', `${summary.id} is no OpenPGP key that the app keeps`);
  const reading = memoryReading('', payload);
  const source = { kind: 'file', reading } as const;
  const { packets } = await engine.sign(source, summary.id, { now, ask: () => Promise.resolve(null) });
  const armored = armorBlock('SIGNATURE', packets);
  const index = new CertificateIndex();
  index.add(await keys.openpgp.certificate(summary.id));
  const bytes = new TextEncoder().encode(armored);
  await verifyPackets([{ summary, engine }], index, bytes, source, reading, now);
  const content = inspectOpenpgp(bytes);
  const packet = content.kind === 'signatures' ? content.signatures[0]?.packet : undefined;
  const fingerprint = packet?.issuers.find((one) => one.length >= 40);
  if (packet === undefined || fingerprint === undefined) throw new AppError('verify-after-sign', 'it names no key');
  if (isExact && !fingerprint.endsWith(selector.slice(0, -1).replace(/^0x/i, '').toUpperCase()))
    throw new AppError('no-signing-key', `${fingerprint} would sign, not ${selector}`);
  return { armored, packet, primary: summary.fingerprint, fingerprint };
}
