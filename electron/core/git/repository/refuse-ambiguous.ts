import { AppError } from '../../../../shared/error.ts';

/** What git says of a name that means several refs, or a ref and the beginning of an object's name. Its words are in English here. */
const SEVERAL = /refname '(?<name>.{1,200}?)' is ambiguous/s;

/**
 * Throws `usage` where git said that words could mean several things: it takes one of them, a tag before a branch, and whoever made the
 * repository chose what stands under both.
 */
export function refuseAmbiguous(log: string): void {
  const { name } = SEVERAL.exec(log)?.groups ?? {};
  if (name === undefined) return;
  const whole = name.startsWith('refs/') ? '' : `: name it whole, as in refs/heads/${name} or refs/tags/${name}`;
  throw new AppError('usage', `\`${name}\` means several things here${whole}`);
}
