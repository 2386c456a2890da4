/** Calendar days `yyyy-MM-dd`: none has an hour, so no zone comes into it. Pure. */
const DAY_MS = 86_400_000;

/** From one day to the other; negative backwards. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
