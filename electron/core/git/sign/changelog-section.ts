/** A line that heads a section, by how deep it stands. */
interface Heading {
  line: number;
  /** The first line of what stands below it. */
  below: number;
  depth: number;
  text: string;
}

/**
 * The part of a changelog that is about this version, without its heading: Markdown, or plain text that underlines its headings. Undefined
 * where there is none. Never throws for what the text holds.
 */
export function changelogSection(changelog: string, version: string): string | undefined {
  const lines = changelog.split(/\r?\n/);
  const headings = headingsOf(lines);
  const at = headings.findIndex(({ text }) => names(text, version));
  const heading = headings[at];
  if (heading === undefined) return undefined;
  const end = headings.slice(at + 1).find(({ depth }) => depth <= heading.depth)?.line ?? lines.length;
  const section = lines.slice(heading.below, end).filter((line) => !LINK.test(line));
  const text = section.join('\n').trim();
  return text === '' ? undefined : text;
}

/** Where Markdown keeps the addresses of its links: they stand at a file's end, and belong to no section. */
const LINK = /^\[[^\]]{1,200}\]:\s*\S+\s*$/;
const LEAST_RULE = 3;

function headingsOf(lines: readonly string[]): Heading[] {
  const headings: Heading[] = [];
  let isCode = false;
  for (const [line, text] of lines.entries()) {
    if (/^\s{0,3}(```|~~~)/.test(text)) isCode = !isCode;
    if (isCode) continue;
    const marks = /^(#{1,6})\s+(\S.*)$/.exec(text);
    if (marks !== null) headings.push({ line, below: line + 1, depth: marks[1]?.length ?? 1, text: marks[2] ?? '' });
    const rule = lines[line + 1]?.trim() ?? '';
    const isUnderlined =
      rule.length >= LEAST_RULE && /^(=+|-+)$/.test(rule) && /^\S/.test(text) && !/^[#>*+|-]/.test(text);
    if (isUnderlined) headings.push({ line, below: line + 2, depth: rule.startsWith('=') ? 1 : 2, text });
  }
  return headings;
}

/** Whether a heading is this version's: `## [1.2.3] - 2026-01-31`, `# v1.2.3`, `Version 1.2.3 (2026-01-31)`. */
function names(heading: string, version: string): boolean {
  const words = heading.slice(0, 200).split(/[\s[\](),:]+/);
  return words.some((word) => word === version || word === `v${version}` || word.replace(/^.*@v?/, '') === version);
}
