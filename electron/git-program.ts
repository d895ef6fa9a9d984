import { join } from 'node:path';
import { app } from 'electron';
import { answerGit } from './cli/git-program/answer-git.ts';
import { homePath } from './core/util/home.ts';

/** Answers git in place of gpg: no window is opened. */
export async function runGitProgram(words: readonly string[]): Promise<void> {
  // Where the window's own data lies: Chromium makes its folder, and puts nothing into it before there is a window.
  app.setPath('userData', join(homePath(), 'window'));
  app.dock?.hide();
  // What Node or Electron calls experimental is nothing that whoever signs could change.
  process.removeAllListeners('warning');
  const status = await answerGit(words);
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))));
  app.exit(status);
}
