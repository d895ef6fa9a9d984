// Builds everything into out/: main and preload (CommonJS, as Electron wants them), the hash worker, the command line and the window.
import { cp, mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (path) => `${root}${path}`;
const common = {
  bundle: true,
  absWorkingDir: root,
  logLevel: 'warning',
  sourcemap: 'linked',
  legalComments: 'none',
  target: 'node20',
  minifySyntax: true,
};
const node = { ...common, platform: 'node', external: ['electron', 'keytar'] };

await rm(at('out/main'), { recursive: true, force: true });
await rm(at('out/cli'), { recursive: true, force: true });
await rm(at('out/renderer'), { recursive: true, force: true });
await mkdir(at('out/renderer'), { recursive: true });
await Promise.all([
  build({
    ...node,
    format: 'cjs',
    entryPoints: { main: at('electron/main.ts') },
    outdir: at('out/main'),
    outExtension: { '.js': '.cjs' },
  }),
  build({
    ...node,
    format: 'cjs',
    entryPoints: { preload: at('electron/preload.ts') },
    outdir: at('out/main'),
    outExtension: { '.js': '.cjs' },
  }),
  build({
    ...node,
    format: 'cjs',
    entryPoints: { 'hash-worker': at('electron/core/hash/hash-worker.ts') },
    outdir: at('out/main'),
    outExtension: { '.js': '.cjs' },
  }),
  build({
    ...node,
    format: 'esm',
    splitting: true,
    minify: true,
    entryPoints: { countersign: at('electron/cli/countersign.ts') },
    outdir: at('out/cli'),
    chunkNames: 'chunks/[name]-[hash]',
  }),
  build({
    ...common,
    platform: 'browser',
    target: 'chrome130',
    format: 'esm',
    splitting: true,
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    entryPoints: { window: at('renderer/window.tsx') },
    outdir: at('out/renderer'),
    chunkNames: 'chunks/[name]-[hash]',
    loader: { '.svg': 'dataurl' },
  }),
  cp(at('renderer/index.html'), at('out/renderer/index.html')),
]);
