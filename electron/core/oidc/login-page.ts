import { visibleText } from '../../../shared/visible-text.ts';

/** The words of the page that the browser shows at the end, in the user's language. `{{whom}}` in `doneText` is the identity. */
export interface LoginPageWords {
  language: string;
  direction: 'ltr' | 'rtl';
  doneTitle: string;
  doneText: string;
  failedTitle: string;
  failedText: string;
}

/** The page at the end of a login: whether it worked, and that it can be closed. No script, nothing from elsewhere. */
export function loginPage(words: LoginPageWords, whom: string | null): string {
  const title = whom === null ? words.failedTitle : words.doneTitle;
  const name = `<bdi>${escape(visibleText(whom ?? ''))}</bdi>`;
  const text = escape(whom === null ? words.failedText : words.doneText)
    .split('{{whom}}')
    .join(name);
  return `<!doctype html>
<html lang="${escape(words.language)}" dir="${words.direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)} · Countersign</title>
<style>${STYLE}</style>
<main>
<p class="name">Countersign</p>
<h1>${escape(title)}</h1>
<p>${text}</p>
</main>
</html>
`;
}

const STYLE = `
:root { --paper: #f7f6f3; --sheet: #fff; --ink: #23211d; --quiet: #6a665e; --edge: #e2dfd8; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #1b1a18; --sheet: #252421; --ink: #edebe6; --quiet: #a5a199; --edge: #3a3833; }
}
body { margin: 0; min-block-size: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
  font: 0.9375rem/1.6 system-ui, sans-serif; }
main { box-sizing: border-box; inline-size: min(32rem, 100% - 2rem); padding: 2.5rem; background: var(--sheet);
  border: 1px solid var(--edge); border-radius: 8px; overflow-wrap: anywhere; }
h1 { margin-block: 0 1rem; font-size: 1.5rem; line-height: 1.3; font-weight: 600; }
p { margin: 0; }
.name { margin-block-end: 1.5rem; color: var(--quiet); font-size: 0.8125rem; }
`;

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
