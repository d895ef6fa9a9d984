// How the command line is bundled; the build and the tests do it alike.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * esbuild's options for the command line of the checkout at `root`, written into `outdir`: `program.js`, `hash-worker.js` and the
 * parts that are loaded only when they are needed. `build/command-line.js` belongs beside them.
 */
export function cliBundle(root, outdir) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return {
    bundle: true,
    absWorkingDir: root,
    logLevel: 'silent',
    legalComments: 'none',
    platform: 'node',
    external: ['electron', 'keytar'],
    format: 'esm',
    target: 'node18',
    splitting: true,
    minify: true,
    define: { __VERSION__: JSON.stringify(version) },
    entryPoints: {
      program: join(root, 'electron/cli/countersign.ts'),
      'hash-worker': join(root, 'electron/core/hash/hash-worker.ts'),
    },
    outdir,
    chunkNames: 'chunks/[name]-[hash]',
    // Bundled CommonJS packages ask for Node's modules with require, which a module file lacks.
    banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
  };
}
