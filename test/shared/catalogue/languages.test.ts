import { describe, expect, it } from 'vitest';
import { directionOf, languageFor, localeFor } from '../../../shared/catalogue/languages.ts';

describe('languageFor', () => {
  it('takes the first of the system’s languages that is ours', () => {
    expect(languageFor('system', ['de-AT', 'en-US'])).toBe('de');
    expect(languageFor('system', ['es-MX'])).toBe('es');
    expect(languageFor('system', ['fr-FR', 'es-419', 'de'])).toBe('es');
    expect(languageFor('system', ['de_CH'])).toBe('de');
    expect(languageFor('system', ['EN-gb', 'de'])).toBe('en');
  });

  it('falls back to English', () => {
    expect(languageFor('system', ['fr-FR', 'ja'])).toBe('en');
    expect(languageFor('system', [])).toBe('en');
    expect(languageFor('system', ['', 'C', 'den'])).toBe('en');
  });

  it('does as it is told', () => {
    expect(languageFor('es', ['de-AT'])).toBe('es');
    expect(languageFor('mirrored', ['de-AT'])).toBe('mirrored');
  });

  it('never takes a made-up language from the system', () => {
    expect(languageFor('system', ['pseudo', 'mirrored'])).toBe('en');
  });
});

describe('localeFor', () => {
  it('is the system’s own form of the language', () => {
    expect(localeFor('de', ['en-US', 'de-AT'])).toBe('de-AT');
    expect(localeFor('en', ['en-GB', 'en-US'])).toBe('en-GB');
  });

  it('is the language alone where the system has another, or none that is a locale', () => {
    expect(localeFor('es', ['de-AT'])).toBe('es');
    expect(localeFor('de', ['de_AT'])).toBe('de');
    expect(localeFor('de', [])).toBe('de');
  });

  it('is English in a made-up language, wherever the test runs', () => {
    expect(localeFor('pseudo', ['de-AT'])).toBe('en');
  });
});

it('knows which way a language is written', () => {
  expect(directionOf('de')).toBe('ltr');
  expect(directionOf('mirrored')).toBe('rtl');
});
