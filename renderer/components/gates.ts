/** Which cameras stand at the gates, and the key that leads to their screen. Pure. */
import type { StationInfo } from '../../preload/contract/station.ts';

export type GateCamera = StationInfo['cameras'][number] & { readonly role: 'gate-in' | 'gate-out' };

const isGate = (camera: StationInfo['cameras'][number]): camera is GateCamera =>
  camera.role === 'gate-in' || camera.role === 'gate-out';

/** Ways in first, each kind in the order of the configuration. */
export const gatesOf = ({ cameras }: Pick<StationInfo, 'cameras'>): readonly GateCamera[] => {
  const gates = cameras.filter(isGate);
  return [...gates.filter(({ role }) => role === 'gate-in'), ...gates.filter(({ role }) => role === 'gate-out')];
};

/** With several scales F11 goes to the next one, on every day and by habit. */
export const gateKey = ({ scales }: { readonly scales: readonly unknown[] }): 'F11' | 'Shift F11' =>
  scales.length === 1 ? 'F11' : 'Shift F11';
