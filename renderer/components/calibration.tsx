/** How many pixels a millimetre is on this glass: the bar is made as wide as a bank card held against the screen. */
import { useEffect, useState, type KeyboardEvent } from 'react';
import { useWords } from '../i18n/index.ts';
import { CARD_WIDTH_MM, digitMm, pxPerMmFromCard, readableMetres, WEIGHT_DIGIT_MM } from '../millimetres.ts';

const STEP_PX = 2;

export function Calibration({
  pxPerMm,
  calibrated,
  onChange,
}: {
  readonly pxPerMm: number;
  readonly calibrated: boolean;
  onChange(pxPerMm: number): void;
}) {
  const { t } = useWords();
  const [weightMm, setWeightMm] = useState(WEIGHT_DIGIT_MM);
  // Measured, not computed: what stands on the glass is what counts.
  useEffect(() => {
    const number = document.querySelector('.weight-number');
    if (number === null) return;
    const fontPx = Number.parseFloat(getComputedStyle(number).fontSize);
    if (fontPx > 0) setWeightMm(digitMm(fontPx, pxPerMm));
  }, [pxPerMm]);
  const width = pxPerMm * CARD_WIDTH_MM;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const next = width + (event.key === 'ArrowRight' ? STEP_PX : -STEP_PX);
    onChange(pxPerMmFromCard(Math.min(1200, Math.max(160, next))));
  };
  return (
    <div className="calibration">
      <span className="label">
        {t('calibration.title')} · {t(calibrated ? 'calibration.done' : 'calibration.open')}
      </span>
      <div
        className="calibration-card"
        role="slider"
        tabIndex={0}
        aria-label={t('calibration.title')}
        aria-valuemin={160}
        aria-valuemax={1200}
        aria-valuenow={Math.round(width)}
        style={{ width: `${width}px` }}
        onKeyDown={onKeyDown}
      >
        ← {CARD_WIDTH_MM} mm →
      </div>
      <p>{t('calibration.how')}</p>
      <p className="label">
        {t('calibration.reads', { mm: weightMm.toFixed(0), metres: readableMetres(weightMm).toFixed(1) })}
      </p>
    </div>
  );
}
