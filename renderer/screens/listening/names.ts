/** Protocols, options, forms and reasons as people read them. Pure. */
import type { ListeningCandidate, ListeningReason, PortForm } from '../../../preload/contract/listening.ts';
import { isWordKey, type Translate } from '../../i18n/index.ts';

/** A protocol of a newer station than these words keeps its id. */
export function protocolName(id: string, t: Translate): string {
  const key = `protocol.${id}`;
  return isWordKey(key) ? t(key) : id;
}

const PARITIES: Readonly<Record<PortForm['parity'], string>> = {
  none: 'N',
  even: 'E',
  odd: 'O',
  mark: 'M',
  space: 'S',
};

/** 7E1 */
export const wordName = ({ dataBits, parity, stopBits }: PortForm): string =>
  `${dataBits}${PARITIES[parity]}${stopBits}`;

/** 9600 7E1; null is a network line, which has no form. */
export const formName = (form: PortForm | null, t: Translate): string =>
  form === null ? t('listening.network') : `${form.baudRate} ${wordName(form)}`;

/** 不检查校验；低位在前 */
export function optionNames(options: ListeningCandidate['options'], t: Translate): string {
  return Object.entries(options)
    .map(([name, value]) => {
      const key = `option.${name}.${String(value)}`;
      return isWordKey(key) ? t(key) : `${name}: ${String(value)}`;
    })
    .join(t('list.separator'));
}

export function reasonWords({ code, parity, ...params }: ListeningReason, t: Translate): string {
  const { count = 0, percent = 0, perSecond = 0, why = '' } = params;
  return t(`listening.reason.${code}`, {
    count,
    percent,
    perSecond,
    why,
    parity: parity === undefined ? '' : t(`listening.parity-${parity}`),
  });
}

/** 15640 kg, as a display shows it; null where the indicator gives none. */
export const readingName = ({ unit, weightText }: ListeningCandidate, own: string): string | null =>
  weightText === null ? null : `${weightText} ${unit ?? own}`;
