import type { BuildOptions, Metafile } from 'esbuild';

/** Builds the command line of the checkout at `root` into `outdir`. */
export function buildCommandLine(root: string, outdir: string, extra?: BuildOptions): Promise<Metafile[]>;
