/** Bytes that break OpenPGP's rules. Thrown inside this folder only; its public functions turn it into a finding. */
export class MalformedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedError';
  }
}

/** Bytes that may be sound but are of a version or kind that this app does not read. */
export class UnreadableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableError';
  }
}
