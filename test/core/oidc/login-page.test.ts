import { describe, expect, it } from 'vitest';
import { loginPage } from '../../../electron/core/oidc/login-page.ts';
import { PAGE } from './page-words.ts';

describe('the last page of a login', () => {
  it('names who logged in', () => {
    expect(loginPage(PAGE, 'ada@example.org')).toContain('<bdi>ada@example.org</bdi>');
  });

  it.each(['<script>alert(1)</script>', '"><img src=x onerror=1>', '&lt;b>', "' onload='"])(
    'shows %s as it is',
    (name) => {
      const html = loginPage(PAGE, name);
      expect(html).not.toContain(name);
      expect(html).not.toMatch(/<(script|img)/);
    },
  );

  it('makes characters visible that turn text around', () => {
    expect(loginPage(PAGE, 'ada\u202egro.elpmaxe')).not.toContain('\u202e');
  });

  it('says in its own language that it did not work', () => {
    const html = loginPage({ ...PAGE, language: 'de', failedTitle: 'Die Anmeldung hat nicht geklappt' }, null);
    expect(html).toContain('lang="de"');
    expect(html).toContain('<h1>Die Anmeldung hat nicht geklappt</h1>');
  });

  it('brings nothing from elsewhere', () => {
    expect(loginPage(PAGE, 'ada')).not.toMatch(/\b(src|href)=|@import|url\(/);
  });
});
