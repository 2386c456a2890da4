/** What a pass says in words: its gate, its plate, why there is no picture. */
import type { GatePassItem } from '../../../preload/contract/gate.ts';
import { cameraWord } from '../../components/error-params.ts';
import type { GateCamera } from '../../components/gates.ts';
import { dottedPlate } from '../../format.ts';
import { errorSentences, type Translate } from '../../i18n/index.ts';

/** 进口; 进口 gate-east where there are two of them; its id where it is no longer there. */
export function gateName(gateId: string, gates: readonly GateCamera[], t: Translate): string {
  const gate = gates.find(({ id }) => id === gateId);
  if (gate === undefined) return gateId;
  const word = t(`camera.short-${gate.role}`);
  return gates.filter(({ role }) => role === gate.role).length === 1 ? word : `${word} ${gate.id}`;
}

export const plateWords = ({ plate }: Pick<GatePassItem, 'plate'>, t: Translate): string =>
  plate === null ? t('gate.plate-unread') : dottedPlate(plate);

/** Its number and what happened; null where there is a picture, or nobody said why not. */
export function whyNoPicture(
  { direction, missing }: Pick<GatePassItem, 'direction' | 'missing'>,
  t: Translate,
): { readonly number: string; readonly what: string } | null {
  return missing === null ? null : errorSentences(missing, { camera: cameraWord(`gate-${direction}`, t), status: '' });
}
