import type { KeySummary } from '../../../shared/model/key.ts';
import type { PlannedFile, SignOptions, SignPlan } from '../../../shared/model/sign.ts';

/** Whether a planned file takes part: the user's tick, else all that are not left out. */
export function isIncluded(file: PlannedFile, ticks: Readonly<Record<string, boolean>>): boolean {
  return ticks[file.relative] ?? file.leftOut === undefined;
}

/** Whether the user may tick a file that the plan leaves out; what cannot be read cannot be signed. */
export function canInclude(file: PlannedFile): boolean {
  return file.leftOut === undefined || !['not-a-file', 'unreadable', 'link-outside'].includes(file.leftOut);
}

/** Relative names of all files that take part. */
export function includedFiles(plan: SignPlan, ticks: Readonly<Record<string, boolean>>): string[] {
  return plan.files.filter((file) => isIncluded(file, ticks)).map((file) => file.relative);
}

/** How many signatures one run makes with each key: one a file, and one for the manifest. */
export function signaturesPerKey(options: SignOptions, files: number): number {
  return (options.signature === 'none' ? 0 : files) + (options.manifest === null ? 0 : 1);
}

/** How many touches a run asks for: every signature of every key that lives on a token. */
export function touches(options: SignOptions, keys: readonly KeySummary[], files: number): number {
  const onToken = keys.filter((key) => key.secret === 'token' && options.keys.includes(key.id)).length;
  return onToken * signaturesPerKey(options, files);
}

/** The last part of a path, whichever way its slashes lean. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).pop() ?? path;
}

/** The file's place below `folder`, or its whole path where it lies elsewhere. */
export function below(folder: string, path: string): string {
  const start = /[\\/]$/.test(folder) ? folder : `${folder}${path.includes('\\') ? '\\' : '/'}`;
  return path.startsWith(start) ? path.slice(start.length) : path;
}
