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

/** The tractor's, else the trailer's; what was read unsurely has its question mark. */
export function plateWords(item: Pick<GatePassItem, 'plate' | 'plateRear' | 'unsure'>, t: Translate): string {
  const plate = item.plate ?? item.plateRear;
  if (plate !== null) return dottedPlate(plate);
  return item.unsure === null ? t('gate.plate-unread') : `${dottedPlate(item.unsure)} ?`;
}

/** Its number and what happened, of the gate's own camera: a truck may leave by the way in. null where there is a picture, or nobody said why not. */
export function whyNoPicture(
  { gateId, missing }: Pick<GatePassItem, 'gateId' | 'missing'>,
  gates: readonly GateCamera[],
  t: Translate,
): { readonly number: string; readonly what: string } | null {
  return missing === null ? null : errorSentences(missing, { camera: cameraOf(gateId, gates, t), status: '' });
}

function cameraOf(gateId: string, gates: readonly GateCamera[], t: Translate): string {
  const role = gates.find(({ id }) => id === gateId)?.role;
  const word = cameraWord(role ?? '', t);
  return gates.filter((gate) => gate.role === role).length === 1 ? word : `${word} ${gateId}`;
}
