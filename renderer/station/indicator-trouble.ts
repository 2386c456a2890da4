/** Why an indicator gives no weight, as an error with words of its own. Pure. */
import type { ErrorCode } from '../../preload/contract/errors.ts';
import { isErrorCode } from '../i18n/is-error-code.ts';

export interface IndicatorTrouble {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string>>;
  /** Listening to it would help. */
  readonly listen: boolean;
}

/** Words of an indicator's condition (native/scale/scale-condition.ts) that listening would help. */
const UNHEARD: Readonly<Record<string, ErrorCode>> = {
  'no-frames': 'scale.not-understood',
  checksum: 'scale.checksum',
  rubbish: 'scale.rubbish',
  parity: 'scale.parity',
};

/** Words that say all by themselves. */
const PLAIN: Readonly<Record<string, ErrorCode>> = {
  'no-signal': 'scale.signal-lost',
  'not-whole-kg': 'scale.not-whole-kg',
};

/**
 * @param detail of an indicator's condition, `word` or `word: more`
 * @returns null where it is none: all is well, not started yet, or a weight comes that a person should look at
 */
export function troubleOf(detail: string | null | undefined): IndicatorTrouble | null {
  const [, word = '', more = ''] = /^([a-z.-]+)(?:: (.*))?$/.exec(detail ?? '') ?? [];
  const unheard = UNHEARD[word];
  if (unheard !== undefined) return { code: unheard, params: { form: more }, listen: true };
  const plain = PLAIN[word];
  if (plain !== undefined) return { code: plain, params: {}, listen: false };
  if (word.startsWith('port.') && isErrorCode(word))
    return { code: word, params: { [word.startsWith('port.adapter-') ? 'adapter' : 'reason']: more }, listen: false };
  return null;
}
