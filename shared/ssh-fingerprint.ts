/** A key's SHA-256 as ssh-keygen writes it, of upper-case hex. */
export function sshFingerprint(fingerprint: string): string {
  const octets = fingerprint.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  return `SHA256:${btoa(String.fromCharCode(...octets)).replace(/=+$/, '')}`;
}
