import { groupsOfFour, keyEnd } from './visible-text.ts';

/** A key's SHA-256 as ssh-keygen writes it, of upper-case hex. */
export function sshFingerprint(fingerprint: string): string {
  const octets = fingerprint.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  return `SHA256:${btoa(String.fromCharCode(...octets)).replace(/=+$/, '')}`;
}

/** A key's fingerprint, of upper-case hex, as the tools of its kind, or of its signature's format, write it. */
export function writtenFingerprint(format: string | undefined, fingerprint: string): string {
  return format === 'ssh' ? sshFingerprint(fingerprint) : groupsOfFour(fingerprint);
}

/** The end of the same, as `keyEnd` gives it. */
export function writtenEnd(kind: string | undefined, fingerprint: string): string {
  return keyEnd(kind === 'ssh' && fingerprint !== '' ? sshFingerprint(fingerprint) : fingerprint);
}
