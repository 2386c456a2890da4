/** A simulated station says so, always and in red: its numbers prove nothing. */
import { useWords } from '../i18n/index.ts';

export function SimulatedBand() {
  const { t } = useWords();
  return (
    <div className="simulated" role="note">
      <span>{t('simulated')}</span>
    </div>
  );
}
