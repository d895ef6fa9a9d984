import { compilePattern } from '../../../shared/pattern.ts';
import type { Signer } from '../../../shared/model/signer.ts';

/** What a page's pattern says of a signer: `loose` where others fit it too, `any-branch` where it leaves open which branch is built. */
export type Fit = 'fits' | 'different' | 'loose' | 'any-branch';

/**
 * Compares an identity with a page's pattern, as cosign does (anywhere in the text), and looks whether the pattern names it: nobody
 * whose address, or whose repository, differs in one character may fit as well.
 */
export function fitOf(pattern: string, { identity = '', build }: Signer): Fit {
  const fits = searching(pattern);
  if (!fits(identity)) return 'different';
  const [prefix, name] = build === undefined ? ['', identity] : namedIn(identity, build.repository);
  if (name === '') return 'loose';
  const rest = identity.slice(prefix.length + name.length);
  for (const other of changed(name)) if (fits(prefix + other + rest)) return 'loose';
  const isBranch = build?.ref?.startsWith('refs/heads/') === true;
  return isBranch && fits(identity.replace(/@refs\/.*$/, '@refs/heads/zz-another')) ? 'any-branch' : 'fits';
}

/** The repository's own part of a workflow's URI, and what stands before it; nothing where another repository's workflow signed. */
function namedIn(identity: string, repository: string): readonly [string, string] {
  const prefix = /^https:\/\/[^/]+\//.exec(repository)?.[0] ?? '';
  return identity.startsWith(`${repository}/`) ? [prefix, repository.slice(prefix.length)] : ['', ''];
}

/** The text with each of its characters changed in turn. Dots are not: few pages escape them. */
function* changed(name: string): Generator<string> {
  for (let at = 0; at < name.length; at++) {
    const was = name[at] ?? '';
    if (!/[A-Za-z0-9]/.test(was) && at > 0 && at < name.length - 1) continue;
    for (const other of ['x', '0', '-'])
      if (other !== was.toLowerCase()) yield name.slice(0, at) + other + name.slice(at + 1);
  }
  yield name.replace(/[^/@]+/g, 'zz');
}

function searching(pattern: string): (text: string) => boolean {
  try {
    const anywhere = compilePattern(`(?:.*(?:${pattern}).*)`);
    return (text) => anywhere.matches(text);
  } catch {
    return () => false;
  }
}
