// How the window is built; the build, the tests and the bench do it alike.
import { gzipSync } from 'node:zlib';
import { basename, join, posix } from 'node:path';
import { helpPages } from './help-pages.mjs';

/** Bundles the window of the checkout at `root` into `outdir`; `extra` is added to esbuild's options. Resolves to esbuild's result, with its metafile. */
export async function buildWindow(root, outdir, extra = {}) {
  const { build } = await import('esbuild');
  return build({
    bundle: true,
    absWorkingDir: root,
    logLevel: 'silent',
    legalComments: 'none',
    metafile: true,
    platform: 'browser',
    target: 'chrome130',
    format: 'esm',
    splitting: true,
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    entryPoints: { window: join(root, 'renderer/window.tsx') },
    outdir,
    chunkNames: 'chunks/[name]-[hash]',
    loader: { '.svg': 'dataurl' },
    plugins: [helpPages],
    ...extra,
  });
}

/** What is loaded before the window shows anything: its script and all that it imports outright. Output names, as in the metafile. */
export function firstScript({ outputs }) {
  const entry = Object.keys(outputs).find((name) => basename(name) === 'window.js');
  const found = new Set([entry]);
  for (const name of found)
    for (const { kind, path } of outputs[name].imports) if (kind === 'import-statement') found.add(path);
  return [...found];
}

/** The page, asking at once for all files of its first script: one after the other, each would be known only when the one before is read. */
export function withPreloads(page, metafile) {
  // The metafile names files with slashes on every system, as the page does.
  const [entry, ...more] = firstScript(metafile);
  const links = more.map((name) => `<link rel="modulepreload" href="${posix.relative(posix.dirname(entry), name)}" />`);
  return page.replace(/( *)<script /, (script, indent) => [...links.map((link) => indent + link), script].join('\n'));
}

/** The bytes of files, each compressed by itself as it would travel. */
export const compressedSize = (contents) => contents.reduce((sum, bytes) => sum + gzipSync(bytes).length, 0);
