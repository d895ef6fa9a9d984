import { AppError } from '../../../shared/error.ts';
import { applySettings } from '../apply-settings.ts';
import type { AppContext } from '../context.ts';
import { words } from '../words.ts';
import type { Handlers } from './gate.ts';

/** What lies in the home folder, and forgetting all of it. */
export function storedHandlers(
  context: AppContext,
): Pick<Handlers, 'stored.list' | 'stored.forget' | 'app.startAfresh'> {
  const { services } = context;
  return {
    'stored.list': async () => {
      const stored = await services.stored();
      context.told.tell(services.home);
      for (const { path } of stored.files) context.told.tell(path);
      return stored;
    },
    'stored.forget': async ({ typed }) => {
      const { word } = words().window.settings.forget;
      if (typed.trim().toLowerCase() !== word.toLowerCase()) throw new AppError('usage', 'another word was typed');
      // What still ran would write again what is deleted here.
      await context.jobs.close();
      const failed = await services.forgetEverything();
      for (const map of [context.checks, context.results, context.lookups]) map.clear();
      const settings = await services.settings.get();
      await applySettings(services, context.network, settings);
      context.emit('settings.changed', settings);
      context.emit('keys.changed', null);
      context.status.poke();
      return { left: failed.map(({ name, error }) => ({ name, code: error.code, why: error.detail })) };
    },
    'app.startAfresh': () => {
      // After this call has been answered.
      setImmediate(() => context.window()?.webContents.reload());
      return null;
    },
  };
}
