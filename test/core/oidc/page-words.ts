import type { LoginPageWords } from '../../../electron/core/oidc/login-page.ts';
import { SHELL } from '../../../shared/catalogue/en/shell.ts';

/** The words of the last page of a login, in English. */
export const PAGE: LoginPageWords = { language: 'en', direction: 'ltr', ...SHELL.loginPage };
