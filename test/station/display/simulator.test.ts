/** The simulated board understands the bytes that makers and drivers printed; so it is no mirror of our encoders. */
import { describe, expect, it } from 'vitest';
import { makeController, type BoardKind } from '../../sim/display-board/controllers.ts';

const A5 = 'A5A5A5A5A5A5A5A5';

describe('the simulated board', () => {
  it.each<[BoardKind, string, string]>([
    ['yaohua', '022B30313536303030313903', '15600'],
    ['toledo', '022A302020203435323020202020203020', ''],
    ['toledo', '022A30202020343532302020202020300D', '4520'],
    ['led-xunpeng', '3A00780301B60A', '888'],
    ['led-xunpeng', '3A00780301B70A', ''],
    ['led-sum4', '0503E7EF', '999'],
    ['led-sum4', '0503E7EE', ''],
    ['led-wltj', 'A0900150000E6BDB91CD0031003200330034003087', '毛重12340'],
    ['led-wltj', 'A090025000068BF74E0A78C5D1', '请上磅'],
    ['led-wltj', 'A090015000046BDB91CDB8', ''],
    [
      'onbon-bx',
      `${A5}01000080000000000000FE023300A30602000000012A00000000180040000C00010A0102000000000101010017020F0000005C464F30303048554D3A3636255248367A5A`,
      'HUM:66%RH',
    ],
    [
      'onbon-bx',
      `${A5}01000080000000000000FE023300A30602000000012A00000000180040000C00010A0102000000000101010017020F0000005C464F30303048554D3A3636255249367A5A`,
      '',
    ],
  ])('%s %s: %s', (kind, hex, lit) => {
    const controller = makeController({ kind, ownTimeoutMs: 1000, onbonError: () => 0 });
    const effects = controller.feed(Buffer.from(hex, 'hex'));
    expect(effects.map((effect) => effect.lit)).toEqual(lit === '' ? [] : [lit]);
    if (lit === '') expect(controller.foreignBytes).toBeGreaterThan(0);
  });
});
