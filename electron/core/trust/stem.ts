/** Names that say nothing about who made a file. A stem of nothing but these is no stem. */
const GENERIC = new Set(
  (
    'app application archive backup beta binaries binary build builds bundle changelog client copy current data demo dist doc ' +
    'docs document documentation download downloads driver drivers example export file files final firmware free full game ' +
    'image images install installer invoice iso latest lite main manual master music nightly output package packages patch ' +
    'photo picture plugin plugins portable preview product program project readme release releases report result sample ' +
    'scan screenshot script server setup snapshot software source sources stable template test testing theme tool tools ' +
    'trial untitled update updater upgrade version video alpha desktop mobile android ios linux macos darwin osx ' +
    'windows win amd64 x86 x64 i386 i686 arm arm64 aarch64 armhf universal noarch intel'
  ).split(' '),
);

/** Projects whose whole name is a word of the list above. */
const NAMES_OF_THEIR_OWN = new Set(['linux']);

const MANIFEST =
  /(^|[-_.])(checksums?|hash(es)?|digests?|(sha|md|b2|blake|rmd|ripemd)[-_]?\d*[a-z]?[-_]?(sums?|checksums?|hash(es)?))([-_.]|$)|\.(sha\d+(sum)?|md5(sum)?|b2(sum)?|sum|sums|hash|digest)$/i;
const SIGNATURE =
  /\.(asc|sig|sign|gpg|pgp|minisig|sigstore|sigstore\.json|bundle|p7s|p7m|pem|crt|cer|cert|att|intoto\.jsonl|intoto|pub|key)$/i;

/**
 * The stem of a release's file name, by which later files are taken for the same publisher's (`verdicts.md`, section 1): the name
 * up to the first digit after a separator, case-folded: `bitcoin` of `bitcoin-27.0.tar.gz`, `bitcoin-knots` of
 * `bitcoin-knots-27.tar.gz`, `tool` of `tool-v2.zip`. Null for names without one: fewer than four letters, generic names,
 * manifests, signatures and keys, names with invisible or control characters.
 */
export function stemOf(fileName: string): string | null {
  const name = fileName.slice(fileName.lastIndexOf('/') + 1).normalize('NFC');
  if (name.length > 255 || MANIFEST.test(name) || SIGNATURE.test(name)) return null;
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(name)) return null;
  // A `v` before the digit belongs to the version, not to the name.
  const version = /[-_. +~][vV]?\d/.exec(name);
  if (version === null) return null;
  const stem = foldCase(name.slice(0, version.index).replace(/[-_. +~]+$/, ''));
  return isStem(stem) ? stem : null;
}

/** Whether a text can be a stem: folded, long enough, and not made of generic words alone. */
export function isStem(stem: string): boolean {
  if (stem !== foldCase(stem) || stem.length > 255) return false;
  if ([...stem.matchAll(/\p{L}/gu)].length < 4) return false;
  if (NAMES_OF_THEIR_OWN.has(stem)) return true;
  const words = stem.split(/[-_. +~]+/).filter((word) => word !== '');
  return words.some((word) => !GENERIC.has(word.replace(/\d+$/, '')) && !GENERIC.has(word));
}

/** One form for texts that differ in case only. */
export const foldCase = (text: string): string => text.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
