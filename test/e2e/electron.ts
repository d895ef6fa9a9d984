import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { Settings } from '../../shared/model/settings.ts';
import { leaveLegible, watchLegible } from './legible.ts';
import { language } from './words.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder that Electron starts as an app: the checkout, or another build of it (`COUNTERSIGN_APP`). */
export const appFolder = process.env['COUNTERSIGN_APP'] ?? root;

/** The Electron program under test: `COUNTERSIGN_ELECTRON`, or the one that the set-up installed. */
export async function electronProgram(): Promise<string> {
  const given = process.env['COUNTERSIGN_ELECTRON'];
  if (given !== undefined && given !== '') return given;
  const setUp = (await import(pathToFileURL(join(root, 'build', 'electron.mjs')).href)) as { electronPath(): string };
  return setUp.electronPath();
}

/** Root cannot use Chromium's sandbox; nothing in the app itself ever leaves it out. */
export const isRoot = process.getuid?.() === 0;

/** How to start the app; every part may be left out. */
export interface StartOptions {
  /** The home folder; a fresh one otherwise, removed at the end. */
  home?: string;
  /** Puts something into a fresh home before the app sees it. */
  furnish?: (home: string) => void;
  /** The language that a fresh home's settings name: this run's, unless a test wants another. */
  language?: Settings['language'];
  /** Files on the command line, and switches of the app (`--sign`). */
  args?: string[];
  env?: Record<string, string>;
  /** Another program in place of Electron: a wrapper, or a package's own executable (which names no app folder). */
  program?: string;
  packaged?: boolean;
}

/** A running app. */
export interface Started {
  app: ElectronApplication;
  page: Page;
  home: string;
  /** What it wrote to standard output and standard error so far. */
  output: () => string;
  close: () => Promise<void>;
}

/** A fresh temporary folder with a short path. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'cs-'));

/** Each step of a start may take so long, in milliseconds. */
const START_WITHIN = 30_000;

/** Starts the app with a home of its own and waits for its window. */
export async function startApp(options: StartOptions = {}): Promise<Started> {
  const home = options.home ?? temporaryFolder();
  if (options.home === undefined) chooseLanguage(home, options.language ?? language);
  options.furnish?.(home);
  const words = [...(options.packaged === true ? [] : [appFolder]), '--home', home, ...(options.args ?? [])];
  const launch = async () => launchOnce(options, home, words);
  // On a busy machine a start is now and then lost between the debuggers of the test tool; the next one works.
  const { app, page, output } = await launch().catch(async (error: unknown) => {
    process.stderr.write(`the app did not start, once more: ${String(error)}\n`);
    return launch();
  });
  await watchLegible(page);
  const close = async (): Promise<void> => {
    await leaveLegible(page);
    // Closing during work asks first, and nobody is there to answer.
    await app
      .evaluate(({ dialog }) => {
        dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
      })
      .catch(() => undefined);
    await app.close().catch(() => undefined);
    if (options.home === undefined) rmSync(home, { recursive: true, force: true });
  };
  return { app, page, home, output, close };
}

async function launchOnce(
  options: StartOptions,
  home: string,
  words: string[],
): Promise<{ app: ElectronApplication; page: Page; output: () => string }> {
  const app = await _electron.launch({
    executablePath: options.program ?? (await electronProgram()),
    args: words,
    chromiumSandbox: !isRoot || options.program !== undefined,
    // Whoever runs the tests has settings of git's, which are theirs.
    env: cleanEnvironment({ GIT_CONFIG_GLOBAL: join(home, 'gitconfig'), ...options.env }),
    // As the app says, not as the test tool would have it.
    colorScheme: null,
    timeout: START_WITHIN,
  });
  let output = '';
  const child = app.process();
  child.stdout?.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (output += text.toString()));
  try {
    const page = await app.firstWindow({ timeout: START_WITHIN });
    await page.waitForLoadState('load', { timeout: START_WITHIN });
    return { app, page, output: () => output };
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`no window came; the app said:\n${output}`, { cause: error });
  }
}

/** Writes the settings of a home that has none yet, so that a run does not hang on the language of the machine. */
function chooseLanguage(home: string, chosen: Settings['language']): void {
  const settings: Pick<Settings, 'language'> = { language: chosen };
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ version: 1, content: settings }), { mode: 0o600 });
}

function cleanEnvironment(more: Record<string, string> = {}): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  delete env['COUNTERSIGN_HOME'];
  delete env['ELECTRON_RUN_AS_NODE'];
  return { ...env, ...more };
}
