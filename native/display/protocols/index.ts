/** What is read of the lines to display boards: the one list that a new one is added to. */
import { ledSum4 } from './led-sum4.ts';
import { ledWltj } from './led-wltj.ts';
import { ledXunpeng } from './led-xunpeng.ts';
import { onbonBx } from './onbon-bx.ts';
import type { BoardProtocol } from './traffic.ts';

export const BOARD_PROTOCOLS: readonly BoardProtocol[] = [onbonBx, ledXunpeng, ledSum4, ledWltj];
