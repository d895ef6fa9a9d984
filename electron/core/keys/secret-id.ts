/** The name of an OpenPGP key's secret part in the secret store; `fingerprint` is the primary's, upper-case hex. */
export const secretId = (fingerprint: string): string => `openpgp ${fingerprint}`;
