import type { BuildOptions, BuildResult, Metafile } from 'esbuild';

/** Bundles the window of the checkout at `root` into `outdir`. */
export function buildWindow<O extends BuildOptions>(
  root: string,
  outdir: string,
  extra?: O,
): Promise<BuildResult<O & { metafile: true }>>;

/** What is loaded before the window shows anything, by output name. */
export function firstScript(metafile: Metafile): string[];

/** The page with a link for each file of its first script. */
export function withPreloads(page: string, metafile: Metafile): string;

/** The bytes of files, each compressed by itself. */
export function compressedSize(contents: Uint8Array[]): number;
