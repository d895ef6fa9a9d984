// How the command line is built; the build and the tests do it alike.
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

/** What judging a Sigstore signature takes: one part of `verify.cjs`, loaded where such a signature is there. */
const SIGSTORE = [
  'artifact-source.ts',
  'judge.ts',
  'judge-messages.ts',
  'judge-threads.ts',
  'judged-by.ts',
  'public-key.ts',
  'read.ts',
  'trusted-root.ts',
  'shipped-root.ts',
  'instances/open-instances.ts',
];

/**
 * Builds the command line of the checkout at `root` into `outdir` and resolves to the metafiles: `countersign.js`, which `node` runs;
 * `countersign-git.js`, which git runs in place of gpg, with `git-program.mjs`;
 * `program.mjs` with all commands and the parts that they load when they need them; `verify.cjs`, all that checking a file needs in
 * CommonJS, because loading two dozen modules takes longer than checking, with its parts in `verify`; `hash-worker.mjs` and
 * `judge-worker.cjs`. `extra` is added to esbuild's options.
 */
export async function buildCommandLine(root, outdir, extra = {}) {
  const { build, transform } = await import('esbuild');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const common = {
    ...extra,
    bundle: true,
    absWorkingDir: root,
    logLevel: 'silent',
    legalComments: 'none',
    metafile: true,
    platform: 'node',
    external: ['electron', 'keytar'],
    target: 'node18',
    format: 'esm',
    splitting: true,
    outdir,
  };
  const define = { __VERSION__: JSON.stringify(version) };
  const whole = await build({
    ...common,
    minify: true,
    define,
    entryPoints: {
      program: join(root, 'electron/cli/countersign.ts'),
      'git-program': join(root, 'electron/cli/git-program/git-program.ts'),
      'hash-worker': join(root, 'electron/core/hash/hash-worker.ts'),
    },
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    // Bundled CommonJS packages ask for Node's modules with require, which a module file lacks.
    banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
  });
  const verify = await build({
    ...common,
    write: false,
    sourcemap: 'inline',
    minifySyntax: true,
    // Modules have an address, which CommonJS has under another name.
    define: { ...define, 'import.meta.url': 'ownAddress' },
    entryPoints: {
      verify: join(root, 'electron/cli/countersign.ts'),
      'judge-worker': join(root, 'electron/core/sigstore/judge-worker.ts'),
    },
    outExtension: { '.js': '.cjs' },
    chunkNames: 'verify/[name]-[hash]',
    plugins: [loadedLater(root, whole.metafile, join(root, 'electron/cli/commands/verify.ts'))],
  });
  await Promise.all(
    verify.outputFiles.map((file) => writeCommonJs(file, outdir, transform, extra.sourcemap !== undefined)),
  );
  writeFileSync(join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
  for (const [source, name] of [
    ['command-line.cjs', 'countersign.js'],
    ['git-program.cjs', 'countersign-git.js'],
  ]) {
    cpSync(join(root, 'build', source), join(outdir, name));
    chmodSync(join(outdir, name), 0o755);
  }
  cpSync(join(root, 'build/keep-compiled.cjs'), join(outdir, 'keep-compiled.cjs'));
  return [whole.metafile, verify.metafile];
}

/** esbuild splits modules only, so each part is turned into CommonJS by itself. What is the whole program's stays a module, and is imported. */
async function writeCommonJs({ path, text }, outdir, transform, withMap) {
  const up = relative(dirname(path), outdir) || '.';
  const { code, map } = await transform(
    text.replace(/\bimport\("whole:([^"]+)"\)/g, (_, part) => `loadModule(${JSON.stringify(`${up}/${part}`)})`),
    {
      format: 'cjs',
      platform: 'node',
      target: 'node18',
      // Parts are required: Node's loader of modules would take its time.
      supported: { 'dynamic-import': false },
      minify: true,
      sourcemap: withMap ? 'external' : false,
    },
  );
  const address = code.includes('ownAddress')
    ? "const ownAddress=require('node:url').pathToFileURL(__filename).href;"
    : '';
  const loader = code.includes('loadModule') ? 'const loadModule=(path)=>import(path);' : '';
  mkdirSync(dirname(path), { recursive: true });
  // On the map's first line, so that the map stays right.
  const link = withMap ? `//# sourceMappingURL=${basename(path)}.map\n` : '';
  writeFileSync(path, `${code.replace(/^("use strict";)?/, `$1${address}${loader}`)}${link}`);
  if (withMap) writeFileSync(`${path}.map`, map);
}

/**
 * Takes the module `inside` into the bundle, and what a Sigstore signature takes as one part; what else is imported only when it is
 * needed (OpenPGP.js for the rarer keys) is the whole program's.
 */
function loadedLater(root, { outputs }, inside) {
  const built = new Map(
    Object.entries(outputs).flatMap(([output, { entryPoint }]) =>
      entryPoint === undefined ? [] : [[resolve(root, entryPoint), output]],
    ),
  );
  const sigstore = SIGSTORE.map((name) => join(root, 'electron/core/sigstore', name));
  return {
    name: 'loaded-later',
    setup(bundling) {
      const outdir = bundling.initialOptions.outdir;
      bundling.onResolve({ filter: /.*/ }, async ({ path, kind, resolveDir, pluginData }) => {
        if (kind !== 'dynamic-import' || pluginData === 'asked') return undefined;
        const found = await bundling.resolve(path, { kind, resolveDir, pluginData: 'asked' });
        if (found.external || found.errors.length > 0 || found.path === inside) return found;
        if (sigstore.includes(found.path)) return { path: 'sigstore', namespace: 'part' };
        if (found.path.endsWith('.json')) return found;
        const output = built.get(found.path);
        if (output === undefined) throw new Error(`${path} is not among the parts of the whole program`);
        const part = relative(outdir, resolve(root, output)).split(sep).join('/');
        return { path: `whole:${part}`, external: true };
      });
      // The library's checks take two filters from there; all else in it reads protobuf, which is a third of this part's code.
      bundling.onResolve({ filter: /^\.\.\/trust$/ }, ({ importer, resolveDir }) =>
        /[\\/]@sigstore[\\/]verify[\\/]dist[\\/]/.test(importer)
          ? { path: join(resolveDir, '../trust/filter.js') }
          : undefined,
      );
      bundling.onLoad({ filter: /.*/, namespace: 'part' }, () => ({
        contents: sigstore.map((path) => `export * from ${JSON.stringify(path)};`).join('\n'),
        resolveDir: root,
      }));
    },
  };
}
