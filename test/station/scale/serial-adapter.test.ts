/** A port named by its adapter's number, on real serial pairs: found again under another path, never read from its old one. */
import { afterEach, expect, it } from 'vitest';
import { AdapterLink } from '../../../native/adapter-link.ts';
import { after } from '../../../native/reconnect.ts';
import { SerialLink } from '../../../native/serial-link.ts';
import type { SerialPortFacts } from '../../../native/serial-link.ts';
import { IndicatorSimulator } from '../../sim/indicator/indicator-simulator.ts';
import { SerialPair } from '../../sim/serial-pair.ts';
import { LiveScale } from './live-scale.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** An indicator at a serial pair of its own, and the path of the station's end. */
async function indicatorAt(weightKg: number) {
  const pair = new SerialPair();
  await pair.start();
  undo.push(() => pair.stop());
  const [path, serialPath] = pair.ends;
  const indicator = new IndicatorSimulator({ protocol: 'yaohua-tf0', tcp: null, serialPath, rateHz: 20, noiseKg: 0 });
  await indicator.start();
  undo.push(() => indicator.stop());
  indicator.setWeight(weightKg);
  const unplug = async (): Promise<void> => {
    await indicator.unplugSerial();
    await pair.unplug();
  };
  return { path, unplug };
}

it('ttyUSB0 becomes ttyUSB1 and another adapter ttyUSB0: the same indicator is read, by itself', async () => {
  const facts = (path: string, serialNumber: string): SerialPortFacts => ({
    path,
    maker: 'FTDI',
    serialNumber,
    usbId: null,
  });
  const own = await indicatorAt(15_600);
  const other = await indicatorAt(48_200);
  // What the system would list; its paths are real ports.
  let ports = [facts(own.path, 'A1'), facts(other.path, 'B2')];
  const scale = new LiveScale(
    'yaohua-tf0',
    { checksum: 'required' },
    (events) =>
      new AdapterLink(
        {
          adapter: { serialNumber: 'A1' },
          listPorts: async () => ports,
          openAt: (path, portEvents) =>
            new SerialLink({ path, baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }, portEvents),
          after,
        },
        events,
      ),
  );
  undo.push(() => scale.driver.stop());
  scale.driver.start();
  await scale.shows(15_600);

  await own.unplug();
  ports = [facts(other.path, 'B2')];
  await scale.until(() => scale.driver.condition().detail === 'port.adapter-absent: A1', 'the adapter to be missed');
  expect(scale.reading().frame).toBeNull();

  // The same adapter somewhere else, now with another weight on its deck.
  const again = await indicatorAt(20_000);
  ports = [facts(again.path, 'A1'), facts(other.path, 'B2')];
  await scale.shows(20_000);
  expect(scale.frames.some(({ weightKg }) => weightKg === 48_200)).toBe(false);

  ports = [facts(again.path, 'A1'), facts(other.path, 'A1')];
  await again.unplug();
  await scale.until(() => scale.driver.condition().detail === 'port.adapter-twice: A1', 'two alike to be told');
  expect(scale.frames.some(({ weightKg }) => weightKg === 48_200)).toBe(false);
});
