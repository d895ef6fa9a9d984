/** Bytes that break the rules of Sigstore's formats. Thrown inside this folder only; its public functions turn it into a finding. */
export class MalformedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedError';
  }
}
