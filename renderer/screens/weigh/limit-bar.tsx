/** The weight as a bar against its limit. */
import { grouped } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';

export function LimitBar({
  weightKg,
  limitKg,
  capacityKg,
  over,
}: {
  readonly weightKg: number | null;
  readonly limitKg: number | null;
  readonly capacityKg: number;
  readonly over: boolean;
}) {
  const { t } = useWords();
  // With a limit the bar ends a fifth above it, so that the mark stands still while a truck is loaded.
  const end = limitKg === null ? capacityKg : Math.max(limitKg * 1.2, (weightKg ?? 0) * 1.02);
  const part = (value: number): string => `${Math.min(100, Math.max(0, (value / end) * 100))}%`;
  return (
    <div className={`limit-bar${over ? ' limit-bar-over' : ''}`} aria-hidden="true">
      <div className="limit-bar-track">
        <div className="limit-bar-fill" style={{ width: part(weightKg ?? 0) }} />
        {over && limitKg !== null && weightKg !== null && (
          <div className="limit-bar-excess" style={{ left: part(limitKg), width: part(weightKg - limitKg) }} />
        )}
        {limitKg !== null && <div className="limit-bar-mark" style={{ left: part(limitKg) }} />}
      </div>
      <div className="limit-bar-scale figures">
        <span>0</span>
        {limitKg === null ? (
          <span className="limit-bar-unknown">{t('limit.unknown')}</span>
        ) : (
          <span className="limit-bar-limit" style={{ left: part(limitKg) }}>
            {t('limit.short')} {grouped(limitKg)} kg
          </span>
        )}
      </div>
    </div>
  );
}
