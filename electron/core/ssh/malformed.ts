/** Bytes that break the rules of SSH's formats. Thrown inside this folder only; its public functions turn it into a finding. */
export class SshMalformedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SshMalformedError';
  }
}

/** Bytes that may be sound but are of a kind that this app does not read. */
export class SshUnreadableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SshUnreadableError';
  }
}
