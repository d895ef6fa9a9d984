import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHELL } from '../../shared/catalogue/en/shell.ts';
import { expect, test } from './fixture.ts';
import { appFolder, electronProgram, isRoot, temporaryFolder } from './electron.ts';

let folder: string;

test.beforeEach(() => {
  folder = temporaryFolder();
});

test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a home folder that cannot be used is told in a dialog, and nothing is left among the user’s files', async () => {
  const file = join(folder, 'file');
  const said = join(folder, 'said');
  const stub = join(folder, 'stub.cjs');
  const temporary = join(folder, 't');
  mkdirSync(temporary);
  writeFileSync(file, 'x');
  // The dialog waits for a click: its words are written to a file instead.
  writeFileSync(
    stub,
    `setImmediate(() => {
      require('electron').dialog.showErrorBox = (title, content) =>
        require('node:fs').writeFileSync(${JSON.stringify(said)}, title + '\\n' + content);
    });`,
  );
  const words = [...(isRoot ? ['--no-sandbox'] : []), appFolder, '--home', join(file, 'home')];
  const app = spawn(await electronProgram(), words, {
    env: {
      ...process.env,
      NODE_OPTIONS: `--require ${stub}`,
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, 'config'),
      TMPDIR: temporary,
    },
    stdio: 'ignore',
  });
  const status = await new Promise((resolve) => app.once('exit', resolve));
  expect(status).toBe(1);
  expect(existsSync(said)).toBe(true);
  const [title, ...rest] = readFileSync(said, 'utf8').split('\n');
  expect(title).toBe(SHELL.cannotStart);
  expect(rest.join('\n')).toContain('ENOTDIR');
  const config = join(folder, 'config');
  expect(existsSync(config) ? readdirSync(config).filter((name) => /countersign/i.test(name)) : []).toEqual([]);
});
