import type { TagPreparation } from '../../../shared/model/git-sign.ts';
import type { TagPreparation as Prepared } from '../../core/git/sign/prepare-tag.ts';
import type { AppContext } from '../context.ts';
import type { Handlers } from './gate.ts';
import { signerOf, startSigning, timeOf } from './git-signing-job.ts';
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
      return startSigning(context, name, async (how) => {
        return (await services.gitSign.signTag(request, how)).receipt;
      });
    },
  };
}

function told({ target: { at, ...target }, existing, ...prepared }: Prepared): TagPreparation {
  const time = timeOf(at);
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
