/** The settings of a round in order: what each gave, and where it stands. */
import type { ListeningState } from '../../../preload/contract/listening.ts';
import { StateShape, type Shape } from '../../components/state-shape.tsx';
import { useWords } from '../../i18n/index.ts';
import { formName } from './names.ts';
import { formOf } from './situation.ts';

type Result = ListeningState['results'][number];

const SHAPES: Readonly<Record<Result['kind'], Shape>> = {
  silence: 'dash',
  rubbish: 'broken-line',
  text: 'square',
  unclear: 'triangle',
  ask: 'triangle',
  clear: 'tick',
};

export function SettingsTried({ state }: { readonly state: ListeningState }) {
  const { t } = useWords();
  const running = state.phase !== 'nothing' && state.phase !== 'failed';
  const ahead = state.phase === 'listening' ? state.steps - state.step : 0;
  const words = ({ kind, score }: Result): string =>
    kind === 'silence' || kind === 'rubbish' || kind === 'text'
      ? t(`listening.result-${kind}`)
      : t('listening.score', { score });
  return (
    <section className="panel listening-settings" aria-label={t('listening.settings')}>
      <h2 className="label">{t('listening.settings')}</h2>
      <ol>
        {state.results.map((result) => (
          <li key={formName(result.form, t)}>
            <StateShape shape={SHAPES[result.kind]} size="14px" />
            <b className="figures">{formName(state.port.kind === 'tcp' ? null : result.form, t)}</b> {words(result)}
          </li>
        ))}
        {running && (
          <li className="listening-now" aria-current="step">
            <StateShape shape="square-filled" size="14px" />
            <b className="figures">{formName(formOf(state), t)}</b> {t('listening.result-now')}
          </li>
        )}
        {ahead > 0 && <li className="label figures">+ {ahead}</li>}
      </ol>
    </section>
  );
}
