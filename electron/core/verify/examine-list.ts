import { digestName } from '../../../shared/digest-name.ts';
import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { toAppError } from '../../../shared/error.ts';
import { seen } from '../../../shared/seen.ts';
import type { Check } from '../../../shared/model/check.ts';
import type { Manifest, ManifestLine } from '../manifest/model.ts';
import { stemOf } from '../trust/stem.ts';
import { inParallel } from '../util/in-parallel.ts';
import { isForgeable } from './digest-names.ts';
import type { Evidence } from './evidence.ts';
import type { Item } from './item.ts';
import { digestOf, type Examiner, read } from './reads.ts';

/** So many lines that fit are told one by one; of all that do not, every one is. */
const MOST_TOLD = 1_000;

/** Reads every file that an asked manifest lists, into `evidence` and `checks`. */
export async function examineWhole(
  examiner: Examiner,
  target: Item,
  evidence: Evidence,
  checks: Check[],
): Promise<void> {
  const { content } = target;
  if (content.kind === 'manifest-malformed') {
    const { problem } = content;
    evidence.lists = [
      { path: target.path, name: target.name, line: 'malformed', problem, weak: false, signatures: [] },
    ];
    return;
  }
  const manifest: Manifest | undefined =
    content.kind === 'manifest' || content.kind === 'cleartext' ? content.manifest : undefined;
  if (manifest === undefined) return;
  const whole = {
    path: target.path,
    listed: manifest.lines.length,
    matched: 0,
    missing: [] as string[],
    mismatched: [] as string[],
    unlisted: evidence.unlisted ?? [],
  };
  const stems = new Set<string>();
  const root = await realpath(target.folder);
  const compare = (line: ManifestLine) => compareLine(examiner, root, line);
  for await (const { line, ...check } of inParallel(manifest.lines, examiner.parallel, compare)) {
    const stem = stemOf(line.name);
    if (stem !== null) stems.add(stem);
    if (check.outcome === 'passed') whole.matched += 1;
    else if (check.outcome === 'failed') whole.mismatched.push(line.name);
    else whole.missing.push(line.name);
    if (check.outcome === 'failed' || checks.length < MOST_TOLD) checks.push(check);
  }
  if (checks.length >= MOST_TOLD)
    checks.push({ check: 'manifest-line', outcome: 'passed', ...seen('listedInAll', { count: whole.matched }) });
  evidence.listedStems = [...stems];
  evidence.whole = { ...whole, weak: isForgeable(manifest.algorithm), method: digestName(manifest.algorithm) };
}

async function compareLine(
  examiner: Examiner,
  root: string,
  line: ManifestLine,
): Promise<Check & { line: ManifestLine }> {
  const check = { line, check: 'manifest-line' };
  let size = 0;
  const path = join(root, line.name);
  try {
    const real = await realpath(path);
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) {
      return { ...check, outcome: 'not-made', ...seen('listedLinkOutside', { name: line.name }) };
    }
    const reading = await read(examiner, path, line.name, [{ algorithm: line.algorithm }]);
    size = reading.size;
    const digest = await digestOf(reading, line.algorithm);
    reading.close();
    const method = digestName(line.algorithm);
    if (digest === line.digest)
      return { ...check, outcome: 'passed', ...seen('listedFits', { name: line.name, method }) };
    const differs = seen('listedDiffers', { name: line.name, method, listed: line.digest, found: digest });
    return { ...check, outcome: 'failed', ...differs };
  } catch (error) {
    const { code, detail } = toAppError(error);
    if (code === 'cancelled') throw error;
    const { name } = line;
    const why = code === 'not-found' ? seen('listedNotHere', { name }) : seen('notRead', { name, technical: detail });
    return { ...check, outcome: 'not-made', ...why };
  } finally {
    examiner.onDone(line.name, size);
  }
}
