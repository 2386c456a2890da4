/** The params of an error as words and grouped figures, for its sentence. Pure. */
import { isConfigReason } from '../../preload/contract/config-reasons.ts';
import { grouped } from '../format.ts';
import { errorSentences, type Params, type Translate, type WordKey } from '../i18n/index.ts';

const CAMERA_WORDS: Readonly<Record<string, WordKey>> = {
  front: 'camera.front',
  rear: 'camera.rear',
  'gate-in': 'camera.gate-in',
  'gate-out': 'camera.gate-out',
  side: 'camera.side',
  office: 'camera.office',
};

const FIELD_WORDS: Readonly<Record<string, WordKey>> = {
  goods: 'field.goods',
  receiver: 'field.receiver',
  sender: 'field.sender',
  driver: 'field.driver',
  plate: 'field.plate',
  transportPermit: 'field.permit',
};

export const cameraWord = (role: string, t: Translate): string => t(CAMERA_WORDS[role] ?? 'camera.other');

/** 前摄像机 3 秒没有回应；… : the first sentence of each picture's own error. */
export function missingPictures(
  missing: readonly { readonly role: string; readonly code: string }[],
  t: Translate,
): string {
  return missing
    .map(({ role, code }) =>
      errorSentences(code, { camera: cameraWord(role, t), status: '' }).what.replace(/[。.]$/, ''),
    )
    .join(t('list.separator'));
}

interface PaperFault {
  readonly kind: 'vehicle-licence' | 'transport-permit' | 'driving-licence' | 'qualification';
  readonly fault: 'missing' | 'expired';
  readonly validUntil: string | null;
}

/** 道路运输证 2026-11-21 到期、没有行驶证 */
export const paperFaults = (faults: readonly PaperFault[], t: Translate): string =>
  faults
    .map(({ kind, fault, validUntil }) => t(`paper.${fault}`, { paper: t(`paper.${kind}`), day: validUntil ?? '' }))
    .join(t('list.separator'));

export function errorParams(params: Readonly<Record<string, unknown>>, t: Translate): Params {
  const words = Object.entries(params).map(([name, value]) => [name, inWords(name, value, t)] as const);
  const named = Object.fromEntries(words);
  const { reason } = params;
  if (isConfigReason(reason)) return { ...named, reason: t(`config.${reason}`, { limit: named['limit'] ?? '' }) };
  // One field that differs, or several: the sentence has one place for them.
  const fields = named['fields'] ?? named['field'];
  return fields === undefined ? named : { ...named, fields };
}

function inWords(name: string, value: unknown, t: Translate): string {
  if (typeof value === 'number') return grouped(value);
  if (name === 'role' || name === 'camera') return typeof value === 'string' ? cameraWord(value, t) : '';
  if (Array.isArray(value)) {
    const pictures = value.filter(isPicture);
    if (pictures.length > 0) return missingPictures(pictures, t);
    if (name === 'papers') return paperFaults(value as readonly PaperFault[], t);
    return value.map((item) => inWords('field', item, t)).join(t('list.separator'));
  }
  if (typeof value === 'string') {
    const field = name === 'field' || name === 'fields' || name === 'missing' ? FIELD_WORDS[value] : undefined;
    return field === undefined ? value : t(field);
  }
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

function isPicture(value: unknown): value is { role: string; code: string } {
  const picture = value as { role?: unknown; code?: unknown } | null;
  return typeof picture === 'object' && typeof picture?.role === 'string' && typeof picture.code === 'string';
}
