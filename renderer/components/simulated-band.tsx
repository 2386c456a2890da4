/** A simulated station says so, always and in red: its numbers prove nothing. */
import { useWords } from '../i18n/index.ts';

export function SimulatedBand() {
  const { t } = useWords();
  return (
    <aside className="simulated" aria-label={t('simulated')}>
      <span>{t('simulated')}</span>
    </aside>
  );
}
