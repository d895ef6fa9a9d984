let locale = 'en';

/** The locale of the window's dates and numbers: the system's own form of the chosen language, `de-AT`. */
export function currentLocale(): string {
  return locale;
}

/** Another language was chosen. */
export function setLocale(tag: string): void {
  locale = tag;
}
