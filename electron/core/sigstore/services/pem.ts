/** The text form (RFC 7468) of a certificate or key. */
export function pem(label: 'CERTIFICATE' | 'PUBLIC KEY' | 'CERTIFICATE REQUEST', der: Uint8Array): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .match(/.{1,64}/g);
  return `-----BEGIN ${label}-----\n${(lines ?? []).join('\n')}\n-----END ${label}-----\n`;
}

const BLOCK = /-----BEGIN CERTIFICATE-----\s([A-Za-z0-9+/=\s]+?)-----END CERTIFICATE-----/g;

/** The bytes of every certificate in a text, in order. */
export function certificatesOfPem(text: string): Buffer[] {
  return [...text.matchAll(BLOCK)].map(([, base64 = '']) => Buffer.from(base64, 'base64'));
}
