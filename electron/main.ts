import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { watchFaults } from './app/faults.ts';
import { failToStart } from './app/fail-to-start.ts';
import { guardContents } from './app/guards.ts';
import type { HandOver } from './app/hand-over.ts';
import { registerScheme } from './app/protocol.ts';
import type { Shell } from './app/shell.ts';
import { readGitCall, readStartArguments } from './app/start-arguments.ts';
import { WindowMaker } from './app/window-maker.ts';
import { speak } from './app/words.ts';
import { homePath } from './core/util/home.ts';

const started = readStartArguments(process.argv.slice(1), { skipApp: process.defaultApp, cwd: process.cwd() });
const home = homePath({ flag: started.home });
/** How long closing may take before the app ends anyway, in milliseconds. */
const CLOSE_WITHIN = 5000;

const gitCall = readGitCall(process.argv.slice(1));
if (gitCall === undefined) open();
else void import('./git-program.ts').then(({ runGitProgram }) => runGitProgram(gitCall));

function open(): void {
  watchFaults();
  const unusable = placeWindowData();
  registerScheme();
  guardContents();

  const handOver: HandOver = { files: started.files, intent: started.intent };
  if (unusable !== undefined) void ready().then(() => failToStart(unusable));
  else if (app.requestSingleInstanceLock(handOver)) void run(handOver);
  else app.quit();
}

/**
 * What Chromium keeps (next to nothing: the page's session lives in memory) lies inside the home folder. Gives back why that
 * cannot be; what Chromium writes until the user has been told then lies in a temporary folder.
 */
function placeWindowData(): unknown {
  try {
    const folder = join(home, 'window');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    app.setPath('userData', folder);
    return undefined;
  } catch (error) {
    app.setPath('userData', mkdtempSync(join(tmpdir(), 'countersign-')));
    return error;
  }
}

/** The app is ready, and speaks as the system does until the settings are read. */
async function ready(): Promise<void> {
  await app.whenReady();
  await speak('system');
}

async function run(handOver: HandOver): Promise<void> {
  let shell: Shell | undefined;
  const early: HandOver[] = [handOver];
  const give = (files: HandOver): void => {
    if (shell === undefined) early.push(files);
    else void shell.handOver(files);
  };
  app.on('second-instance', (_event, _argv, _folder, data) => {
    void import('./app/hand-over.ts').then(({ HandOver }) => {
      const parsed = HandOver.safeParse(data);
      if (parsed.success) give(parsed.data);
    });
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    give({ files: [path], intent: 'verify' });
  });
  app.on('activate', () => shell?.open());
  app.on('before-quit', () => shell?.quitting());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    if (shell === undefined) return;
    const closing = shell.close();
    shell = undefined;
    event.preventDefault();
    const late = new Promise((resolve) => setTimeout(resolve, CLOSE_WITHIN));
    void Promise.race([closing, late]).finally(() => app.exit());
  });

  try {
    await ready();
    const windows = new WindowMaker();
    // The services, most of the app, are compiled while the window's process starts.
    const { Shell } = await import('./app/shell.ts');
    shell = await Shell.start(home, windows);
    for (const files of early) await shell.handOver(files);
  } catch (error) {
    failToStart(error);
  }
}
