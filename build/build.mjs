// `npm run build`: everything into out/: main, preload and hash worker (CommonJS), the command line and the window (modules).
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildCommandLine } from './cli-bundle.mjs';
import { buildMain } from './main-bundle.mjs';
import { root } from './set-up/modules.mjs';
import { finish, say, Stop } from './set-up/say.mjs';
import { setUp } from './set-up/set-up.mjs';

const at = (...path) => join(root, ...path);
const buildInfo = at('out', 'build.json');
// Where `npx countersign` looks for it.
const program = at('node_modules', '.bin', 'countersign');
// Of docs, the texts are built in, not the pictures.
const languages = readdirSync(at('docs')).filter((name) => /^[a-z]{2}$/.test(name));
const sources = ['electron', 'renderer', 'shared', 'build', 'package.json', 'package-lock.json'].concat(
  languages.map((language) => join('docs', language)),
);

function newest(path) {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Whether out/ was built from sources as old as they are now. */
export function buildIsCurrent() {
  return (
    existsSync(program) &&
    existsSync(buildInfo) &&
    statSync(buildInfo).mtimeMs > Math.max(...sources.map((path) => newest(at(path))))
  );
}

/** Builds all of out/; stops where a source does not build. */
export async function buildAll() {
  try {
    await bundleAll();
  } catch (error) {
    throw new Stop(`the build failed: ${error.message}`);
  }
}

async function bundleAll() {
  const { build } = await import('esbuild');
  const { buildWindow, withPreloads } = await import('./window-bundle.mjs');
  const common = {
    bundle: true,
    absWorkingDir: root,
    logLevel: 'silent',
    sourcemap: 'linked',
    legalComments: 'none',
    metafile: true,
    minifySyntax: true,
  };
  const node = { ...common, platform: 'node', external: ['electron', 'keytar'] };
  const main = { ...node, format: 'cjs', target: 'node20', outdir: at('out/main'), outExtension: { '.js': '.cjs' } };
  for (const folder of ['main', 'cli', 'renderer']) await rm(at('out', folder), { recursive: true, force: true });
  await mkdir(at('out/renderer'), { recursive: true });
  const [commandLine, mainProcess, ...results] = await Promise.all([
    buildCommandLine(root, at('out/cli'), { sourcemap: 'linked' }),
    buildMain(root, at('out/main')),
    // Read and compiled anew in each page, so as few bytes as can be.
    build({ ...main, minify: true, entryPoints: { preload: at('electron/preload.ts') } }),
    build({ ...main, entryPoints: { 'hash-worker': at('electron/core/hash/hash-worker.ts') } }),
    buildWindow(root, at('out/renderer'), { sourcemap: 'linked' }).then(async ({ metafile }) => {
      const page = await readFile(at('renderer/index.html'), 'utf8');
      await writeFile(at('out/renderer/index.html'), withPreloads(page, metafile));
      return { metafile };
    }),
  ]);
  const metafiles = [...results.flatMap((result) => result?.metafile ?? []), mainProcess, ...commandLine];
  await rm(program, { force: true });
  if (process.platform !== 'win32') await symlink('../../out/cli/countersign.js', program);
  writeFileSync(at('out/THIRD-PARTY-LICENSES.txt'), licences(metafiles.flatMap(({ inputs }) => Object.keys(inputs))));
  writeFileSync(buildInfo, `${JSON.stringify(describe(), null, 2)}\n`);
}

/** What was built: the version, and the commit where there is one; no time, so that one commit always builds the same bytes. */
function describe() {
  const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? '';
  const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  return {
    version,
    commit: git('rev-parse', '--short=12', 'HEAD'),
    changed: git('status', '--porcelain', '-uno') !== '',
  };
}

/** The licence texts of every package whose code is in the bundles, and of keytar, which lies beside them. */
function licences(inputs) {
  const folders = new Set(['node_modules/keytar']);
  for (const input of inputs) {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) folders.add(found[1]);
  }
  return [...folders]
    .sort()
    .map((folder) => {
      const about = JSON.parse(readFileSync(at(folder, 'package.json'), 'utf8'));
      const file = readdirSync(at(folder)).find((name) => /^(licen[cs]e|copying)/i.test(name));
      const text = file ? readFileSync(at(folder, file), 'utf8').trim() : 'The package holds no licence text.';
      return `${about.name} ${about.version} (${about.license})\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** Builds where a source is newer than out/, and says so. */
export async function ensureBuild() {
  if (buildIsCurrent()) return;
  say('building into out/ ...');
  await buildAll();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await finish(async () => {
    await setUp({ electron: false });
    say('building into out/ ...');
    await buildAll();
  });
}
