/** The outdoor board through the station as it is shipped: the indicator's weight, darkness, a board that is switched off. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DisplayBoardSimulator } from '../../sim/display-board/display-board-simulator.ts';
import { SerialPair } from '../../sim/serial-pair.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';

const TRUCK = { plateFront: '晋C12345', plateRear: '晋C1234挂' };
const conditionOf = async (station: RunningStation) =>
  (await station.call('devices.list', {})).find(({ kind }) => kind === 'display');

describe('a board that is given weights (Onbon, serial)', () => {
  const pair = new SerialPair();
  /** Everything that the indicator ever showed. */
  const said = new Set<string>(['0']);
  let board: DisplayBoardSimulator;
  let site: Site;
  let station: RunningStation;

  beforeAll(async () => {
    await pair.start();
    board = new DisplayBoardSimulator({ board: 'onbon-bx', serialPath: pair.ends[1] });
    await board.start();
    site = await Site.open({
      stabilityMs: 800,
      configuration: {
        displayBoard: {
          board: 'onbon-bx',
          port: { kind: 'serial', path: pair.ends[0], baudRate: 57_600 },
          area: { x: 0, y: 0, width: 16, height: 32 },
        },
      },
    });
    site.indicator.onShown((kilograms) => said.add(String(kilograms)));
    station = await RunningStation.start(site);
  });

  afterAll(async () => {
    await site.close();
    await board.stop();
    await pair.stop();
  });

  const shows = (kilograms: number): Promise<void> =>
    station.until(`${String(kilograms)} on the board`, () => board.text === String(kilograms));

  test('shows what the indicator shows, and nothing that it never showed', async () => {
    await station.until('the board', async () => (await conditionOf(station))?.state === 'online');
    site.driveOn(TRUCK, 48_620, 1500);
    await shows(48_620);
    await station.untilSteady();
    expect(board.text).toBe(String(site.indicator.shownKg));
    expect((await station.call('scale.current', {})).weightKg).toBe(48_620);
    expect(board.history.map(({ text }) => text).filter((text) => text !== '' && !said.has(text))).toEqual([]);
  });

  test('is dark within 1.5 s when the indicator falls silent, never zero, and right again with its first frame', async () => {
    const before = board.history.length;
    site.indicator.silence();
    const at = performance.now();
    await station.until('darkness', () => board.text === '');
    expect((board.history.at(-1)?.at ?? Infinity) - at).toBeLessThan(1500);
    await station.until(
      'the signal to be lost',
      async () => (await station.call('scale.current', {})).quality === 'lost',
    );
    expect(board.history.slice(before).map(({ text }) => text)).toEqual(['']);
    expect((await conditionOf(station))?.state).toBe('online');
    site.indicator.speak();
    await shows(48_620);
  });

  test('switched off it is offline, weighing goes on, and it comes back by itself', async () => {
    await board.stop();
    await pair.unplug();
    await station.until('offline', async () => (await conditionOf(station))?.state === 'offline');
    const tare = await station.captureWhole({ kind: 'tare', operatorId: '张三', ...TRUCK, direction: 'in' });
    expect(tare.weightKg).toBe(48_620);
    await pair.start();
    await board.start();
    await shows(48_620);
    await station.until('online', async () => (await conditionOf(station))?.state === 'online');
  });

  test('is left dark when the program ends', async () => {
    expect(await station.stop()).toBe(0);
    expect(board.text).toBe('');
    expect(board.foreignBytes).toBe(0);
  });
});

describe('a board that eats the indicator’s stream (TCP)', () => {
  test.each([
    ['yaohua-tf0', 'yaohua', -20],
    ['toledo-continuous', 'toledo', 48_620],
  ] as const)('%s: gets its frames as they came', async (protocol, kind, kilograms) => {
    const board = new DisplayBoardSimulator({ board: kind });
    await board.start();
    const port = { kind: 'tcp', host: '127.0.0.1', port: board.port };
    const configuration = { displayBoard: { board: 'indicator-frame', port, blanksAfterMs: 800 } };
    const site = await Site.open({ protocol, configuration });
    // The board is one without a checksum; the frames are passed on as they are.
    if (protocol === 'toledo-continuous') {
      site.indicator.checksum = 'none';
      await site.configure((made) => ({
        ...made,
        scale: { ...made.scale, indicator: { ...made.scale.indicator, options: { checksum: 'ignore' } } },
      }));
    }
    const station = await RunningStation.start(site);
    try {
      site.indicator.setWeight(kilograms);
      await station.until('the weight', () => board.text === String(kilograms));
      site.indicator.silence();
      const at = performance.now();
      await station.until('darkness', () => board.text === '');
      expect((board.history.at(-1)?.at ?? Infinity) - at).toBeLessThan(1500);
      expect(board.foreignBytes).toBe(0);
    } finally {
      await station.stop();
      await site.close();
      await board.stop();
    }
  });
});
