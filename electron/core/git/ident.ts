/** Who wrote an object, and when, as the object says it: anybody can write anything there. */
export interface GitIdent {
  name: string;
  email: string;
  /** Absent where there is no date, or an impossible one. */
  at?: Date;
  /** As it stands there (`+0200`). */
  zone?: string;
}

const DATE = /^ (\d{1,12}) ([+-]\d{4})/;

/**
 * Takes the value of an `author`, `committer` or `tagger` header apart, decoded. The last `<` and `>` hold the address, as git reads it:
 * what stands before them is the name, whatever it holds.
 */
export function readIdent(text: string): GitIdent {
  const close = text.lastIndexOf('>');
  const open = text.lastIndexOf('<', close);
  if (close === -1 || open === -1) return { name: text.trim(), email: '' };
  const ident: GitIdent = { name: text.slice(0, open).trim(), email: text.slice(open + 1, close).trim() };
  const date = DATE.exec(text.slice(close + 1));
  if (date === null) return ident;
  const at = new Date(Number(date[1]) * 1000);
  if (!Number.isNaN(at.getTime())) ident.at = at;
  ident.zone = date[2] ?? '';
  return ident;
}
