import { tellable } from '../../../shared/error.ts';
import { asJob } from '../as-job.ts';
import type { AppContext } from '../context.ts';
import { online } from '../online.ts';
import type { Handlers } from './gate.ts';

type Names = 'pending.list' | 'pending.log' | 'pending.forget';

/** Signatures that a log could not be told of: listing them, telling it later, and forgetting them. */
export function pendingHandlers(context: AppContext): Pick<Handlers, Names> {
  const { services, jobs, status } = context;
  const { sigstore, instances } = services;
  /** Why each could not be logged when that was last tried. */
  const problems = new Map<string, { code: string; detail: string }>();
  return {
    'pending.list': async () => {
      const waiting = await sigstore.pending();
      if (waiting.length === 0) return [];
      const used = new Set((await instances.list()).flatMap((one) => (one.used ? [one.name] : [])));
      for (const { artifact } of waiting) context.told.tell(artifact);
      return waiting.map(({ id, at, instance, artifact, bundle }) => ({
        ...{ id, at, instance, artifact, bundle },
        known: used.has(instance),
        ...(problems.has(id) && { problem: problems.get(id) }),
      }));
    },
    'pending.log': ({ ids }) => ({
      job: jobs.start('log', ({ job, signal, onProgress }) =>
        asJob({ job, signal }, async () => {
          const done = await online(context, (off) =>
            sigstore.logPending({ ids, signal: AbortSignal.any([signal, off]), onProgress }),
          );
          for (const { entry, error } of done) {
            problems.delete(entry.id);
            if (error === undefined) context.told.tell(entry.bundle);
            // What ended the whole attempt says nothing of this one.
            else if (error.code !== 'cancelled' && error.code !== 'offline') problems.set(entry.id, tellable(error));
          }
          const failed = done.find(({ error }) => error !== undefined);
          if (failed?.error !== undefined) throw failed.error;
          return undefined;
        }),
      ),
    }),
    'pending.forget': async ({ ids }) => {
      await sigstore.forgetPending(ids);
      status.poke();
      return null;
    },
  };
}
