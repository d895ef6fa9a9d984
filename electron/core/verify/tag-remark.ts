import type { Check } from '../../../shared/model/check.ts';
import { seen } from '../../../shared/seen.ts';
import { refName } from '../../../shared/signer-name.ts';
import type { Evidence } from './evidence.ts';
import { listedName } from './sentence.ts';

/** Said where a build ran for another version than the file's name promises: somebody may hand out an old release under a new name. */
export function tagRemarks(evidence: Evidence): Check[] {
  const name = listedName(evidence) ?? evidence.artifact.name;
  const matching = evidence.lists.filter((list) => list.line === 'matches');
  const findings = [...evidence.signatures, ...matching.flatMap((list) => list.signatures)];
  const tags = findings.flatMap(({ result, signer }) => (result === 'good' ? tagOf(signer?.build?.ref) : []));
  return [...new Set(tags)].flatMap((tag): Check[] => {
    const version = otherVersion(tag, name);
    return version === undefined
      ? []
      : [{ check: 'build-tag', outcome: 'not-made', ...seen('tagOfOther', { tag, version }) }];
  });
}

function tagOf(ref: string | undefined): string[] {
  return ref?.startsWith('refs/tags/') === true ? [refName(ref)] : [];
}

const DOTTED = /(?<![\d.])\d{1,9}(?:\.\d{1,9})+/g;
const WHOLE = /^v?(\d{1,9})$/i;

/**
 * The version in a file's name that a tag contradicts. A name may hold more than one (`tool-2.0-py3.12.whl`), and may be shorter or
 * longer than the tag (`2.0` and `v2.0.1`): it contradicts where none of its versions agrees. Undefined where one does, or says nothing.
 */
export function otherVersion(tag: string, name: string): string | undefined {
  const whole = WHOLE.exec(tag)?.[1];
  const ofTag = whole === undefined ? (tag.match(DOTTED) ?? []) : [whole];
  const [first, ...more] = name.match(DOTTED) ?? [];
  if (first === undefined || ofTag.length === 0) return undefined;
  const agree = [first, ...more].some((version) => ofTag.some((one) => isPrefix(partsOf(version), partsOf(one))));
  return agree ? undefined : first;
}

const partsOf = (version: string): number[] => version.split('.').map(Number);

function isPrefix(one: readonly number[], other: readonly number[]): boolean {
  return one.slice(0, other.length).every((part, at) => part === other[at]);
}
