import type { Ask } from '../../core/engines/engine.ts';
import { asJob } from '../as-job.ts';
import type { AppContext } from '../context.ts';
import { notRemembered } from '../not-remembered.ts';
import type { Handlers } from './gate.ts';

/** Planning and making signatures, and answering what a run asks. */
export function signHandlers(
  context: AppContext,
): Pick<Handlers, 'sign.plan' | 'sign.start' | 'job.cancel' | 'prompt.answer'> {
  const { services, files, jobs, prompts } = context;
  return {
    'sign.plan': ({ files: ids, options, include, already }) =>
      services.sign.plan({ paths: files.paths(ids), options, include, already, overwrite: false }),

    'sign.start': ({ files: ids, options, include, already, overwrite, login }) => {
      const paths = files.paths(ids);
      const job = jobs.start('sign', async ({ job: id, signal, onProgress }) => {
        const ask: Ask = (prompt, withdrawn) =>
          prompts.ask({ ...prompt, job: id }, withdrawn === undefined ? signal : AbortSignal.any([signal, withdrawn]));
        const request = { paths, options, include, already, overwrite, wish: { login } };
        const how = { signal, onProgress, onNotRemembered: notRemembered(context, id), ask };
        const receipt = await asJob({ job: id, signal }, () => services.sign.sign(request, how));
        context.told.tellReceipt(receipt);
        return receipt;
      });
      return { job };
    },

    'job.cancel': ({ job }) => {
      jobs.cancel(job);
      return null;
    },

    'prompt.answer': ({ id, value }) => {
      prompts.answer(id, value);
      return null;
    },
  };
}
