/** The pages that the app itself points to; compared whole, so that a page that was taken over cannot send anything out by an address. */
export const LINKS: ReadonlySet<string> = new Set([
  'https://git-scm.com/downloads',
  'https://keys.openpgp.org/about',
  'https://www.gnupg.org/download/',
  'https://www.rfc-editor.org/rfc/rfc9580.html',
]);
