// What the window loads before it shows anything.
import { join } from 'node:path';
import { buildWindow, compressedSize, firstScript } from '../../build/window-bundle.mjs';
import { root } from './open-window.mjs';

const KB = 1_000;

export const rows = [
  {
    name: 'first-script',
    what: 'the window’s first script, compressed, in kB',
    limit: { kilobytes: 300 },
    async measure() {
      const from = performance.now();
      const { metafile, outputFiles } = await buildWindow(root, join(root, 'out/bench/window'), { write: false });
      const ms = performance.now() - from;
      const contents = new Map(outputFiles.map((file) => [file.path, file.contents]));
      const bytesOf = (names) => names.map((name) => contents.get(join(root, name)));
      const scripts = Object.keys(metafile.outputs).filter((name) => name.endsWith('.js'));
      const first = firstScript(metafile);
      const all = compressedSize(bytesOf(scripts)) / KB;
      return {
        ours: [{ ms }],
        kilobytes: compressedSize(bytesOf(first)) / KB,
        note: `in ${first.length} files, built in the time shown; the whole window is ${all.toFixed(0)} kB`,
      };
    },
  },
];
