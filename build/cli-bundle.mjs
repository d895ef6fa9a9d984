// How the command line is built; the build and the tests do it alike.
import { chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

/**
 * Builds the command line of the checkout at `root` into `outdir` and resolves to the metafiles: `countersign.js`, which `node` runs;
 * `program.mjs` with all commands and the parts that they load when they need them; `verify.cjs`, all that checking a file needs in
 * one CommonJS file, because loading two dozen modules takes longer than checking; `hash-worker.mjs`. `extra` is added to esbuild's options.
 */
export async function buildCommandLine(root, outdir, extra = {}) {
  const { build } = await import('esbuild');
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
    minify: true,
    outdir,
  };
  const define = { __VERSION__: JSON.stringify(version) };
  const whole = await build({
    ...common,
    format: 'esm',
    splitting: true,
    define,
    entryPoints: {
      program: join(root, 'electron/cli/countersign.ts'),
      'hash-worker': join(root, 'electron/core/hash/hash-worker.ts'),
    },
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    // Bundled CommonJS packages ask for Node's modules with require, which a module file lacks.
    banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
  });
  const verify = await build({
    ...common,
    format: 'cjs',
    define: { ...define, 'import.meta.url': 'ownAddress' },
    banner: { js: "const ownAddress=require('node:url').pathToFileURL(__filename).href;" },
    entryPoints: { verify: join(root, 'electron/cli/countersign.ts') },
    outExtension: { '.js': '.cjs' },
    plugins: [loadedLater(root, outdir, whole.metafile, join(root, 'electron/cli/commands/verify.ts'))],
  });
  writeFileSync(join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
  cpSync(join(root, 'build/command-line.cjs'), join(outdir, 'countersign.js'));
  chmodSync(join(outdir, 'countersign.js'), 0o755);
  return [whole.metafile, verify.metafile];
}

/**
 * Takes the module `inside` into the bundle; what else is imported only when it is needed (OpenPGP.js for the rarer keys) is the whole
 * program's.
 */
function loadedLater(root, outdir, { outputs }, inside) {
  const built = new Map(
    Object.entries(outputs).flatMap(([output, { entryPoint }]) =>
      entryPoint === undefined ? [] : [[resolve(root, entryPoint), relative(outdir, resolve(root, output))]],
    ),
  );
  return {
    name: 'loaded-later',
    setup(bundling) {
      bundling.onResolve({ filter: /.*/ }, async ({ path, kind, resolveDir, pluginData }) => {
        if (kind !== 'dynamic-import' || pluginData === 'asked') return undefined;
        const found = await bundling.resolve(path, { kind, resolveDir, pluginData: 'asked' });
        if (found.external || found.errors.length > 0 || found.path === inside) return found;
        const output = built.get(found.path);
        if (output === undefined) throw new Error(`${path} is not among the parts of the whole program`);
        return { path: `./${output.split(sep).join('/')}`, external: true };
      });
    },
  };
}
