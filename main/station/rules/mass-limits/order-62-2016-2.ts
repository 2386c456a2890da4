/**
 * 超限运输车辆行驶公路管理规定 (order 62 of 2016), Art. 3, which is binding, and with it the annex 公路货运车辆超限超载认定标准 of 2016,
 * whose stricter figures hold where the configuration is known. Source: domain.md §3.1, §3.2, §3.3; order 62 was amended in 2021
 * [CK: Art. 3 as here].
 *
 * Which counts where the two differ:
 * - five axles articulated: 43 t; 42 t where the tractor is known to have two axles (annex);
 * - four axles, centre-axle trailer: 36 t; 35 t where the truck is known to have three (annex);
 * - one tonne more, rigid on three or four axles: only with known air suspension (annex, note 4; order 62 exempts such vehicles);
 *   37 t articulated on four axles: with that and a known spacing of the trailer's axles of 1800 mm or more.
 * Unknown falls to the stricter: an unknown body counts as a rigid truck, unknown drive axles on six axles as one. Tyres nobody
 * knows of are as drawn.
 */
import type { LimitBasis, LimitCondition } from '../../../../preload/contract/mass-limit.ts';
import { kg } from '../../../../preload/contract/vocabulary.ts';
import { axleCap } from './axle-cap.ts';
import { NO_LIMIT, type LimitInputs, type LimitRule } from './limit-rule.ts';

/** Annex, note 4: from axle to axle in the trailer's group, in millimetres. */
const WIDE_SPACING_MM = 1800;
/** Art. 3 and annex: for each two tyres fewer. */
const PAIR_OF_TYRES_KG = 3000;

interface Figure {
  readonly limitKg: number;
  readonly basis: LimitBasis;
  readonly conditions: readonly LimitCondition[];
}

const order62 = (limitKg: number, ...conditions: LimitCondition[]): Figure => ({
  limitKg,
  basis: 'order-62-2016',
  conditions,
});
const annex = (limitKg: number, ...conditions: LimitCondition[]): Figure => ({
  limitKg,
  basis: 'annex-2016',
  conditions,
});

export const ORDER_62_2016_2: LimitRule = {
  id: 'order-62-2016-art-3/2',
  from: '20160921',
  limit(inputs) {
    const { axleCount } = inputs;
    if (axleCount === null || axleCount < 2) return NO_LIMIT;
    const { basis, conditions, limitKg } = atMostItsAxles(lessForTyres(drawn(axleCount, inputs), inputs), inputs);
    return { limitKg: kg(limitKg), basis, conditions };
  },
};

/** By axles and body, as drawn. */
function drawn(axleCount: number, inputs: LimitInputs): Figure {
  const { registeredTotalKg } = inputs;
  switch (axleCount) {
    case 2:
      return registeredTotalKg !== null && registeredTotalKg < 18_000
        ? order62(registeredTotalKg, 'registered-total')
        : order62(18_000);
    case 3:
      return onThree(inputs);
    case 4:
      return onFour(inputs);
    case 5:
      return onFive(inputs);
    default:
      return onSixOrMore(inputs);
  }
}

function onThree({ airSuspension, vehicleType }: LimitInputs): Figure {
  if (vehicleType === 'unknown') return order62(25_000, 'body-unknown');
  if (vehicleType !== 'rigid') return order62(27_000);
  return airSuspension === true ? annex(26_000, 'air-suspension') : order62(25_000);
}

function onFour({ airSuspension, tractorAxles, trailerSpacingMm, vehicleType }: LimitInputs): Figure {
  const wide = trailerSpacingMm !== null && trailerSpacingMm >= WIDE_SPACING_MM;
  switch (vehicleType) {
    case 'unknown':
      return order62(31_000, 'body-unknown');
    case 'rigid':
      return airSuspension === true ? annex(32_000, 'air-suspension') : order62(31_000);
    case 'articulated':
      return airSuspension === true && wide ? annex(37_000, 'air-suspension') : order62(36_000);
    case 'centre-axle-train':
      if (tractorAxles === 3) return annex(35_000, 'truck-three-axles');
      return tractorAxles === null ? order62(36_000, 'tractor-axles-unknown') : order62(36_000);
    case 'full-trailer-train':
      return order62(36_000);
    default:
      return never(vehicleType);
  }
}

function onFive({ tractorAxles, vehicleType }: LimitInputs): Figure {
  if (vehicleType === 'rigid') return order62(43_000, 'body-not-drawn');
  if (vehicleType !== 'articulated') return order62(43_000);
  if (tractorAxles === 2) return annex(42_000, 'tractor-two-axles');
  return tractorAxles === null ? order62(43_000, 'tractor-axles-unknown') : order62(43_000);
}

function onSixOrMore({ driveAxles, vehicleType }: LimitInputs): Figure {
  const body: readonly LimitCondition[] = vehicleType === 'rigid' ? ['body-not-drawn'] : [];
  if (driveAxles === null) return order62(46_000, ...body, 'drive-axles-unknown');
  return driveAxles >= 2 ? order62(49_000, ...body) : order62(46_000, ...body, 'drive-axle-single');
}

/** Groups and trailers only: a truck of two axles has neither. */
function lessForTyres(figure: Figure, { axleCount, tyrePairsFewer, wideTyres }: LimitInputs): Figure {
  if (tyrePairsFewer === null || tyrePairsFewer === 0 || axleCount === 2) return figure;
  const { conditions, limitKg } = figure;
  if (wideTyres === true) return { ...figure, conditions: [...conditions, 'wide-tyres'] };
  const less = Math.max(0, limitKg - tyrePairsFewer * PAIR_OF_TYRES_KG);
  return { ...figure, limitKg: less, conditions: [...conditions, 'tyres-fewer'] };
}

function atMostItsAxles(figure: Figure, inputs: LimitInputs): Figure {
  const capKg = axleCap(inputs.axleCount ?? 2, inputs);
  if (figure.limitKg <= capKg) return figure;
  return { limitKg: capKg, basis: 'order-62-2016', conditions: [...figure.conditions, 'axle-cap'] };
}

function never(value: never): never {
  throw new TypeError(`unhandled ${String(value)}`);
}
