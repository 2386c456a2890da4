/** Several scales on one screen: which one is shown, and what the others wait for. F11 shows the next one. */
import type { ScaleFacts } from '../../preload/contract/station.ts';
import type { WeighingPhase } from '../../preload/contract/vocabulary.ts';
import { useWords } from '../i18n/index.ts';
import { useLive } from '../station/live-store.ts';
import { KeyCap } from './key-cap.tsx';
import { StateShape, type Shape } from './state-shape.tsx';
import './scale-tabs.css';

/** The shapes of the state band; a truck that waits for a person is the filled square. */
const SHAPES: Readonly<Record<WeighingPhase, Shape>> = {
  'no-signal': 'broken-line',
  idle: 'square',
  arriving: 'arrow',
  steady: 'square-filled',
  capturing: 'aperture',
  confirm: 'square-filled',
  incomplete: 'triangle',
  'over-limit': 'octagon',
  released: 'tick',
};

export function ScaleTabs({ scales, shown }: { readonly scales: readonly ScaleFacts[]; readonly shown: string }) {
  const { t } = useWords();
  const weighings = useLive((live) => live.weighings);
  return (
    <span className="scale-tabs" role="tablist" aria-label={t('scales.title')}>
      {scales.map(({ id, name }) => {
        const phase = weighings[id]?.phase ?? 'no-signal';
        return (
          <span key={id} role="tab" aria-selected={id === shown} data-phase={phase} className="scale-tab">
            <StateShape shape={SHAPES[phase]} /> {name}
          </span>
        );
      })}
      <span className="hint-key">
        <KeyCap name="F11" /> {t('key.next-scale')}
      </span>
    </span>
  );
}
