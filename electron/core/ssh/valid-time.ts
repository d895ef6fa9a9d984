const TIME = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(Z|UTC)?$/i;

/** A date as allowed-signers files write it: `YYYYMMDD[HHMM[SS]]`, in local time where no `Z` ends it. Undefined for what is none. */
export function readValidTime(text: string): Date | undefined {
  const found = TIME.exec(text);
  if (found === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((part: string | undefined) => Number(part ?? 0));
  const parts = [year, month - 1, day, hour, minute, second] as const;
  const date = found[7] === undefined ? new Date(...parts) : new Date(Date.UTC(...parts));
  const isOne = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 61;
  return isOne && !Number.isNaN(date.getTime()) ? date : undefined;
}
