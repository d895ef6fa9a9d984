/** The documents' pictures: the name in the documents, the state of the gallery, and the themes that are shown. */
const SHOWN = [
  ['verify-drop', 'verify-empty', ['light']],
  ['verify-green', 'card-verified', ['light', 'dark']],
  ['verify-untrusted', 'card-first-time', ['light']],
  ['verify-red', 'card-tampered', ['light']],
  ['verify-grey', 'card-nothing-to-check', ['light']],
  ['sign-plan', 'sign-four', ['light', 'dark']],
  ['sign-prompt', 'sheet-passphrase', ['light']],
  ['sign-receipt', 'sign-receipt', ['light']],
  ['keys', 'keys-details', ['light', 'dark']],
  ['publishers', 'publishers-details', ['light', 'dark']],
  ['repositories', 'repositories-verified', ['light', 'dark']],
  ['activity', 'activity', ['light', 'dark']],
  ['settings', 'settings', ['light', 'dark']],
  ['git-setup', 'settings-git-commands', ['light', 'dark']],
];

/** The gallery's picture by the name that it has in docs/pictures. */
export const DOCUMENTED = Object.fromEntries(
  SHOWN.flatMap(([name, state, themes]) =>
    themes.map((theme) => [`${name}-${theme}.png`, `${state}-1024x700-${theme}.png`]),
  ),
);
