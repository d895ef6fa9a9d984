/** A piece of a text: shown as it is, or an escape that stands for a character that cannot be seen or that reorders others. */
export interface VisiblePiece {
  text: string;
  escape: boolean;
}

/**
 * Characters that a hostile name can hide behind: C0 and C1 controls, soft hyphen, combining joiner, Hangul and Khmer fillers,
 * zero-width and bidirectional controls (UAX 9), line and paragraph separators, interlinear marks, tags, lone surrogates.
 */
const UNSEEN =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- these are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\u{e0000}-\u{e0fff}]/u;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Splits a hostile text into what can be shown and visible escapes such as `\u{202E}`. */
export function visiblePieces(text: string): VisiblePiece[] {
  const pieces: VisiblePiece[] = [];
  let plain = '';
  for (const character of text) {
    if (!UNSEEN.test(character)) {
      plain += character;
      continue;
    }
    if (plain !== '') pieces.push({ text: plain, escape: false });
    plain = '';
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    pieces.push({ text: SHORT[character] ?? `\\u{${code}}`, escape: true });
  }
  if (plain !== '') pieces.push({ text: plain, escape: false });
  return pieces;
}

/** Whether a text holds characters that cannot be seen or that reorder others. */
export function hidesCharacters(text: string): boolean {
  return UNSEEN.test(text);
}

/** Replaces every such character by what `escape` makes of it, which may be two UTF-16 units long. */
export function escapeUnseen(text: string, escape: (character: string) => string): string {
  return text.replace(new RegExp(UNSEEN, 'gu'), escape);
}

/** The same as one string, for labels and the live region. */
export function visibleText(text: string): string {
  if (!hidesCharacters(text)) return text;
  return visiblePieces(text)
    .map((piece) => piece.text)
    .join('');
}

/** Upper-case groups of four, as fingerprints are read aloud. */
export function groupsOfFour(fingerprint: string): string {
  return fingerprint.replace(/(.{4})(?=.)/g, '$1 ');
}

/** The last eight digits of a fingerprint or a key's id, with the sign that more stands before them; empty where there is none. */
export function keyEnd(fingerprint: string): string {
  return fingerprint === '' ? '' : `…${fingerprint.slice(-8)}`;
}

/** Shortened in the middle, so that both ends can be compared. */
export function shortened(text: string, ends = 12): string {
  return text.length <= ends * 2 + 1 ? text : `${text.slice(0, ends)}…${text.slice(-ends)}`;
}

/** The name in a user ID such as `Ada <ada@example.org>`; the whole of it where there is no address. */
export function nameOf(userId: string): string {
  const name = userId.replace(/\s*<[^<>]*>\s*$/, '').trim();
  return name === '' ? userId : name;
}

/** The address in a user ID such as `Ada <ada@example.org>`; undefined where there is none beside the name. */
export function addressOf(userId: string): string | undefined {
  return nameOf(userId) === userId ? undefined : /<([^<>]*)>\s*$/.exec(userId)?.[1];
}
