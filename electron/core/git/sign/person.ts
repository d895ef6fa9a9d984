import { AppError } from '../../../../shared/error.ts';
import { isWellFormed } from '../../util/is-well-formed.ts';

/** Whom a tag names as its tagger, and when. */
export interface Person {
  name: string;
  email: string;
}

/** What git takes away at a name's ends (`ident.c`). */
// eslint-disable-next-line no-control-regex
const CRUD = /^[\x00-\x20.,:;<>"\\']+|[\x00-\x20.,:;<>"\\']+$/g;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\x00-\x1f\x7f]/;

/** A person's name and address as git keeps them. Throws `usage` where nothing is left of one of them. */
export function tidyPerson({ name, email }: Person): Person {
  const tidy = (text: string, what: string): string => {
    if (CONTROL.test(text) || !isWellFormed(text))
      throw new AppError('usage', `${what} holds a character that no header may hold`);
    const kept = text.replace(CRUD, '').replace(/[<>]/g, '');
    if (kept === '') throw new AppError('usage', `the tagger has no ${what}`);
    return kept;
  };
  return { name: tidy(name, 'name'), email: tidy(email, 'e-mail address') };
}

/** The value of a `tagger` header. `zone`: minutes east of Greenwich. Throws `usage` for what git cannot keep. */
export function identLine(person: Person, at: Date, zone: number): string {
  const { name, email } = tidyPerson(person);
  const seconds = Math.floor(at.getTime() / 1000);
  if (!(seconds >= 0) || seconds >= 1e11) throw new AppError('usage', 'git can keep no such date');
  if (!Number.isInteger(zone) || Math.abs(zone) > 14 * 60) throw new AppError('usage', 'there is no such time zone');
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.abs(zone);
  return `${name} <${email}> ${seconds} ${zone < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
}
