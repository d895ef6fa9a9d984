/** The gallery's one page: every state under its screen, as small pictures that open large; no script, filters by `:has(:checked)`. */
export function galleryPage(states) {
  const screens = [...new Set(states.map(({ screen }) => screen))];
  const of = (screen) => states.filter((state) => state.screen === screen);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Countersign: every state of the window</title>
<style>${STYLE}</style>
<header>
  <h1>Every state of the window</h1>
  <p>${states.length} states, ${states.flatMap(({ pictures }) => pictures).length} pictures of the running app, made by <code>npm run gallery</code>.</p>
  <form>
    <fieldset><legend>Appearance</legend>
      ${radio('theme', 'both', 'Both', true)}${radio('theme', 'light', 'Light')}${radio('theme', 'dark', 'Dark')}
    </fieldset>
    <fieldset><legend>Window</legend>
      ${radio('size', 'all', 'All', true)}${radio('size', '1024x700', '1024 × 700')}${radio('size', '1440x900', '1440 × 900')}
    </fieldset>
  </form>
</header>
<nav aria-label="Screens">
  <ul>
    ${screens
      .map(
        (screen) =>
          `<li><a href="#${id(screen)}"><b>${text(screen)}</b> <span>${of(screen).length}</span></a><ol>${of(screen)
            .map((state) => `<li><a href="#${state.id}">${text(state.title)}</a></li>`)
            .join('')}</ol></li>`,
      )
      .join('\n    ')}
  </ul>
</nav>
<main>
${screens.map((screen) => `<section id="${id(screen)}"><h2>${text(screen)}</h2>\n${of(screen).map(article).join('\n')}\n</section>`).join('\n')}
</main>
</html>
`;
}

const text = (value) => value.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
const id = (screen) => `screen-${screen.toLowerCase()}`;
const radio = (name, value, label, checked = false) =>
  `<label><input type="radio" name="${name}" value="${value}"${checked ? ' checked' : ''}> ${label}</label>`;

const LOOKS = { narrow: '320 wide', large: '200% large', forced: 'forced colours', whole: 'all of it' };

function article({ id: state, title, pictures }) {
  const figures = pictures.map(
    ({ file, theme, look }) =>
      `<figure data-theme="${theme}" data-look="${look}"><a href="${file}"><img loading="lazy" src="${file}" alt="${text(title)}, ${theme}, ${look}"></a><figcaption>${LOOKS[look] ?? look.replace('x', ' × ')}, ${theme}</figcaption></figure>`,
  );
  return `<article id="${state}"><h3><a href="#${state}">${text(title)}</a> <code>${state}</code></h3><div class="pictures">${figures.join('')}</div></article>`;
}

const STYLE = `
:root { color-scheme: light dark; --paper: #f5f5f2; --ink: #1b1d21; --soft: #575b63; --line: #dfded8; --accent: #3a51ad; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181b; --ink: #e9e9e6; --soft: #a6aab2; --line: #30343a; --accent: #a9b9f2; } }
* { box-sizing: border-box; }
body { margin: 0; display: grid; grid-template-columns: 18rem minmax(0, 1fr); background: var(--paper); color: var(--ink); font: 0.9375rem/1.5 system-ui, sans-serif; }
header { grid-column: 1 / -1; padding: 2rem; border-block-end: 1px solid var(--line); }
h1, h2, h3, p { margin: 0; } h1, h2 { font-size: 1.5rem; font-weight: 600; } h3 { font-size: 0.9375rem; font-weight: 600; }
header p, figcaption, h3 code, nav span { color: var(--soft); } code { font-size: 0.8125rem; font-weight: 400; }
form { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; margin-block-start: 1rem; }
fieldset { border: 0; margin: 0; padding: 0; display: flex; gap: 1rem; } legend { float: inline-start; padding: 0; margin-inline-end: 1rem; color: var(--soft); }
nav { position: sticky; inset-block-start: 0; height: 100vh; overflow: auto; padding: 2rem; font-size: 0.8125rem; }
ul, ol { list-style: none; margin: 0; padding: 0; } nav > ul > li { margin-block-end: 1.5rem; } nav ol li { margin-block-start: 0.25rem; }
a { color: inherit; text-decoration: none; } a:hover { color: var(--accent); } nav ol a { color: var(--soft); } nav ol a:hover { color: var(--accent); }
main { padding: 2rem; } section + section { margin-block-start: 4rem; }
article { padding-block: 1.5rem 0.5rem; scroll-margin-block-start: 1rem; } article:target h3 a { color: var(--accent); }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(22rem, 1fr)); gap: 1.5rem; margin-block-start: 0.75rem; align-items: start; }
figure { margin: 0; } img { width: 100%; height: auto; display: block; border: 1px solid var(--line); border-radius: 6px; } figcaption { font-size: 0.8125rem; margin-block-start: 0.25rem; }
figure[data-look='narrow'] img { width: auto; max-width: 100%; }
body:has([value='light']:checked) figure:not([data-theme='light']), body:has([value='dark']:checked) figure:not([data-theme='dark']),
body:has([value='1024x700']:checked) figure:not([data-look='1024x700']), body:has([value='1440x900']:checked) figure:not([data-look='1440x900']) { display: none; }
@media (max-width: 60rem) { body { grid-template-columns: minmax(0, 1fr); } nav { position: static; height: auto; } }
`;
