/**
 * A board to play with: `node test/sim/display-board/run.ts [yaohua|toledo|led-xunpeng|led-sum4|led-wltj|onbon-bx] [device file]`.
 * Says where it listens, then each change of what is lit; ends with the input.
 */
import type { BoardKind } from './controllers.ts';
import { DisplayBoardSimulator } from './display-board-simulator.ts';

const KINDS: readonly BoardKind[] = ['yaohua', 'toledo', 'led-xunpeng', 'led-sum4', 'led-wltj', 'onbon-bx'];
const [kind = 'yaohua', serialPath] = process.argv.slice(2);
const board = KINDS.find((one) => one === kind);
if (board === undefined) throw new Error(`no such board: ${kind}`);
const simulator = new DisplayBoardSimulator({ board, ...(serialPath === undefined ? {} : { serialPath }) });
await simulator.start();
console.log(`${board} on ${serialPath ?? `127.0.0.1:${simulator.port}`}`);
simulator.onShown((text) => console.log(text === '' ? '(dark)' : text));
process.stdin.resume().once('end', () => void simulator.stop());
