/** Which cameras are looked at together: front and rear of a scale, the way in and the way out. Pure. */
import type { CameraRole } from '../../../preload/contract/vocabulary.ts';

export interface Camera {
  readonly id: string;
  readonly role: CameraRole;
  readonly scaleId: string | null;
}

const PARTNER: Readonly<Partial<Record<CameraRole, CameraRole>>> = {
  front: 'rear',
  rear: 'front',
  'gate-in': 'gate-out',
  'gate-out': 'gate-in',
};
/** Which one is at the left. */
const ORDER: readonly CameraRole[] = ['front', 'rear', 'gate-in', 'gate-out', 'side', 'office'];

/** In the order of the rows: scale by scale, then the gates, then what else there is. */
export function inRows<C extends Camera>(cameras: readonly C[], scales: readonly string[]): C[] {
  const scaleOf = ({ role, scaleId }: C): number =>
    role === 'front' || role === 'rear' ? Math.max(0, scales.indexOf(scaleId ?? '')) : scales.length;
  return cameras.toSorted((a, b) => scaleOf(a) - scaleOf(b) || ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
}

/** The chosen camera and, where it has one, its partner: the first way in goes with the first way out. */
export function together(cameras: readonly Camera[], chosenId: string): readonly string[] {
  const chosen = cameras.find(({ id }) => id === chosenId);
  const partner = chosen === undefined ? undefined : PARTNER[chosen.role];
  if (chosen === undefined || partner === undefined) return chosen === undefined ? [] : [chosenId];
  const alike = (role: CameraRole): readonly Camera[] =>
    cameras.filter((camera) => camera.role === role && (isGate(role) || camera.scaleId === chosen.scaleId));
  const other = alike(partner)[alike(chosen.role).indexOf(chosen)];
  if (other === undefined) return [chosenId];
  return ORDER.indexOf(chosen.role) < ORDER.indexOf(partner) ? [chosenId, other.id] : [other.id, chosenId];
}

const isGate = (role: CameraRole): boolean => role === 'gate-in' || role === 'gate-out';
