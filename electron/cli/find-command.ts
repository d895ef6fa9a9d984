/** Every flag, of any command, that takes the next word as its value. */
const WITH_VALUE: ReadonlySet<string> = new Set(
  (
    'home at identity-token provider store-passphrase-file key signature publisher threshold algorithm style output passphrase-file ' +
    'type name expires format reason note from fingerprint bundle certificate certificate-identity certificate-identity-regexp ' +
    'certificate-oidc-issuer certificate-oidc-issuer-regexp trusted-root instance repository workflow ref-kind ' +
    'output-signature output-certificate tlog-upload timestamp signing-config tuf root repo since policy report target message message-file ref ' +
    'hook write-hook'
  ).split(' '),
);

/** The command of a call and the words for it: options may stand before its name too. */
export function findCommand(argv: readonly string[]): { name: string | undefined; words: string[] } {
  let at = 0;
  for (let word = argv[at]; word?.startsWith('-') === true && !ALONE.has(word); word = argv[at])
    at += WITH_VALUE.has(word.slice(2)) ? 2 : 1;
  const name = argv[at];
  // Options without a command are nobody's: the first of them is what is told to be unknown.
  if (name === undefined) return { name: argv[0], words: argv.slice(1) };
  return { name, words: [...argv.slice(0, at), ...argv.slice(at + 1)] };
}

/** Words that stand for a command where they come first. */
const ALONE: ReadonlySet<string> = new Set(['--help', '-h', '--version', '--']);
