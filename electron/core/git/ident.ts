/** Who wrote an object, and when, as the object says it: anybody can write anything there. */
export interface GitIdent {
  name: string;
  email: string;
  /** Absent where there is no date, or an impossible one. */
  at?: Date;
  /** As it stands there (`+0200`). */
  zone?: string;
}

/** The last `<` and `>` hold the address, as git reads it: what stands before them is the name, whatever it holds. */
const IDENT = /^(?<name>[^]*?) ?<(?<email>[^<>\n]*)>(?: (?<seconds>\d{1,12}) (?<zone>[+-]\d{4}))?[^<>]*$/;

/** Takes the value of an `author`, `committer` or `tagger` header apart, decoded. */
export function readIdent(text: string): GitIdent {
  const { name, email, seconds, zone } = IDENT.exec(text)?.groups ?? {};
  if (name === undefined || email === undefined) return { name: text.trim(), email: '' };
  const at = new Date(Number(seconds) * 1000);
  return {
    name: name.trim(),
    email: email.trim(),
    ...(seconds === undefined || Number.isNaN(at.getTime()) ? {} : { at }),
    ...(zone === undefined ? {} : { zone }),
  };
}
