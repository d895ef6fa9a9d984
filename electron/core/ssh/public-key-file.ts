import { SshMalformedError, SshUnreadableError } from './malformed.ts';
import { readPublicKey, type SshPublicKey } from './public-key.ts';

const LINE = /^(?<type>[a-z0-9@.-]+)[ \t]+(?<base64>[A-Za-z0-9+/]+={0,2})(?:\s|$)/;
const MAX_BYTES = 1024 * 1024;

/** The keys in a file as `ssh-keygen` writes it (`id_ed25519.pub`), one a line; none where anything else stands in it. Never throws. */
export function readPublicKeyFile(bytes: Uint8Array): SshPublicKey[] {
  return readPublicKeyLines(bytes).map(({ key }) => key);
}

/** The same, with what is written behind each. */
export function readPublicKeyLines(bytes: Uint8Array): { key: SshPublicKey; comment: string }[] {
  if (bytes.length > MAX_BYTES) return [];
  const keys: { key: SshPublicKey; comment: string }[] = [];
  for (const line of Buffer.from(bytes).toString('utf8').split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const key = readKeyLine(line);
    if (key === undefined) return [];
    keys.push({
      key,
      comment: line
        .trim()
        .split(/[ \t]+/)
        .slice(2)
        .join(' '),
    });
  }
  return keys;
}

/** A key or certificate as such a file has it. */
export function sshPublicLine(blob: Buffer, comment = ''): string {
  const type = blob.subarray(4, 4 + blob.readUInt32BE()).toString('latin1');
  return `${[type, blob.toString('base64'), comment].filter((part) => part !== '').join(' ')}\n`;
}

/** The key that a text begins with; undefined for what begins with none. */
export function readKeyLine(text: string): SshPublicKey | undefined {
  const { type, base64 } = LINE.exec(text)?.groups ?? {};
  if (type === undefined || base64 === undefined) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64') !== base64) return undefined;
  // What looks like a key and holds one of another type than it says may be something else.
  if (bytes.subarray(4, 4 + type.length).toString('latin1') !== type) return undefined;
  try {
    return readPublicKey(bytes);
  } catch (error) {
    if (error instanceof SshMalformedError || error instanceof SshUnreadableError) return undefined;
    throw error;
  }
}
