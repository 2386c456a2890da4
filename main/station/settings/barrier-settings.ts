/** Barriers and lights in the configuration (product.md G3): relay boards, and which of their outputs does what at which place. */
import * as z from 'zod';
import { RequiredText } from '../../../preload/contract/vocabulary.ts';
import { configInvalid } from './config-fault.ts';
import type { BytePort, Configuration } from './configuration.ts';

const Output = z.number().int().min(1).max(32);

/** @param port serial or TCP, as everywhere in the file */
export const barrierSettings = (port: z.ZodType<BytePort>) => {
  const Relay = z.strictObject({
    id: RequiredText(64),
    /** native/barrier/README.md */
    board: z.literal(['modbus-tcp', 'modbus-rtu', 'lcus']),
    port,
    /** Modbus: its number on the line. */
    unit: z.number().int().min(1).max(255).default(1),
    /** Modbus: the number of its first output on the wire. */
    firstCoil: z.number().int().min(0).max(65_000).default(0),
  });
  const Place = z.strictObject({
    /** One of the two: what stands before the barrier. */
    scaleId: RequiredText(64).optional(),
    gateId: RequiredText(64).optional(),
    relay: RequiredText(64),
    /** Pulsed to open the arm. */
    open: Output,
    red: Output.optional(),
    green: Output.optional(),
    pulseMs: z.number().int().min(100).max(10_000).default(500),
    /** How long the way is free after it opened: the light, and what the screen says. */
    greenSeconds: z.number().int().min(2).max(300).default(15),
    /** A loaded truck's barrier opens only once its sheet is issued. */
    afterSheet: z.boolean().default(true),
    /** false: only a person opens it. */
    opensByItself: z.boolean().default(true),
  });
  return z.strictObject({ relays: z.array(Relay).min(1).max(8), places: z.array(Place).min(1).max(16) });
};
export type BarrierSettings = z.infer<ReturnType<typeof barrierSettings>>;
export type BarrierPlaceSettings = BarrierSettings['places'][number];

const MOST_LCUS = 8;

/**
 * What the types alone cannot say: places, boards and outputs that are there, each output once.
 * @throws CodedError config.invalid {path, reason}
 */
export function checkBarrier({ barrier, cameras, scales }: Configuration): void {
  if (barrier === null) return;
  for (const [index, { id, board, port }] of barrier.relays.entries()) {
    const before = barrier.relays.slice(0, index);
    if (before.some((relay) => relay.id === id)) throw configInvalid(`barrier.relays.${index}.id`, 'id-twice');
    if ([...cameras, ...scales].some((other) => other.id === id))
      throw configInvalid(`barrier.relays.${index}.id`, 'id-twice');
    if (board === 'modbus-tcp' && port.kind !== 'tcp') throw configInvalid(`barrier.relays.${index}.port`, 'not-tcp');
  }
  const places = new Set<string>();
  const outputs = new Set<string>();
  for (const [index, place] of barrier.places.entries()) {
    const path = `barrier.places.${index}`;
    const { gateId, relay, scaleId } = place;
    if ((gateId === undefined) === (scaleId === undefined)) throw configInvalid(path, 'scale-or-gate');
    if (scaleId !== undefined && !scales.some(({ id }) => id === scaleId))
      throw configInvalid(`${path}.scaleId`, 'other-scale');
    const isGate = cameras.some(({ id, role }) => id === gateId && (role === 'gate-in' || role === 'gate-out'));
    if (gateId !== undefined && !isGate) throw configInvalid(`${path}.gateId`, 'other-camera');
    const placeId = scaleId ?? gateId ?? '';
    if (places.has(placeId)) throw configInvalid(path, 'id-twice');
    places.add(placeId);
    const board = barrier.relays.find(({ id }) => id === relay);
    if (board === undefined) throw configInvalid(`${path}.relay`, 'other-relay');
    for (const key of ['open', 'red', 'green'] as const) {
      const output = place[key];
      if (output === undefined) continue;
      if (board.board === 'lcus' && output > MOST_LCUS) throw configInvalid(`${path}.${key}`, 'too-large', MOST_LCUS);
      if (outputs.has(`${relay} ${output}`)) throw configInvalid(`${path}.${key}`, 'output-twice');
      outputs.add(`${relay} ${output}`);
    }
  }
}
