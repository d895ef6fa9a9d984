import { AppError } from '../../../../shared/error.ts';

const LONGEST = 0xffffffff;

/**
 * The end of a validity such as `2y`, `18m`, `6w` or `90d` that begins at `from`; null for `never`. Years and months are those of the
 * calendar in UTC (a day that the month lacks becomes its last). Throws `usage` for anything else and for ends beyond what OpenPGP can hold.
 */
export function endOfValidity(validity: string, from: Date): Date | null {
  if (validity === 'never') return null;
  const match = /^(\d{1,4})([ymwd])$/.exec(validity);
  const count = Number(match?.[1] ?? 0);
  if (match === null || count === 0) throw new AppError('usage', 'a validity is written like 2y, 18m, 90d or never');
  const end = match[2] === 'y' ? addMonths(from, count * 12) : match[2] === 'm' ? addMonths(from, count) : undefined;
  return end ?? new Date(from.getTime() + count * (match[2] === 'w' ? 7 : 1) * 86_400_000);
}

function addMonths(from: Date, months: number): Date {
  const end = new Date(from);
  end.setUTCMonth(end.getUTCMonth() + months);
  // The 31st of a month of 30 days would overflow into the next one.
  if (end.getUTCDate() !== from.getUTCDate()) end.setUTCDate(0);
  return end;
}

/** Seconds from a key's creation to `end`, as the key expiration subpacket counts; null for a key without end. Throws `usage` out of range. */
export function secondsOfLife(created: Date, end: Date | null): number | null {
  if (end === null) return null;
  const seconds = Math.floor((end.getTime() - created.getTime()) / 1000);
  if (seconds <= 0 || seconds > LONGEST) throw new AppError('usage', 'the key would end before it begins, or too late');
  return seconds;
}
