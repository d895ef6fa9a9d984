// The least app that shows something, to measure ours against.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MAIN = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1120, height: 760 }).loadFile('index.html'));
`;

/** Makes an app of one window in a folder below `folder`: one heading, and `body` under it. Gives back the words that start it. */
export function bareApp(folder, body = '') {
  const path = join(folder, 'bare');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'package.json'), '{ "name": "bare", "main": "main.cjs" }\n');
  writeFileSync(join(path, 'main.cjs'), MAIN);
  writeFileSync(
    join(path, 'index.html'),
    `<!doctype html><meta charset="utf-8"><title>Bare</title><h1>A bare window</h1>${body}`,
  );
  return [path, `--user-data-dir=${join(folder, 'bare-data')}`];
}
