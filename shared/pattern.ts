import { parsePattern, PatternError, type PatternNode, type Range } from './pattern-syntax.ts';

/** A regular expression that fits whole texts only, and whose time is bounded by the length of pattern and text. */
export interface Pattern {
  matches(text: string): boolean;
}

/** So many steps a text may be compared with at each of its characters. */
const MOST_STATES = 2_000;
/** Identities are short; longer texts fit nothing. */
const LONGEST_TEXT = 4_096;
const MOST_KEPT = 500;

type State =
  | { kind: 'take'; ranges: readonly Range[]; negated: boolean; next: number }
  | { kind: 'fork'; next: number[] }
  | { kind: 'start' | 'end'; next: number }
  | { kind: 'done' };

const kept = new Map<string, Pattern>();

/**
 * Makes a pattern of the syntax that Go's programs take (RE2), without what only backtracking can do: it is always compared with the
 * whole text, in all its alternatives at once, so that no pattern can hang (`(a+)+$`). Throws `PatternError`.
 */
export function compilePattern(source: string): Pattern {
  const known = kept.get(source);
  if (known !== undefined) return known;
  const { node, ignoresCase } = parsePattern(source);
  const states: State[] = [{ kind: 'done' }];
  const start = build(node, 0, states);
  const pattern: Pattern = { matches: (text) => run(states, start, text, ignoresCase) };
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(source, pattern);
  return pattern;
}

/** A pattern that fits this text and no other. */
export function literalPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

const ANYBODY = ['x', 'ada@example.org', 'https://example.org/a/b@refs/heads/c'];

/** Whether a pattern fits texts that have nothing in common, so that it says nothing about who is meant. */
export function fitsAnybody(pattern: Pattern): boolean {
  return pattern.matches('') || ANYBODY.every((text) => pattern.matches(text));
}

/** Adds the states of a node in front of `next`, and gives the first of them. */
function build(node: PatternNode, next: number, states: State[]): number {
  switch (node.kind) {
    case 'set':
      return add(states, { kind: 'take', ranges: node.ranges, negated: node.negated, next });
    case 'start':
    case 'end':
      return add(states, { kind: node.kind, next });
    case 'sequence':
      return node.parts.reduceRight((after, part) => build(part, after, states), next);
    case 'either':
      return add(states, { kind: 'fork', next: node.parts.map((part) => build(part, next, states)) });
    case 'repeat':
      return repeat(node, next, states);
  }
}

function repeat(
  { part, least, most }: Extract<PatternNode, { kind: 'repeat' }>,
  next: number,
  states: State[],
): number {
  let first = next;
  if (most === undefined) {
    const loop: State = { kind: 'fork', next: [next] };
    first = add(states, loop);
    loop.next.push(build(part, first, states));
  } else {
    for (let left = most - least; left > 0; left--)
      first = add(states, { kind: 'fork', next: [next, build(part, first, states)] });
  }
  for (let left = least; left > 0; left--) first = build(part, first, states);
  return first;
}

function add(states: State[], state: State): number {
  if (states.length >= MOST_STATES) throw new PatternError('the pattern is too large');
  return states.push(state) - 1;
}

/** Takes the text character by character with the set of all states that the pattern may be in. */
function run(states: readonly State[], start: number, text: string, ignoresCase: boolean): boolean {
  if (text.length > LONGEST_TEXT) return false;
  const characters = Array.from(text, (character) =>
    (ignoresCase ? [character, character.toLowerCase(), character.toUpperCase()] : [character]).map(codeOf),
  );
  let current = closure(states, [start], 0, characters.length);
  for (const [at, forms] of characters.entries()) {
    const taken: number[] = [];
    for (const index of current) {
      const state = states[index];
      if (state?.kind === 'take' && isIn(state, forms)) taken.push(state.next);
    }
    if (taken.length === 0) return false;
    current = closure(states, taken, at + 1, characters.length);
  }
  return current.has(0);
}

/** All states that can be reached without taking a character. */
function closure(states: readonly State[], from: number[], at: number, end: number): Set<number> {
  const reached = new Set<number>();
  const waiting = [...from];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (reached.has(index)) continue;
    reached.add(index);
    const state = states[index];
    if (state?.kind === 'fork') waiting.push(...state.next);
    else if ((state?.kind === 'start' && at === 0) || (state?.kind === 'end' && at === end)) waiting.push(state.next);
  }
  return reached;
}

function isIn({ ranges, negated }: Extract<State, { kind: 'take' }>, forms: readonly number[]): boolean {
  return ranges.some(([low, high]) => forms.some((form) => form >= low && form <= high)) !== negated;
}

const codeOf = (character: string): number => character.codePointAt(0) ?? 0;
