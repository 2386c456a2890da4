/** Below the marked picture: how legible ten pictures were, one after the other, what was read, and how many matched. */
import type { DisplayTrial as Trial } from '../../../preload/contract/camera-display.ts';
import { StateShape, type Shape } from '../../components/state-shape.tsx';
import { useWords } from '../../i18n/index.ts';
import { summaryOf, type Bar } from './trial-summary.ts';

const SHAPES: Readonly<Record<Bar['mark'], Shape | null>> = {
  matches: 'tick',
  differs: 'octagon',
  'cannot-tell': 'triangle',
  none: 'dash',
  'no-picture': 'broken-line',
  waits: null,
};
/** Different readings that are told; more of them is a display that is not read. */
const MOST_TEXTS = 3;

export function DisplayTrial({ trial }: { readonly trial: Trial }) {
  const { t } = useWords();
  const { bars, compared, flickers, matched, texts, unread } = summaryOf(trial);
  const said = [
    ...texts.slice(0, MOST_TEXTS).map(({ count, text }) => `${text} ×${count}`),
    ...(unread > 0 ? [`${t('cameras.trial-unread')} ×${unread}`] : []),
  ].join(' · ');
  return (
    <section
      className="cameras-trial"
      aria-label={t('cameras.trial-bars')}
      data-trial={trial.state}
      data-matched={matched}
      data-shots={trial.shots.length}
    >
      <div className="cameras-trial-head">
        <h2 className="label">{t('cameras.trial-bars')}</h2>
        {trial.shots.length > 0 && (
          <b className={matched < compared || compared === 0 ? 'look' : ''}>
            {t(compared === 0 ? 'cameras.trial-none' : 'cameras.trial-matched', { matched, compared })}
          </b>
        )}
      </div>
      <ol className="cameras-bars">
        {bars.map(({ legibility, mark }, index) => {
          const shape = SHAPES[mark];
          return (
            // A bar is its place in time.
            <li key={index} className={`cameras-bar cameras-bar-${mark}`}>
              <span className="cameras-bar-room">
                <span className="cameras-bar-full" style={{ height: `${legibility ?? 0}%` }} />
              </span>
              <span className="cameras-bar-mark">
                {shape !== null && <StateShape shape={shape} />}
                <span className="unseen">
                  {t(`cameras.bar-${mark}`)} {legibility ?? ''}
                </span>
              </span>
            </li>
          );
        })}
      </ol>
      <p>
        <span className="figures">{said}</span>
        {flickers && <span className="look"> {t('cameras.trial-flickers')}</span>}
      </p>
    </section>
  );
}
