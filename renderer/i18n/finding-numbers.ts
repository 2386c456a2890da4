/** The number of what a curve shows, in one row with those of errors: given once, never moved, never used again. */
import type { CurveCode } from '../../preload/contract/curves.ts';

export const FINDING_NUMBERS: Readonly<Record<CurveCode, number>> = {
  'crossing-without-record': 321,
  'jump-without-ramp': 322,
  'ramp-without-axles': 323,
  'held-value': 324,
  'step-after-steady': 325,
  'half-on': 326,
  'two-trucks': 327,
  'constant-across-trucks': 328,
  replayed: 329,
  'zero-drift': 330,
};

/** Of a camera or recorder channel of which no picture can be had. */
export const UNPROVEN_NUMBER = 331;

/** Of a vehicle at a gate that a person has to explain. */
export const GATE_NUMBER = 279;

/** Of a certificate, a seal or a swapped device. */
export const LEDGER_NUMBER = 400;

/** Of a record whose plate is in doubt. */
export const DOUBT_NUMBER = 333;

/** Of a warning or an announcement of the platform. */
export const PLATFORM_NUMBER = 340;
