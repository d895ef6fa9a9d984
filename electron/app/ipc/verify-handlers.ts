import { AppError } from '../../../shared/error.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import type { JobContext } from '../../core/jobs/job-queue.ts';
import { exists } from '../../core/util/exists.ts';
import { renderRecord } from '../../core/verify/record.ts';
import type { RecordLanguage } from '../../core/verify/record-parts.ts';
import type { AppContext, OpenCheck } from '../context.ts';
import { copyText } from '../copy-text.ts';
import { notRemembered } from '../not-remembered.ts';
import { saveAs } from '../save.ts';
import { pageLanguage, words } from '../words.ts';
import type { Handlers } from './gate.ts';
import { checkObjectAgain } from './repository-handlers.ts';

/**
 * Results go to the window in groups: so many (the page reads them in two milliseconds), or those of so many milliseconds. The first
 * waits for others, too: the page would draw its card, and at once a list instead.
 */
const GROUP = 40;
const GROUP_EVERY = 100;
/** How far back the activity log is searched for a result, in pages of 500. */
const PAGES = 40;

/** Checking what was dropped, and saving what was found. */
export function verifyHandlers(context: AppContext): Pick<Handlers, 'verify.start' | 'verify.copy' | 'verify.save'> {
  return {
    'verify.start': async (input) => {
      const earlier = input.join === undefined ? undefined : context.checks.get(input.join);
      const before = input.again === undefined ? undefined : await findResult(context, input.again);
      if (before?.git !== undefined)
        return { job: context.jobs.start('verify', (run) => checkObjectAgain(context, before, input.publisher, run)) };
      const again = before === undefined ? undefined : checkOf(before);
      const paths = context.files.paths(input.files);
      const check: OpenCheck = {
        paths: unique([...(await stillThere(earlier?.paths ?? [])), ...(again?.paths ?? []), ...paths]),
        digests: unique([...(earlier?.digests ?? []), ...(again?.digests ?? []), ...input.digests]),
        texts: unique([...(earlier?.texts ?? []), ...input.texts]),
        publisher: input.publisher ?? earlier?.publisher,
      };
      if (check.paths.length + check.digests.length + check.texts.length === 0)
        throw new AppError('usage', 'there is nothing to check');
      // What joins takes the place of what was there: the two must not run beside each other.
      if (input.join !== undefined) context.jobs.cancel(input.join);
      const job = context.jobs.start('verify', (run) => runCheck(context, check, run));
      context.checks.set(job, check);
      return { job };
    },

    'verify.copy': async ({ result }) => {
      await copyText(renderRecord(await findResult(context, result), 'text', recordLanguage()));
      return null;
    },

    'verify.save': async ({ result: id, format }) => {
      const result = await findResult(context, id);
      const ending = { json: 'json', text: 'txt', html: 'html' }[format];
      return saveAs(context, {
        title: words().shell.saveRecord,
        name: `${result.artifact.name.replace(/[^\w.-]/g, '_').slice(0, 100)}-check.${ending}`,
        filters: [{ name: ending, extensions: [ending] }],
        bytes: () => Promise.resolve(renderRecord(result, format, recordLanguage())),
      });
    },
  };
}

async function runCheck(context: AppContext, check: OpenCheck, run: JobContext): Promise<undefined> {
  let group: CheckResult[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (group.length > 0) context.emit('job.results', { job: run.job, results: group });
    group = [];
  };
  const request = { ...check, lookBeside: true };
  const { signal, onProgress } = run;
  const onNotRemembered = notRemembered(context, run.job);
  try {
    for await (const result of context.services.verify.verify(request, { signal, onProgress, onNotRemembered })) {
      context.results.set(result.id, result);
      context.told.tellResult(result);
      context.signs.saw(run.job, result);
      group.push(result);
      if (group.length >= GROUP) flush();
      else timer ??= setTimeout(flush, GROUP_EVERY);
    }
  } finally {
    // What was found is told, however the check ended.
    flush();
  }
}

/** A result of this run of the app, or a remembered one. Throws `not-found`. */
async function findResult(context: AppContext, id: string): Promise<CheckResult> {
  const here = context.results.get(id);
  if (here !== undefined) return here;
  let before: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const entries = await context.services.activity.list({ before, limit: 500 });
    for (const entry of entries) if (entry.kind === 'check' && entry.result.id === id) return entry.result;
    before = entries.at(-1)?.id;
    if (before === undefined) break;
  }
  throw new AppError('not-found', 'no such result');
}

/** The files that a result was about, to be looked at again. */
function checkOf(result: CheckResult): OpenCheck {
  const { path, digests } = result.artifact;
  const named = [path, ...result.signatures.map((signature) => signature.path), result.manifest?.path];
  const digest = digests['sha256'];
  return {
    paths: named.filter((each) => each !== undefined),
    digests: path === undefined && digest !== undefined ? [`sha256:${digest}`] : [],
    texts: [],
  };
}

/** What was given earlier and was moved away since does not keep the rest from being checked. */
async function stillThere(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(paths.map(exists));
  return paths.filter((_path, at) => found[at]);
}

/** Records for reading are in the window's language. */
function recordLanguage(): RecordLanguage {
  const { lang, dir } = pageLanguage();
  return { words: words(), lang, dir };
}

const unique = (values: string[]): string[] => [...new Set(values)];
