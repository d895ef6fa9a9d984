import type { GitReceipt } from '../../../shared/model/git-receipt.ts';
import type { GitSignerChoice, TagPreparation } from '../../../shared/model/git-sign.ts';
import type { Progress } from '../../../shared/model/job.ts';
import type { Ask } from '../../core/engines/engine.ts';
import type { GitSigner, GitSignContext } from '../../core/git/sign/git-signing.ts';
import type { TagPreparation as Prepared } from '../../core/git/sign/prepare-tag.ts';
import { asJob } from '../as-job.ts';
import type { AppContext } from '../context.ts';
import { notRemembered } from '../not-remembered.ts';
import type { Handlers } from './gate.ts';
import { openedRepository } from './repository-handlers.ts';

type GitSigns = 'repositories.prepareTag' | 'repositories.uncommitted' | 'repositories.signTag';

/** So many names of files are told. */
const MOST_NAMES = 200;

/** Signing in a repository that the window opened: it is named by the job that did so, never by a path. */
export function gitSignHandlers(context: AppContext): Pick<Handlers, GitSigns> {
  const { services } = context;
  const folderOf = (job: string): string => openedRepository(context, job).folder;
  return {
    'repositories.prepareTag': async ({ job, draft: { name, target } }) => {
      const draft = {
        repository: folderOf(job),
        ...(name === undefined ? {} : { name }),
        ...(target === undefined ? {} : { target }),
      };
      return told(await services.gitSign.prepareTag(draft, {}));
    },

    'repositories.uncommitted': async ({ job }) => {
      const state = await services.gitSign.workState(folderOf(job), {});
      const sure = [...new Set([...state.staged, ...state.changed, ...state.untracked])];
      const names = sure.length > 0 ? sure : state.unsure;
      return {
        count: names.length,
        names: names.slice(0, MOST_NAMES),
        isUnsure: sure.length === 0 && names.length > 0,
        isCut: state.isCut,
      };
    },

    'repositories.signTag': ({ job, tag, signer }) => {
      const repository = folderOf(job);
      const { name, target, message, tagger, at, replace } = tag;
      const request = {
        ...{ repository, name, replace, ...signerOf(signer) },
        ...(target === undefined ? {} : { target }),
        ...(message === undefined ? {} : { message }),
        ...(tagger === undefined ? {} : { tagger }),
        ...(at === undefined ? {} : { at: new Date(at) }),
      };
      return startSigning(context, async (how) => {
        how.onProgress?.({ ...BEGUN, item: name });
        return (await services.gitSign.signTag(request, how)).receipt;
      });
    },
  };
}

/** A tag is signed in one step. */
const BEGUN: Progress = {
  stage: 'signing',
  itemsDone: 0,
  itemsTotal: 1,
  bytesDone: 0,
  bytesTotal: 0,
  bytesPerSecond: 0,
  secondsLeft: null,
};

/** Signs as a job of the window's, which shows what it asks. */
function startSigning(context: AppContext, sign: (how: GitSignContext) => Promise<GitReceipt>): { job: string } {
  const { jobs, prompts } = context;
  const job = jobs.start('sign', async ({ job: id, signal, onProgress }) => {
    const ask: Ask = (prompt, withdrawn) =>
      prompts.ask({ ...prompt, job: id }, withdrawn === undefined ? signal : AbortSignal.any([signal, withdrawn]));
    const how = { signal, onProgress, onNotRemembered: notRemembered(context, id), ask };
    const receipt = await asJob({ job: id, signal }, () => sign(how));
    context.told.tell(receipt.repository);
    if (receipt.check !== undefined) context.results.set(receipt.check.id, receipt.check);
    return receipt;
  });
  return { job };
}

function signerOf({ key, sigstore, login }: GitSignerChoice): GitSigner {
  return { key, ...(sigstore === undefined ? {} : { sigstore }), wish: { login } };
}

function told({ target: { at, ...target }, existing, ...prepared }: Prepared): TagPreparation {
  const time = at === undefined || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
  return {
    ...prepared,
    target: { ...target, ...(time === undefined ? {} : { at: time }) },
    ...(existing === undefined
      ? {}
      : {
          existing: {
            object: existing.object,
            isAnnotated: existing.isAnnotated,
            isSigned: existing.form !== undefined,
          },
        }),
  };
}
