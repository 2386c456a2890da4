/** A weight as it is read: thin space between thousands, the unit always beside it. */
import { grouped } from '../format.ts';

export function Figure({ kg, unit = true }: { readonly kg: number | null; readonly unit?: boolean }) {
  return (
    <span className="figure figures">
      {kg === null ? '—' : grouped(kg)}
      {unit && <small className="figure-unit"> kg</small>}
    </span>
  );
}
