/** A tag's name taken apart: what stands before the version, and the version as semver has it. */
interface Version {
  before: string;
  numbers: readonly [number, number, number];
  /** Whether the third number stands there. */
  isWhole: boolean;
  /** `rc.1`; absent for a release. */
  preview?: string;
}

const VERSION =
  /^(?<before>.*?)(?<major>\d{1,6})\.(?<minor>\d{1,6})(?:\.(?<patch>\d{1,6}))?(?:-?(?<preview>[a-z][0-9a-z.-]*))?(?:\+[0-9a-z.-]+)?$/i;
const FIRST = ['v0.1.0', 'v1.0.0'];

/**
 * Names for the next tag, the likeliest first: what follows the highest version among tags that are named as the newest one is.
 * `names`: the newest first.
 */
export function nextVersions(names: readonly string[]): string[] {
  const versions = names.flatMap((name) => versionOf(name) ?? []);
  const [newest] = versions;
  if (newest === undefined) return FIRST.filter((name) => !names.includes(name));
  const [last = newest] = versions.filter(({ before }) => before === newest.before).toSorted((a, b) => compare(b, a));
  return [...new Set(following(last).map((next) => nameOf(next)))].filter((name) => !names.includes(name));
}

/** The version that a tag's name says, without what stands before it; undefined where it says none. */
export function versionIn(name: string): string | undefined {
  const version = versionOf(name);
  return version === undefined ? undefined : name.slice(version.before.length);
}

function versionOf(name: string): Version | undefined {
  const { before = '', major, minor, patch, preview } = VERSION.exec(name)?.groups ?? {};
  if (major === undefined) return undefined;
  return {
    before,
    numbers: [Number(major), Number(minor), Number(patch ?? 0)],
    isWhole: patch !== undefined,
    ...(preview === undefined ? {} : { preview }),
  };
}

function following({ before, numbers, isWhole, preview }: Version): Version[] {
  const [major, minor, patch] = numbers;
  const release = (...next: [number, number, number]): Version => ({ before, numbers: next, isWhole });
  const steps = [
    ...(isWhole ? [release(major, minor, patch + 1)] : []),
    release(major, minor + 1, 0),
    release(major + 1, 0, 0),
  ];
  if (preview === undefined) return steps;
  const counted = /^(?<word>.*?)(?<count>\d{1,6})$/.exec(preview)?.groups;
  const again = counted && {
    before,
    numbers,
    isWhole,
    preview: `${counted['word'] ?? ''}${Number(counted['count']) + 1}`,
  };
  return [...(again === undefined ? [] : [again]), release(...numbers), ...steps.slice(isWhole ? 1 : 0)];
}

function nameOf({ before, numbers, isWhole, preview }: Version): string {
  const version = numbers.slice(0, isWhole ? 3 : 2).join('.');
  return `${before}${version}${preview === undefined ? '' : `-${preview}`}`;
}

function compare(a: Version, b: Version): number {
  for (const place of [0, 1, 2] as const) {
    const step = a.numbers[place] - b.numbers[place];
    if (step !== 0) return step;
  }
  if (a.preview === b.preview) return 0;
  // A release follows its previews.
  if (a.preview === undefined) return 1;
  if (b.preview === undefined) return -1;
  return a.preview.localeCompare(b.preview, 'en', { numeric: true });
}
