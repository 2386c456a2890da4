/**
 * 超限运输车辆行驶公路管理规定 (order 62 of 2016), Art. 3, by axles, body and drive axles alone: the first reading, which counts for
 * the records that bear its id. Weighings of today go by ./order-62-2016-2. Source: domain.md §3.2, §3.3.
 */
import type { LimitCondition } from '../../../../preload/contract/mass-limit.ts';
import { kg } from '../../../../preload/contract/vocabulary.ts';
import { NO_LIMIT, type LimitResult, type LimitRule } from './limit-rule.ts';

const by = (tonnes: number, ...conditions: LimitCondition[]): LimitResult => ({
  limitKg: kg(tonnes * 1000),
  basis: 'order-62-2016',
  conditions,
});

export const ORDER_62_2016_1: LimitRule = {
  id: 'order-62-2016-art-3/1',
  from: '20160921',
  limit({ axleCount, driveAxles, registeredTotalKg, vehicleType }) {
    if (axleCount === null || axleCount < 2) return NO_LIMIT;
    const train = vehicleType !== 'rigid' && vehicleType !== 'unknown';
    const body: readonly LimitCondition[] = vehicleType === 'unknown' ? ['body-unknown'] : [];
    switch (axleCount) {
      case 2:
        return registeredTotalKg !== null && registeredTotalKg < 18_000
          ? { ...by(18, 'registered-total'), limitKg: registeredTotalKg }
          : by(18);
      case 3:
        return by(train ? 27 : 25, ...body);
      case 4:
        return by(train ? 36 : 31, ...body);
      case 5:
        return by(43);
      default:
        if (driveAxles === null) return by(46, 'drive-axles-unknown');
        return driveAxles >= 2 ? by(49) : by(46, 'drive-axle-single');
    }
  },
};
