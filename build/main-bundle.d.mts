import type { Metafile } from 'esbuild';

/** Bundles the main process of the checkout at `root` into `outdir`. */
export function buildMain(root: string, outdir: string): Promise<Metafile>;
