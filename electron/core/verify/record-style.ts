/** The look of a saved record: paper and ink as in the window, light and dark, and plain on a printed page. */
export const RECORD_STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#f5f5f2, #16181b);
  --card: light-dark(#ffffff, #1e2125);
  --ink: light-dark(#1b1d21, #e9e9e6);
  --soft: light-dark(#575b63, #a6aab2);
  --line: light-dark(#dfded8, #30343a);
}
.verified { --tone: light-dark(#17693a, #74d095); --tint: light-dark(#e6f3ea, #183022); }
.untrusted { --tone: light-dark(#7c5200, #e8ba63); --tint: light-dark(#faf0da, #33290f); }
.invalid { --tone: light-dark(#a8201a, #ff958c); --tint: light-dark(#fbe9e7, #3b1b19); }
.incomplete { --tone: light-dark(#54585f, #b4b8bf); --tint: light-dark(#ececea, #2b2e33); }
* { box-sizing: border-box; margin: 0; }
body {
  background: var(--paper); color: var(--ink); padding: 32px 16px;
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; overflow-wrap: anywhere;
}
main { max-width: 800px; margin-inline: auto; display: grid; gap: 24px; }
.kind { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 24px; font-weight: 600; }
.kind span { color: var(--soft); font-weight: 400; }
header {
  background: var(--tint); border-inline-start: 8px solid var(--tone); border-radius: 8px; padding: 24px;
  display: grid; gap: 8px;
}
.word { color: var(--tone); font-weight: 600; }
h1 { font-size: 24px; line-height: 1.3; letter-spacing: -0.01em; }
h2 { font-size: 15px; margin-block-end: 8px; }
section { background: var(--card); border-radius: 8px; padding: 16px 24px; break-inside: avoid; }
table { border-collapse: collapse; width: 100%; }
tr + tr { border-block-start: 1px solid var(--line); }
th, td { padding: 4px 0; text-align: start; vertical-align: top; }
th { width: 184px; padding-inline-end: 24px; font-weight: 400; color: var(--soft); }
code { font: 13px/1.5 ui-monospace, 'SF Mono', 'Cascadia Mono', 'Noto Sans Mono', monospace; }
ul { padding-inline-start: 16px; }
li + li { margin-block-start: 4px; }
footer { color: var(--soft); font-size: 13px; }
@media (max-width: 560px) { th, td { display: block; width: auto; } td { padding-block-end: 8px; } }
@media print {
  :root { color-scheme: light; }
  body { background: none; padding: 0; font-size: 11pt; }
  section { padding: 0; }
  header { border: 1px solid var(--tone); border-inline-start-width: 8px; background: none; }
}
`;
