import { join } from 'node:path';
import { AppError } from '../../../shared/error.ts';
import { isManifestName } from '../../../shared/manifest-name.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { SettingsStore } from '../services.ts';
import { jsonFile } from '../util/json-file.ts';

/**
 * What the schema in `shared/model/settings.ts` says, field by field, without loading the schema library: the command line reads
 * settings on every start. A test holds the two together.
 */
const FIELDS: { [K in keyof Settings]: { initial: Settings[K]; allows: (value: unknown) => value is Settings[K] } } = {
  theme: choice('system', 'light', 'dark'),
  language: choice('system', 'en', 'de', 'es', 'pseudo', 'mirrored'),
  offline: { initial: false, allows: (value): value is boolean => typeof value === 'boolean' },
  lockAfterMinutes: {
    initial: 15,
    allows: (value): value is number => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 1440,
  },
  gnupgPrompts: choice('app', 'pinentry'),
  signature: choice('armored', 'binary', 'cleartext', 'none'),
  manifest: {
    initial: { on: true, name: 'SHA256SUMS', algorithm: 'sha256', style: 'gnu' },
    allows: isManifest,
  },
  notifications: { initial: true, allows: (value): value is boolean => typeof value === 'boolean' },
  loginWay: choice('browser', 'github', 'google', 'microsoft', 'device'),
};

/**
 * The settings in `settings.json` of the home folder. A missing, damaged or newer file gives the defaults, a field that does not
 * fit its own default: settings never keep the app from starting. `set` keeps a damaged file aside (`settings.json.damaged-1`),
 * refuses values outside the schema (`bad-call`), and throws `store-newer` rather than overwrite a newer file.
 */
export function openSettings(home: string): SettingsStore {
  const file = jsonFile<Settings>({
    path: join(home, 'settings.json'),
    version: 1,
    empty: () => settingsFrom({}),
    check: settingsFrom,
  });
  return {
    get: async () => {
      try {
        return await file.read();
      } catch (error) {
        if (error instanceof AppError && (error.code === 'store-damaged' || error.code === 'store-newer'))
          return settingsFrom({});
        throw error;
      }
    },
    set: async (settings) => {
      const wrong = fieldNames.find((name) => !FIELDS[name].allows(settings[name]));
      if (wrong !== undefined) throw new AppError('bad-call', `${wrong} cannot have this value`);
      const wanted = settingsFrom(settings);
      await file.setAside();
      return file.update(() => wanted);
    },
  };
}

const fieldNames = Object.keys(FIELDS) as (keyof Settings)[];

function settingsFrom(content: unknown): Settings {
  const values = typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : {};
  const entries = fieldNames.map((name) => {
    const { initial, allows } = FIELDS[name];
    return [name, allows(values[name]) ? known(values[name], initial) : initial] as const;
  });
  return Object.fromEntries(entries) as Settings;
}

/** Of an object only what the settings know; everything else as it is. */
function known(value: unknown, like: unknown): unknown {
  if (typeof like !== 'object' || like === null) return value;
  const fields = value as Record<string, unknown>;
  return Object.fromEntries(Object.keys(like).map((name) => [name, fields[name]]));
}

function isManifest(value: unknown): value is Settings['manifest'] {
  if (typeof value !== 'object' || value === null) return false;
  const { on, name, algorithm, style } = value as Record<string, unknown>;
  return (
    typeof on === 'boolean' &&
    typeof name === 'string' &&
    isManifestName(name) &&
    (algorithm === 'sha256' || algorithm === 'sha512') &&
    (style === 'gnu' || style === 'bsd')
  );
}

function choice<T extends string>(initial: T, ...others: T[]) {
  const all: readonly unknown[] = [initial, ...others];
  return { initial, allows: (value: unknown): value is T => all.includes(value) };
}
