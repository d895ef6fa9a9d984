// How the main process is built: CommonJS, because Electron runs `main.cjs` to its end before the app can be ready; in parts, because
// what is compiled at the start is waited for. esbuild splits modules only, so these are turned into CommonJS one by one.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** Bundles the main process of the checkout at `root` into `outdir`: `main.cjs` and the parts that it loads when they are needed. Resolves to the metafile. */
export async function buildMain(root, outdir) {
  const { build, transform } = await import('esbuild');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { metafile, outputFiles } = await build({
    bundle: true,
    absWorkingDir: root,
    logLevel: 'silent',
    legalComments: 'none',
    metafile: true,
    write: false,
    platform: 'node',
    external: ['electron', 'keytar'],
    target: 'node20',
    format: 'esm',
    splitting: true,
    // The names stay for reports of faults.
    minifySyntax: true,
    sourcemap: 'inline',
    // Packages written as modules ask for their own address, which CommonJS has under another name.
    define: { 'import.meta.url': 'ownAddress', __VERSION__: JSON.stringify(version) },
    entryPoints: { main: join(root, 'electron/main.ts') },
    outdir,
    chunkNames: 'parts/[name]-[hash]',
    outExtension: { '.js': '.cjs' },
  });
  await Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const { code, map } = await transform(text, {
        format: 'cjs',
        platform: 'node',
        target: 'node20',
        // Parts are required: Node's loader of modules would take its time.
        supported: { 'dynamic-import': false },
        banner: text.includes('ownAddress')
          ? "const ownAddress=require('node:url').pathToFileURL(__filename).href;"
          : '',
        minifySyntax: true,
        minifyWhitespace: true,
        sourcemap: true,
        sourcefile: relative(dirname(path), join(root, 'electron')),
      });
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `${code}//# sourceMappingURL=${basename(path)}.map\n`);
      writeFileSync(`${path}.map`, map);
    }),
  );
  return metafile;
}
