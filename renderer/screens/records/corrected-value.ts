/** What a correction asks the station for, from what stands in its field. Pure; the station checks again. */

export type CorrectedField = 'plateFront' | 'plateRear' | 'axleCount';

/** null takes a trailer's plate back; undefined = nothing that could be asked for: no change, or no such value. */
export function correctedValue(
  field: CorrectedField,
  text: string,
  now: string | number | null,
): string | number | null | undefined {
  const typed = text.trim().toUpperCase();
  if (typed === String(now ?? '')) return undefined;
  switch (field) {
    case 'plateFront':
      return typed === '' ? undefined : typed;
    case 'plateRear':
      return typed === '' ? null : typed;
    case 'axleCount':
      return /^([2-9]|10)$/.test(typed) ? Number(typed) : undefined;
    default:
      return field satisfies never;
  }
}
