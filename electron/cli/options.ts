import { parseArgs } from 'node:util';
import { parseDate } from './dates.ts';
import { ownEntry } from './own-entry.ts';
import { UsageError } from './usage-error.ts';

/** How a flag is written: `flag` alone, with a `value`, with a value again and again (`values`), or with a value behind `=` only (`optional`). */
export type FlagKind = 'flag' | 'value' | 'values' | 'optional';

const COMMON = {
  json: 'flag',
  quiet: 'flag',
  offline: 'flag',
  home: 'value',
  'no-color': 'flag',
  at: 'value',
  'store-passphrase-file': 'value',
  help: 'flag',
} as const satisfies Record<string, FlagKind>;

/** What every command understands. */
export interface CommonOptions {
  json: boolean;
  quiet: boolean;
  offline: boolean;
  home: string | undefined;
  /** Colours are not refused; a stream that is no terminal gets none all the same. */
  color: boolean;
  at: Date | undefined;
  storePassphraseFile: string | undefined;
}

type ValueOf<Kind extends FlagKind> = Kind extends 'flag'
  ? boolean
  : Kind extends 'values'
    ? string[]
    : string | undefined;

/** A call taken apart. An `optional` flag without a value is the empty string. */
export interface ParsedCall<Flags extends Record<string, FlagKind>> {
  common: CommonOptions;
  flags: { [Name in keyof Flags]: ValueOf<Flags[Name]> };
  words: string[];
  help: boolean;
}

/**
 * Takes a command's words apart. Options stand anywhere; `--` ends them. `later` are flags of the documentation that this version
 * does not have. Throws `UsageError`.
 */
export function parseCall<const Flags extends Record<string, FlagKind>>(
  words: readonly string[],
  flags: Flags,
  later: Readonly<Record<string, string>> = {},
): ParsedCall<Flags> {
  const known: Record<string, FlagKind> = { ...COMMON, ...flags };
  const given = parseAll(words, known, later);
  const values = Object.fromEntries(
    Object.entries(flags).map(([name, kind]) => [name, valueOf(given.values[name], kind)]),
  ) as ParsedCall<Flags>['flags'];
  const text = (name: keyof typeof COMMON): string | undefined => {
    const value = given.values[name];
    return typeof value === 'string' ? value : undefined;
  };
  const at = text('at');
  return {
    common: {
      json: given.values['json'] === true,
      quiet: given.values['quiet'] === true,
      offline: given.values['offline'] === true,
      home: text('home'),
      color: given.values['no-color'] !== true && process.env['NO_COLOR'] === undefined,
      at: at === undefined ? undefined : parseDate(at),
      storePassphraseFile: text('store-passphrase-file') ?? process.env['COUNTERSIGN_STORE_PASSPHRASE_FILE'],
    },
    flags: values,
    words: given.positionals,
    help: given.values['help'] === true,
  };
}

type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

function parseAll(words: readonly string[], known: Record<string, FlagKind>, later: Readonly<Record<string, string>>) {
  const end = words.indexOf('--');
  const options = end === -1 ? words : words.slice(0, end);
  for (const word of options) refuseLater(word, later);
  // `--manifest` may stand without a value; what follows it is then a path, not its value.
  const prepared = words.map((word, index) => {
    const isOption = end === -1 || index < end;
    return isOption && word.startsWith('--') && ownEntry(known, word.slice(2)) === 'optional' ? `${word}=` : word;
  });
  try {
    const parsed: { values: Values; positionals: string[] } = parseArgs({
      args: prepared,
      allowPositionals: true,
      strict: true,
      options: Object.fromEntries(
        Object.entries(known).map(([name, kind]) => [
          name,
          { type: kind === 'flag' ? ('boolean' as const) : ('string' as const), multiple: kind === 'values' },
        ]),
      ),
    });
    return parsed;
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    const unknown = /'(--?[^']*)'/.exec(message)?.[1];
    throw new UsageError(
      unknown === undefined ? message : message.replace(/\. To specify.*/s, ''),
      nearest(unknown, known),
    );
  }
}

function refuseLater(word: string, later: Readonly<Record<string, string>>): void {
  const name = /^--([^=]+)/.exec(word)?.[1];
  const what = ownEntry(later, name);
  if (what !== undefined) throw new UsageError(`this version cannot ${what} yet`);
}

function nearest(unknown: string | undefined, known: Record<string, FlagKind>): string {
  const names = Object.keys(known).map((name) => `--${name}`);
  const close = unknown === undefined ? [] : names.filter((name) => name.startsWith(unknown.slice(0, 5)));
  return `flags: ${(close.length > 0 ? close : names).join(' ')}`;
}

function valueOf(value: Values[string], kind: FlagKind): boolean | string | string[] | undefined {
  if (kind === 'flag') return value === true;
  if (kind === 'values') return Array.isArray(value) ? value.map(String) : [];
  return typeof value === 'string' ? value : undefined;
}
