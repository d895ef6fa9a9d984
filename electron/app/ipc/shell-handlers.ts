import { shell } from 'electron';
import { AppError } from '../../../shared/error.ts';
import type { AppContext } from '../context.ts';
import { copyText } from '../copy-text.ts';
import { pickPaths } from '../dialogs.ts';
import { offer } from '../menu.ts';
import { openExternal, openLoginPage } from '../open-external.ts';
import { applySettings } from '../apply-settings.ts';
import { words } from '../words.ts';
import type { Handlers } from './gate.ts';

type Names =
  | 'app.info'
  | 'app.status'
  | 'app.openLink'
  | 'app.copy'
  | 'app.reveal'
  | 'prompt.openAgain'
  | 'menu.offer'
  | 'settings.get'
  | 'settings.set'
  | 'files.pick'
  | 'activity.list'
  | 'activity.clear';

/** The app itself: what it is, its settings, the system's dialogs, its memory. */
export function shellHandlers(context: AppContext): Pick<Handlers, Names> {
  const { services, files, told, prompts } = context;
  return {
    'app.info': () => context.info,
    'app.status': () => context.status.now(),
    'app.openLink': async ({ url }) => {
      await openExternal(url);
      return null;
    },
    'prompt.openAgain': async ({ id }) => {
      const { kind, address } = prompts.standing(id);
      if (kind !== 'login' || address === undefined) throw new AppError('not-found', 'nobody is to log in there');
      // The address is our own: the window only names the question.
      await openLoginPage(new URL(address));
      return null;
    },
    'app.copy': async ({ text }) => {
      await copyText(text);
      return null;
    },
    'app.reveal': ({ path }) => {
      if (!files.has(path) && !told.has(path))
        throw new AppError('not-granted', 'this window was never told that path');
      shell.showItemInFolder(path);
      return null;
    },

    'menu.offer': ({ commands }) => {
      offer(commands);
      return null;
    },

    'settings.get': () => services.settings.get(),
    'settings.set': async (wanted) => {
      const settings = await services.settings.set(wanted);
      await applySettings(services, context.network, settings);
      context.emit('settings.changed', settings);
      context.status.poke();
      return settings;
    },

    'files.pick': async ({ kind }) => {
      const window = context.window();
      if (window === undefined) return [];
      return files.grant(await pickPaths(window, kind, words().shell[kind === 'files' ? 'pickFiles' : 'pickFolder']));
    },

    'activity.list': async ({ before, limit }) => {
      const entries = await services.activity.list({ before, limit });
      for (const entry of entries) told.tellEntry(entry);
      return entries;
    },
    'activity.clear': async () => {
      await services.activity.clear();
      return null;
    },
  };
}
