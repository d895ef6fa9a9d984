/** Marks the branch that no value of a union reaches; the compiler refuses a call that is reachable. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
