import type { BuildOptions } from 'esbuild';

/** esbuild's options for the command line of the checkout at `root`, written into `outdir`. */
export function cliBundle(root: string, outdir: string): BuildOptions;
