import type { LoginPageWords } from '../../../electron/core/oidc/login-page.ts';

/** Words for the last page of a login. */
export const PAGE: LoginPageWords = {
  language: 'en',
  direction: 'ltr',
  done: { title: 'You are logged in', text: (whom) => `Countersign knows you as ${whom} now.` },
  failed: { title: 'The login did not work', text: 'Go back to Countersign.' },
};
