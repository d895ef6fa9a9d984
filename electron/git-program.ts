import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { answerGit } from './cli/git-program/answer-git.ts';

/** Answers git in place of gpg: no window is opened, and nothing that Chromium might write is left behind. */
export async function runGitProgram(words: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-answer-'));
  app.setPath('userData', folder);
  app.dock?.hide();
  const status = await answerGit(words);
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))));
  rmSync(folder, { recursive: true, force: true });
  app.exit(status);
}
