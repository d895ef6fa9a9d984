import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of real signatures that lies beside the checkout. */
export function vectorsPath(name: string): string {
  return fileURLToPath(new URL(`../../shared/vectors/${name}`, import.meta.url));
}

/** Whether the vectors are here. Continuous integration must have them; elsewhere the tests that need them are skipped by name. */
export function haveVectors(name: string): boolean {
  if (existsSync(vectorsPath(name))) return true;
  if (process.env['CI'] === 'true') throw new Error(`the vectors are missing: ../shared/vectors/${name}`);
  return false;
}
