/** A sheet all the way onto paper over a real socket, and read back from the paper: by its text, and by a camera's eye. */
import { createCanvas, loadImage } from '@napi-rs/canvas';
import jsqr from 'jsqr';
import { afterEach, expect, it } from 'vitest';
import { layoutSheet } from '../../../main/station/printing/sheet-layout.ts';
import { EscposPrinter } from '../../../native/printer/escpos-printer.ts';
import type { EpochMs, MonotonicMs } from '../../../preload/contract/vocabulary.ts';
import { EscposPrinterSimulator } from '../../sim/printer/escpos-printer-simulator.ts';
import { aSheet, HASH, onPaper } from '../../unit/printing/a-sheet.ts';

const clock = { wall: () => 1_795_000_000_000 as EpochMs, monotonic: () => 0 as MonotonicMs };
const MM_20 = 160;
const ROLL = { 32: 'roll-58', 42: 'roll-80-42', 48: 'roll-80' } as const;
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

it.each([
  [32, 'issued', 'SX140181001-1-20261122-0007'],
  [48, 'void', 'U1-1-20261122-0001'],
  [42, 'issued', `${'9'.repeat(40)}-12345678-20261122-0001`],
] as const)('at %i columns', async (columns, status, number) => {
  const simulator = new EscposPrinterSimulator({ columns });
  await simulator.start();
  stops.push(() => simulator.stop());
  const printer = new EscposPrinter({ id: 'printer', address: { host: '127.0.0.1', port: simulator.port }, clock });
  stops.push(() => printer.stop());
  const sheet = aSheet({ status, number, receiver: '䶮县𠮷祥商贸有限公司' });

  expect(await printer.print(layoutSheet(onPaper({ sheet, copy: 3 }), ROLL[columns]))).toEqual({ kind: 'printed' });

  const [ticket, ...others] = simulator.tickets;
  expect(others).toEqual([]);
  expect(simulator.unknown).toEqual([]);
  expect(simulator.wrapped).toBe(0);
  expect(ticket?.cut).toBe(true);
  for (const words of ['货物装载单', '第2次补打', '䶮县𠮷祥商贸有限公司', '48 620 kg', HASH.slice(0, 16)])
    expect(ticket?.text).toContain(words);
  const content = `${number} ${HASH}`;
  expect(ticket?.qr).toEqual([content]);

  const picture = await loadImage(ticket?.png() ?? Buffer.alloc(0));
  expect(picture.width).toBe(columns * 12);
  const context = createCanvas(picture.width, picture.height).getContext('2d');
  context.drawImage(picture, 0, 0);
  const pixels = context.getImageData(0, 0, picture.width, picture.height);
  const seen = jsqr.default(new Uint8ClampedArray(pixels.data), picture.width, picture.height);
  expect(seen?.data).toBe(content);
  const corners = seen?.location;
  expect((corners?.topRightCorner.x ?? 0) - (corners?.topLeftCorner.x ?? 0)).toBeGreaterThanOrEqual(MM_20);
});
