/** The name of an OpenPGP key's secret part in the secret store; `fingerprint` is the primary's, upper-case hex. */
export const secretId = (fingerprint: string): string => `openpgp ${fingerprint}`;

/** The name of the secret part of a key of cosign's kind in the secret store. */
export const cosignSecretId = (fingerprint: string): string => `cosign ${fingerprint}`;

/** The name of an SSH key's secret part in the secret store. */
export const sshSecretId = (fingerprint: string): string => `ssh ${fingerprint}`;
