import { UsageError } from './usage-error.ts';

/** One of several words. Throws `UsageError`. */
export function oneOf<const Word extends string>(flag: string, value: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new UsageError(`${flag} cannot be \`${value}\``, `write ${flag} ${words.join('|')}`);
  return found;
}
