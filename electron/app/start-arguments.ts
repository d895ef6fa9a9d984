import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the app was started with. Paths are absolute. */
export interface StartArguments {
  home: string | undefined;
  files: string[];
  intent: 'verify' | 'sign';
}

/** The switch with which git's calls come to the app's executable; a second dash-dash keeps git's words from Chromium. */
const GIT_PROGRAM = ['--git-program', '--'] as const;

/** What git asks of the app's executable in place of gpg: the words behind `--git-program --`. Undefined where it is to open its window. */
export function readGitCall(argv: readonly string[]): string[] | undefined {
  const at = argv.indexOf('--');
  return at > 0 && argv[at - 1] === GIT_PROGRAM[0] ? argv.slice(at + 1) : undefined;
}

/** How git gets to the app's executable: what stands between it and git's own words. `appPath` is absent in a package. */
export function gitProgramWords(platform: NodeJS.Platform, appPath: string | undefined): string[] {
  return [
    // Where nobody has a display, as over ssh, Chromium would end before there is an answer.
    ...(platform === 'linux' ? ['--ozone-platform=headless'] : []),
    ...['--disable-gpu', '--log-level=3', ...(appPath === undefined ? [] : [appPath]), ...GIT_PROGRAM],
  ];
}

/**
 * Reads `[--home DIR] [--sign] [--] FILE...`; a file may be named by its `file:` address, as some desktops do. Switches that are Chromium's or Node's are passed over. `argv` is without the
 * executable; `skipApp` leaves out the first word, which names the app's folder where a bare Electron runs it.
 */
export function readStartArguments(
  argv: readonly string[],
  options: { skipApp: boolean; cwd: string },
): StartArguments {
  const words: string[] = [];
  let home: string | undefined;
  let intent: StartArguments['intent'] = 'verify';
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (word === '--') {
      words.push(...argv.slice(at + 1));
      break;
    }
    if (word === '--home') home = argv[++at];
    else if (word.startsWith('--home=')) home = word.slice('--home='.length);
    else if (word === '--sign') intent = 'sign';
    else if (!word.startsWith('-') && word !== '') words.push(word);
  }
  if (options.skipApp) words.shift();
  return {
    home: home === undefined || home === '' ? undefined : resolve(options.cwd, home),
    files: words.map((word) => resolve(options.cwd, pathOf(word))),
    intent,
  };
}

/** The path that a `file:` address of this computer means; any other word is a path already. */
function pathOf(word: string): string {
  if (!/^file:\/\//i.test(word)) return word;
  try {
    return fileURLToPath(word);
  } catch {
    return word;
  }
}
