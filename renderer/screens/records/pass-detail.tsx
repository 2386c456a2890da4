/** One pass: its curve, what it shows in words, and what a person says that it was. */
import { useQuery } from '@tanstack/react-query';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import { Figure } from '../../components/figure.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { PlateText } from '../../components/plate-text.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { dayTime } from '../../format.ts';
import { useWords, type WordKey } from '../../i18n/index.ts';
import type { Theme } from '../../preferences.ts';
import { call } from '../../station/client.ts';
import { CurvePanel } from '../../components/curve-panel.tsx';
import { DetailFact } from './detail-fact.tsx';
import { ExplanationPanel } from './explanation-panel.tsx';
import { useExplanation } from './use-explanation.ts';

const UNRECORDED: readonly WordKey[] = [
  'explain.no-weighing',
  'explain.weighed-again',
  'explain.service',
  'explain.told',
];
const RECORDED: readonly WordKey[] = ['explain.loading', 'explain.pictures', 'explain.weighed-again', 'explain.told'];

export function PassDetail({
  passId,
  active,
  info,
  theme,
  onBack,
  onFilms,
  onPreferences,
}: {
  readonly passId: string;
  readonly active: boolean;
  readonly info: StationInfo;
  readonly theme: Theme;
  onBack(): void;
  /** What was recorded then. */
  onFilms(asked: { readonly startMs: number; readonly cameraId: string | null }): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const found = useQuery({
    queryKey: ['passes.curve', passId],
    queryFn: () => call('passes.curve', { id: passId }),
  });
  const curve = found.data ?? null;
  const pass = curve?.pass ?? null;
  const open = pass?.warningId != null && pass.acknowledged === null;
  const saved = curve?.saved.at(-1) ?? null;
  const explanation = useExplanation(
    open ? pass.warningId : null,
    saved === null ? UNRECORDED : RECORDED,
    info.operator,
  );

  const toFilms = (): void => {
    if (curve === null) return;
    const camera = info.cameras.find(({ role, scaleId }) => role === 'front' && scaleId === curve.scaleId);
    onFilms({ startMs: Date.parse(curve.startedAt), cameraId: camera?.id ?? null });
  };
  useKeys(active, {
    Escape: () => (explanation.typing ? explanation.choose('') : onBack()),
    ...(curve === null ? {} : { F7: toFilms }),
    F8: onBack,
    F9: onBack,
    F12: onPreferences,
    ...explanation.keys,
  });

  return (
    <main className="record pass">
      <div className="record-head panel">
        <span className="record-plate">
          {pass?.plate == null ? t('record.plate-unnamed') : <PlateText plate={pass.plate} />}
        </span>
        {pass !== null && curve !== null && (
          <dl className="pass-facts">
            <DetailFact name={t('pass.began')}>{dayTime(curve.startedAt)}</DetailFact>
            <DetailFact name={t('pass.ended')}>{dayTime(pass.endedAt)}</DetailFact>
            <DetailFact name={t('passes.top')}>
              <Figure kg={pass.topKg} unit={false} />
            </DetailFact>
            <DetailFact name={t('passes.saved')}>
              {saved === null ? (
                <span className="look">{t('pass.unrecorded')}</span>
              ) : (
                <Figure kg={saved.weightKg} unit={false} />
              )}
            </DetailFact>
          </dl>
        )}
        <span className="record-keys">
          {curve !== null && (
            <button type="button" className="plain-key" onClick={toFilms}>
              <KeyCap name="F7" /> {t('film.title')}
            </button>
          )}
          <button type="button" className="plain-key" onClick={onBack}>
            <KeyCap name="Esc" /> {t('key.back')}
          </button>
        </span>
      </div>
      <CurvePanel curve={curve} theme={theme} />
      <ExplanationPanel
        explanation={explanation}
        open={open}
        acknowledged={pass?.acknowledged ?? null}
        trouble={found.error instanceof CodedError ? found.error : null}
      />
    </main>
  );
}
