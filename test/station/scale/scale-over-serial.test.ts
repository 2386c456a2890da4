/** The driver on a real serial device file: a pair of ports made by socat. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WritableLinkFactory } from '../../../native/byte-link.ts';
import { scaleProtocol } from '../../../native/scale/protocols/index.ts';
import { SerialLink } from '../../../native/serial-link.ts';
import type { SimulatedProtocol } from '../../sim/indicator/dialects.ts';
import { IndicatorSimulator } from '../../sim/indicator/indicator-simulator.ts';
import { SerialPair } from '../../sim/serial-pair.ts';
import { LiveScale } from './live-scale.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const serialTo =
  (path: string): WritableLinkFactory =>
  (events) =>
    new SerialLink({ path, baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }, events);

async function setUp(protocol: SimulatedProtocol) {
  const pair = new SerialPair();
  await pair.start();
  undo.push(() => pair.stop());
  const [station, device] = pair.ends;
  const indicator = new IndicatorSimulator({ protocol, tcp: null, serialPath: device, rateHz: 20 });
  await indicator.start();
  undo.push(() => indicator.stop());
  const scale = new LiveScale(protocol, { checksum: 'required' }, serialTo(station));
  undo.push(() => scale.driver.stop());
  scale.driver.start();
  return { pair, indicator, scale };
}

describe('indicator over a serial port', () => {
  it.each(['yaohua-tf0', 'toledo-continuous', 'eq-number', 'yaohua-cmd', 'toledo-8217'] as const)(
    '%s: shows what the display shows',
    async (protocol) => {
      const { indicator, scale } = await setUp(protocol);
      indicator.setWeight(48_200);
      await scale.shows(48_200);
      indicator.holdBack = 7;
      indicator.setWeight(15_600);
      await scale.shows(15_600);
      expect(indicator.heard.length > 0).toBe(scaleProtocol(protocol).talks === 'when-asked');
    },
  );

  it('comes back by itself after silence: the number was gone, the port was opened anew', async () => {
    const { indicator, scale } = await setUp('yaohua-tf0');
    indicator.setWeight(15_600);
    await scale.shows(15_600);
    indicator.silence();
    await scale.until(() => scale.reading().quality === 'stale', 'stale', 3000);
    expect(scale.reading().frame).toBeNull();
    await scale.until(() => scale.driver.counters().reopened > 0, 'the port is opened anew');
    indicator.speak();
    await scale.shows(15_600);
  });

  it('comes back by itself after the port vanished and returned', async () => {
    const { pair, indicator, scale } = await setUp('yaohua-tf0');
    indicator.setWeight(15_600);
    await scale.shows(15_600);
    await indicator.unplugSerial();
    await pair.unplug();
    await scale.until(() => /^port.gone: .*No such file/.test(scale.driver.condition().detail ?? ''), 'gone');
    expect(scale.reading().frame).toBeNull();
    await pair.start();
    await indicator.plugSerial();
    await scale.shows(15_600);
    expect(scale.driver.condition()).toMatchObject({ state: 'online', detail: null });
  });

  it('gives the port free when it stops', async () => {
    const { pair, indicator, scale } = await setUp('yaohua-tf0');
    await scale.shows(0);
    await scale.driver.stop();
    const other = new LiveScale('yaohua-tf0', {}, serialTo(pair.ends[0]));
    undo.push(() => other.driver.stop());
    other.driver.start();
    indicator.setWeight(20_000);
    await other.shows(20_000);
  });
});

describe('SerialLink', () => {
  it.each([
    ['a path that is none', '/dev/no-such-port', /No such file/],
    ['a path that is no port', '/dev/null', /./],
  ])('reports %s as closed, once, and never throws', async (_, path, reason) => {
    const seen: string[] = [];
    const link = serialTo(path)({
      onOpen: () => seen.push('open'),
      onBytes: () => seen.push('bytes'),
      onClose: (why) => seen.push(why),
    });
    link.open();
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    expect(seen[0]).toMatch(reason);
    expect(seen[0]).not.toBe('open');
    link.close();
    expect(seen).toHaveLength(1);
  });

  it('closed while it is still opening, ends closed and leaves the port free', async () => {
    const pair = new SerialPair();
    await pair.start();
    undo.push(() => pair.stop());
    const seen: string[] = [];
    for (let turn = 1; turn <= 3; turn += 1) {
      const link = serialTo(pair.ends[0])({
        onOpen: () => seen.push('open'),
        onBytes: () => seen.push('bytes'),
        onClose: (why) => seen.push(why),
      });
      link.open();
      link.close();
      await vi.waitFor(() => expect(seen).toHaveLength(turn));
    }
    expect(seen).toEqual(['closed', 'closed', 'closed']);
  });
});
