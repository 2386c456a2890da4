/** The boards this program can drive: the one list that a new one is added to. */
import type { Board } from './board.ts';
import { indicatorFrame } from './indicator-frame.ts';
import { ledSum4, type Sum4Settings } from './led-sum4.ts';
import { ledWltj, type WltjSettings } from './led-wltj.ts';
import { ledXunpeng, type XunpengSettings } from './led-xunpeng.ts';
import { onbonBx, type OnbonSettings } from './onbon-bx.ts';

/** As the configuration says it. */
export type BoardSettings =
  | { readonly board: 'indicator-frame' }
  | ({ readonly board: 'led-sum4' } & Sum4Settings)
  | ({ readonly board: 'led-wltj' } & WltjSettings)
  | ({ readonly board: 'led-xunpeng' } & XunpengSettings)
  | ({ readonly board: 'onbon-bx' } & OnbonSettings);

export function makeBoard(settings: BoardSettings): Board {
  switch (settings.board) {
    case 'indicator-frame':
      return indicatorFrame;
    case 'led-sum4':
      return ledSum4(settings);
    case 'led-wltj':
      return ledWltj(settings);
    case 'led-xunpeng':
      return ledXunpeng(settings);
    case 'onbon-bx':
      return onbonBx(settings);
    default:
      return settings satisfies never;
  }
}
