import { isWellFormed } from '../../util/is-well-formed.ts';

/** Why git takes a name for no tag: `git check-ref-format` below `refs/tags/`, and what `git tag` itself refuses. */
export type TagNameFault =
  | 'empty'
  | 'begins-with-dash'
  | 'is-head'
  | 'odd-characters'
  | 'odd-dots'
  | 'odd-slashes'
  | 'ends-in-lock'
  | 'too-long';

/** Control characters, space, and what means something in names of revisions. */
// eslint-disable-next-line no-control-regex
const ODD = /[\x00-\x20\x7f~^:?*[\\]|@\{/;
/** Below `refs/tags/`, with git's `.lock` behind the last part, a name has to fit where files of a folder are named. */
const LONGEST_PART = 240;
const LONGEST = 1024;

/** What is wrong with a tag's name; undefined where git takes it. */
export function tagNameFault(name: string): TagNameFault | undefined {
  const parts = name.split('/');
  if (name === '') return 'empty';
  if (name.startsWith('-')) return 'begins-with-dash';
  if (name === 'HEAD') return 'is-head';
  // A lone half of a pair is no character: git would be given another name.
  if (ODD.test(name) || !isWellFormed(name)) return 'odd-characters';
  if (parts.includes('')) return 'odd-slashes';
  if (name.includes('..') || name.endsWith('.') || parts.some((part) => part.startsWith('.'))) return 'odd-dots';
  if (parts.some((part) => part.endsWith('.lock'))) return 'ends-in-lock';
  const sizes = parts.map((part) => Buffer.byteLength(part));
  return Math.max(...sizes) > LONGEST_PART || Buffer.byteLength(name) > LONGEST ? 'too-long' : undefined;
}
