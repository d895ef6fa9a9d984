import { basename } from 'node:path';
import { AppError } from '../../../shared/error.ts';
import type { AuditWhat, ReportFormat } from '../../../shared/model/audit.ts';
import type { Progress } from '../../../shared/model/job.ts';
import { auditFound } from '../../core/audit/git/audit-found.ts';
import { AuditRows } from '../../core/audit/git/audit-rows.ts';
import { auditOf, type AuditSubject, type GitAudit } from '../../core/audit/git/audit.ts';
import type { AuditLanguage } from '../../core/audit/git/audit-parts.ts';
import { renderAudit } from '../../core/audit/git/render-audit.ts';
import { writeAudit } from '../../core/audit/git/write-audit.ts';
import { startingPolicy } from '../../core/audit/git/starting-policy.ts';
import type { GitPolicy } from '../../core/git/policy/policy.ts';
import { readPolicy } from '../../core/git/policy/read-policy.ts';
import { writeFileAtomic } from '../../core/util/atomic-file.ts';
import type { JobContext } from '../../core/jobs/job-queue.ts';
import type { GitRequest } from '../../core/verify/git-service.ts';
import type { AppContext } from '../context.ts';
import { printPdf } from '../print-pdf.ts';
import { readSmall } from '../read-small.ts';
import { choosePlace, saveAs } from '../save.ts';
import { pageLanguage, words } from '../words.ts';
import type { Handlers } from './gate.ts';

/** No policy is larger; it says so itself before anything of it is read. */
const LARGEST_POLICY = 1024 * 1024 + 1;

type Audits = 'audit.branches' | 'audit.policy' | 'audit.start' | 'audit.found' | 'audit.save' | 'audit.savePolicy';

/** Auditing a repository that is open in the window by a policy file that was dropped or picked, and saving what came of it. */
export function auditHandlers(context: AppContext): Pick<Handlers, Audits> {
  const { audits, files, jobs, repositories, services } = context;
  const folderOf = (job: string): string => {
    const found = repositories.get(job);
    if (found === undefined) throw new AppError('not-found', 'this repository is not open');
    return found.folder;
  };
  const auditOfJob = (job: string): GitAudit => {
    const found = audits.get(job);
    if (found === undefined) throw new AppError('not-found', 'no such audit');
    return found;
  };
  const policyOf = async (file: string): Promise<{ policy: GitPolicy; path: string }> => {
    const [path = ''] = files.paths([file]);
    return { policy: await readPolicy(await readSmall(path, LARGEST_POLICY), path), path };
  };
  return {
    'audit.branches': async ({ repository }) => services.git.branches(folderOf(repository), {}),

    'audit.policy': async ({ policy: file }) => {
      const { policy } = await policyOf(file);
      return { sha256: policy.sha256, signers: policy.signers.length, rules: policy.rules.length };
    },

    'audit.start': async ({ repository, what, policy: file }) => {
      const folder = folderOf(repository);
      const judged = file === null ? undefined : await policyOf(file);
      const request: GitRequest = {
        repository: folder,
        what: asked(what),
        ...(judged === undefined ? {} : { policy: judged.policy }),
      };
      return { job: jobs.start('audit', (run) => audit(context, request, judged?.path, run)) };
    },

    'audit.found': ({ job }) => auditFound(auditOfJob(job)),

    'audit.save': ({ job, format }) => saveReport(context, auditOfJob(job), format),

    'audit.savePolicy': ({ job }) => {
      const found = auditOfJob(job);
      return saveAs(context, {
        title: words().shell.savePolicy,
        name: `${plainName(found)}-policy.json`,
        filters: [{ name: 'json', extensions: ['json'] }],
        bytes: () => Promise.resolve(startingPolicy(found)),
      });
    },
  };
}

function asked(what: AuditWhat): GitRequest['what'] {
  switch (what.kind) {
    case 'tags':
      return { tags: 'all' };
    case 'range':
      return { commits: { range: what.range } };
    case 'branch':
      return { commits: { range: what.branch } };
    case 'since':
      return { commits: { all: true }, since: new Date(`${what.since}T00:00:00Z`) };
  }
}

async function audit(
  { services, audits, info }: AppContext,
  request: GitRequest,
  policyPath: string | undefined,
  { job, signal, onProgress }: JobContext,
): Promise<undefined> {
  const { repository, what, policy } = request;
  const range = 'commits' in what && 'range' in what.commits ? what.commits.range : undefined;
  const ends = range === undefined ? undefined : await services.git.ends(repository, range, { signal });
  const rows = new AuditRows();
  let count = 0;
  const onCount = (all: number): void => void (count = all);
  for await (const row of services.git.verify(request, { signal, onCount })) {
    rows.add(row);
    onProgress(progressOf('verifying', rows.length, count));
  }
  const subject: AuditSubject = {
    repository,
    what: 'tags' in what ? { tags: what.tags } : range === undefined ? 'all-commits' : { range },
    ...(ends === undefined ? {} : { ends }),
    ...('commits' in what && what.since !== undefined ? { since: what.since.toISOString() } : {}),
    ...(policy === undefined || policyPath === undefined
      ? {}
      : { policy: { path: policyPath, sha256: policy.sha256, start: policy.start } }),
    program: `Countersign ${info.version}`,
    checkedAt: new Date().toISOString(),
  };
  audits.set(job, auditOf(subject, rows));
}

/** `count`: 0 while it is unknown. A repository can say anything of itself: there are never fewer than were checked. */
function progressOf(stage: Progress['stage'], itemsDone: number, count: number): Progress {
  const nothing = { bytesDone: 0, bytesTotal: 0, bytesPerSecond: 0, secondsLeft: null };
  return {
    stage,
    itemsDone,
    itemsTotal: count === 0 ? 0 : Math.max(count, itemsDone),
    ...nothing,
  };
}

/** Asks where a report goes, and writes it as a job: of a hundred thousand commits it takes a while. */
async function saveReport(
  context: AppContext,
  found: GitAudit,
  format: ReportFormat,
): Promise<{ job: string; path: string } | null> {
  const path = await choosePlace(context, {
    title: words().shell.saveReport,
    name: `${plainName(found)}-audit.${format}`,
    filters: [{ name: format, extensions: [format] }],
  });
  if (path === null) return null;
  const job = context.jobs.start('report', async ({ signal, onProgress }) => {
    if (format === 'pdf') await writeFileAtomic(path, await printed(found, signal), { overwrite: true });
    else
      await writeAudit(found, { path, format, overwrite: true }, reportLanguage(), {
        signal,
        onWritten: (done) => onProgress(progressOf('writing', done, found.rows.length)),
      });
    context.told.tell(path);
    return undefined;
  });
  return { job, path };
}

function printed(found: GitAudit, signal: AbortSignal): Promise<Uint8Array> {
  const language = reportLanguage();
  const { lang, dir, words: said } = language;
  const text = `${said.audit.title}: ${nameOf(found)}`;
  return printPdf(renderAudit(found, 'html', language), { text, lang, dir }, signal);
}

/** Reports for reading are in the window's language. */
function reportLanguage(): AuditLanguage {
  const { lang, dir } = pageLanguage();
  const { audit: said, verdict, git, evidence, window } = words();
  return { words: { audit: said, verdict, git, evidence, verdictWord: window.verdictWord }, lang, dir };
}

const nameOf = ({ subject }: GitAudit): string => basename(subject.repository) || subject.repository;
const plainName = (found: GitAudit): string =>
  nameOf(found)
    .replace(/[^\w.-]/g, '_')
    .slice(0, 100);
