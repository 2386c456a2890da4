/** What a barrier says of itself in one line: shape, words, and whether a person should look. Pure. */
import type { BarrierState } from '../../preload/contract/barrier.ts';
import { errorSentences, type Translate } from '../i18n/index.ts';
import type { Shape } from './state-shape.tsx';

export interface BarrierWords {
  readonly shape: Shape;
  readonly words: string;
  readonly meaning: 'quiet' | 'look';
}

export function barrierWords(state: BarrierState, t: Translate): BarrierWords {
  const { arm, need, online, trouble } = state;
  if (trouble !== null) {
    const { number, what } = errorSentences(trouble, { detail: '' });
    // What to do comes first, and the sentence behind the number would be cut off on a small screen.
    const words = arm === 'unknown' ? `${t('barrier.arm-unknown')} · ${number}` : `${number} ${what}`;
    return { shape: 'broken-line', words, meaning: 'look' };
  }
  if (!online) return { shape: 'broken-line', words: t('barrier.offline'), meaning: 'look' };
  if (arm === 'unknown') return { shape: 'broken-line', words: t('barrier.arm-unknown'), meaning: 'look' };
  if (arm === 'open') return { shape: 'arrow', words: t('barrier.open'), meaning: 'quiet' };
  if (arm === 'opening') return { shape: 'running', words: t('barrier.opening'), meaning: 'quiet' };
  const why = need === null ? '' : ` · ${t(`barrier.needs-${need}`)}`;
  return { shape: 'lock', words: t('barrier.closed') + why, meaning: 'quiet' };
}
