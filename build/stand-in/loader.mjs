// Starts the app folder named on the command line, as the app inside a stock Electron does: `electron [-r module] folder ...`.
import { app } from 'electron';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const preloads = [];
let named;
for (let at = 1; at < process.argv.length && named === undefined; at += 1) {
  const word = process.argv[at];
  if (word === '--version' || word === '-v') {
    process.stdout.write(`v${process.versions.electron}\n`);
    process.exit(0);
  } else if (word === '--require' || word === '-r') {
    at += 1;
    preloads.push(process.argv[at]);
  } else if (!word.startsWith('-')) named = word;
}
if (named === undefined) {
  process.stderr.write('Name the folder of an app: electron FOLDER\n');
  process.exit(2);
}

const path = resolve(named);
const require = createRequire(join(path, 'package.json'));
Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
for (const module of preloads) require(resolve(module));

const description = join(path, 'package.json');
if (existsSync(description)) {
  const about = JSON.parse(readFileSync(description, 'utf8'));
  if (about.version) app.setVersion(about.version);
  app.setName(about.productName ?? about.name ?? app.name);
  app.setDesktopName(about.desktopName ?? `${app.name}.desktop`);
  app.setAppPath(path);
}
await import(pathToFileURL(require.resolve(path)).href);
