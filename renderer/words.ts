import i18next, { type FormatterModule } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { CaseWords } from '../shared/catalogue/en/verdict.ts';
import type { WINDOW } from '../shared/catalogue/en/window.ts';
import { EN } from '../shared/catalogue/en/words.ts';
import {
  directionOf,
  type Language,
  languageFor,
  LANGUAGES,
  loadWords,
  localeFor,
  MADE_UP,
} from '../shared/catalogue/languages.ts';
import type { ErrorCode } from '../shared/error.ts';
import type { Case } from '../shared/model/result.ts';
import type { Note } from '../shared/model/verdict.ts';
import { textFor } from '../shared/plural.ts';
import { setLocale } from './parts/locale.ts';
import { formatNumber } from './parts/numbers.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'window';
    resources: typeof EN;
  }
}

/** The system's languages, best first; the privileged side writes them into the page. */
const systemLanguages = (): string[] => (document.documentElement.dataset['system'] ?? '').split(' ').filter(Boolean);

/** How values come into sentences: numbers in the reader's own form, as everywhere in the window. */
export const FORMATTER: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown): string => (typeof value === 'number' ? formatNumber(value) : String(value)),
};
/** React escapes what is shown, so nothing is escaped here. */
export const INTERPOLATION = { escapeValue: false, alwaysFormat: true };

/** Starts the catalogue in the language that the page was served in, so that no other is seen first. */
export async function startWords(): Promise<void> {
  await i18next
    .use(initReactI18next)
    .use(FORMATTER)
    .init({
      lng: 'en',
      fallbackLng: 'en',
      ns: Object.keys(EN),
      defaultNS: 'window',
      resources: { en: EN },
      interpolation: INTERPOLATION,
      returnNull: false,
      returnEmptyString: true,
    });
  const served = document.documentElement.dataset['language'];
  await speak([...LANGUAGES, ...MADE_UP].find((language) => language === served) ?? 'en');
}

let latest: Language | undefined;

/** Speaks the language that a setting means; another than English is loaded when it is first asked for. */
export async function speak(setting: Language | 'system'): Promise<void> {
  const language = languageFor(setting, systemLanguages());
  latest = language;
  if (!i18next.hasResourceBundle(language, 'window')) {
    for (const [namespace, texts] of Object.entries(await loadWords(language)))
      i18next.addResourceBundle(language, namespace, texts);
  }
  // Another one was chosen while this one was being loaded.
  if (latest !== language) return;
  const page = document.documentElement;
  page.lang = localeFor(language, systemLanguages());
  page.dir = directionOf(language);
  page.dataset['language'] = language;
  setLocale(page.lang);
  if (i18next.language !== language) await i18next.changeLanguage(language);
}

/** The window's words. */
export function useWords() {
  return useTranslation(['window', 'verdict', 'note', 'error', 'evidence', 'audit']).t;
}

type Branch<K extends keyof typeof WINDOW> = { [P in K]: `${P}.${keyof (typeof WINDOW)[P] & string}` }[K];

/** Sentences whose `{{values}}` the window fills itself, because strangers chose them; and the words for errors. */
export type TemplateKey =
  | `${'verdict' | 'git'}:${Case}.${keyof CaseWords}`
  | `${'note' | 'gitNote'}:${Note}`
  | `error:${ErrorCode}.${'title' | 'advice'}`
  | `evidence:${string}`
  | Branch<
      | 'now'
      | 'nowGit'
      | 'adviceGit'
      | 'askLog'
      | 'linkGit'
      | 'sayWhetherGit'
      | 'signed'
      | 'signer'
      | 'expected'
      | 'link'
      | 'advice'
      | 'sayWhether'
    >
  | `sign.do${'Files' | 'List' | 'Both'}${'' | 'Token'}`
  | `sign.goOn${'Names' | 'Count' | 'List'}`
  | `sign.witness.carry.${'neither' | 'timestamp' | 'log' | 'both'}`
  | `gitSign.${'anewTitle' | 'targetBranch' | 'targetCommit' | 'targetOf' | 'tagger' | 'otherEmail' | 'do' | 'doToken' | 'failed'}`
  | `gitSign.anew.${'was' | 'asks' | 'sure' | 'loses' | 'noCommit'}`
  | `commitSign.${'startFrom' | 'startTag' | 'ahead' | 'lostBy' | 'leftTag' | 'leftBranch' | 'listCut' | 'otherEmail' | 'do' | 'doNone' | 'doToken' | 'asksFirst' | 'sure'}`
  | `gitReceipt.${'tag' | 'commits' | 'when' | 'undone' | 'undoneWhen' | 'undonePublished' | 'undoPublished'}`
  | `keys.${'publisherOfOthers' | 'revokeDo' | 'revokeSure' | 'deleteIt' | 'deleteAsk' | 'deleteSure'}`
  | `keys.cosign.${'deleteIt' | 'deleteAsk' | 'deleteSure'}`
  | `instances.${'use' | 'removeSure' | 'done.added' | 'done.removed' | 'done.refreshed'}`
  | `pending.${'signed' | 'instanceGone' | 'forgetSure'}`
  | `consents.${'who' | 'in.folder' | 'in.repository' | 'agreedOn' | 'allowSure' | 'loginAt'}`
  | 'publishers.unpin'
  | 'card.digestSaid'
  | `expectOwn.${'doFor' | 'ofOthers'}`
  | `gitSetup.${'counting' | 'ours' | 'changed' | 'fromFile'}`
  | `audit:failures.${'by' | 'undated' | 'signed' | 'signedUndated' | 'names' | 'judgedFor'}`
  | `auditing.${'policyIs' | 'policyStart' | 'saved'}`
  | `repositories.${'by' | 'made' | 'madeUndated'}`
  | `receipt.${'nothing' | 'files' | 'list' | 'both' | 'partly' | 'pending' | 'noList' | `carry.${'neither' | 'timestamp' | 'log' | 'both'}`}`
  | `gitSetup.login.${'ours' | 'changed' | 'private'}`
  | `publish.${'remember' | 'log' | 'loggedIn' | 'otherwise' | 'otherIssuer' | 'privateTitle'}`;

/** A catalogue sentence with its `{{values}}` left open. What is drawn asks `useTemplates`, to be drawn again in another language. */
export function templateOf(key: TemplateKey, count?: number): string {
  // The typed function wants every value of a sentence; here they are left open on purpose.
  const translate = i18next.t as (key: string, options: { skipInterpolation: true; count?: number }) => string;
  return translate(key, { skipInterpolation: true, ...(count === undefined ? {} : { count }) });
}

/** Gives catalogue sentences with their `{{values}}` left open, for `Sentence` to fill with visible, isolated names. */
export function useTemplates(): typeof templateOf {
  useTranslation();
  return templateOf;
}

/** Whether this version has a sentence of evidence; a newer one may have written another into the activity log. */
export function knowsEvidence(key: string): boolean {
  return textFor(EN.evidence, key, undefined, 'en') !== '';
}
