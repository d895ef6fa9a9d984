import type { PageLanguage } from './words.ts';

/** The start page with its language, direction and locale in its first tag. Every value is a plain word, a language tag or several. */
export function tellLanguage(page: string, { language, lang, dir, system }: PageLanguage): string {
  const tag = `<html lang="${lang}" dir="${dir}" data-language="${language}" data-system="${system.join(' ')}">`;
  return page.replace(/<html [^>]*>/, tag);
}
