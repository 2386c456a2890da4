/** Where the truck stands in its five steps, what is said about it, and the one key that leads on. */
import type { ReactNode } from 'react';
import { BarrierLine } from '../../components/barrier-line.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { StateShape } from '../../components/state-shape.tsx';
import { useWords } from '../../i18n/index.ts';
import { stepOf } from './next-action.ts';
import type { Desk } from './use-desk.ts';

/** Wider than this stands in smaller type: a Chinese sign counts two, English words break at their spaces. */
const LONG_WORDS = 14;
const LONG_ENGLISH = 18;
const isLong = (words: string): boolean =>
  /[\u2e80-\u9fff]/.test(words)
    ? [...words].reduce((sum, sign) => sum + (sign > '\u2e80' ? 2 : 1), 0) > LONG_WORDS
    : words.length > LONG_ENGLISH;

const SIGNS = ['①', '②', '③', '④', '⑤'] as const;

export function StepsRow({
  desk,
  scaleId,
  resting,
  onDefault,
  children,
}: {
  readonly desk: Desk;
  readonly scaleId: string;
  /** Enter means something else now: the key rests. */
  readonly resting: boolean;
  onDefault(): void;
  /** The message area. */
  readonly children: ReactNode;
}) {
  const { t } = useWords();
  const { action, kind, reason, situation } = desk;
  const step = stepOf(situation.phase);
  const names = [
    t('step.1'),
    t('step.2'),
    t('step.3'),
    t(kind === 'gross' ? 'step.4-sheet' : kind === 'tare' ? 'step.4-tare' : 'step.4-trial'),
    t('step.5'),
  ];
  const acts = action.id !== 'none' && !resting;
  const trouble =
    situation.phase === 'over-limit' || desk.over !== null
      ? ' stop'
      : situation.phase === 'incomplete' || !situation.proven
        ? ' look'
        : '';
  const words = t(action.words, { reason });
  // Nothing to press, but something the driver has to do at once.
  const told = action.words === 'next.over-limit';
  return (
    <section className="panel steps" aria-label={t('step.title')}>
      <div className="steps-left">
        <ol className="steps-list">
          {names.map((name, index) => {
            const at = index + 1;
            const state = at < step || (at === 5 && step === 5) ? 'done' : at === step ? 'now' : 'ahead';
            return (
              <li
                key={SIGNS[index]}
                className={`step step-${state}${state === 'now' ? trouble : ''}`}
                aria-current={state === 'now' ? 'step' : undefined}
              >
                <span className="step-sign">{SIGNS[index]}</span> {name}{' '}
                {state === 'done' && <StateShape shape="tick" size="0.9em" />}
                {state === 'now' && <span className="step-here">←</span>}
              </li>
            );
          })}
        </ol>
        <BarrierLine placeId={scaleId} />
        <div className="message">{children}</div>
      </div>
      <button
        type="button"
        data-action={action.id}
        className={`default-key${acts ? '' : ' default-key-rest'}${acts || !told ? '' : ' default-key-told'}${action.waits && desk.over !== null ? ' default-key-stop' : ''}${isLong(words) ? ' default-key-long' : ''}`}
        disabled={!acts}
        onClick={onDefault}
        tabIndex={acts ? 0 : -1}
      >
        {acts && <KeyCap name="Enter" />}
        <span>{words}</span>
      </button>
    </section>
  );
}
