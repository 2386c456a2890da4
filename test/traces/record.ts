/**
 * Records the wire traces of this folder anew: `node test/traces/record.ts [NAME…]`. Each is the program's own driver on a
 * real serial pair with the simulated indicator at the other end; the display's numbers stand in the file as remarks.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { ScaleDriver } from '../../native/scale/scale-driver.ts';
import { SerialLink } from '../../native/serial-link.ts';
import { wireRecording } from '../../native/wire-recording.ts';
import type { EpochMs, MonotonicMs } from '../../preload/contract/vocabulary.ts';
import { IndicatorSimulator } from '../sim/indicator/indicator-simulator.ts';
import { SerialPair } from '../sim/serial-pair.ts';
import { RECORDED } from './recorded.ts';

const clock = {
  wall: () => Date.now() as EpochMs,
  monotonic: () => performance.now() as MonotonicMs,
};

async function record({ loads, options, protocol, unplugged }: (typeof RECORDED)[number]): Promise<string> {
  const pair = new SerialPair();
  await pair.start();
  const [path, serialPath] = pair.ends;
  const indicator = new IndicatorSimulator({ protocol, tcp: null, serialPath, noiseKg: 0 });
  const driver = new ScaleDriver({
    id: 'scale-1',
    protocol,
    options,
    unit: 'kg',
    connect: (events) =>
      new SerialLink({ path, baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }, events),
    clock,
  });
  const shown = async (weightKg: number): Promise<void> => {
    while (driver.reading(clock.monotonic()).frame?.weightKg !== weightKg) await pause(5);
  };
  try {
    await indicator.start();
    driver.start();
    for (const load of loads) {
      indicator.setWeight(load);
      await shown(load);
      // What comes while it rests belongs to the recording.
      for (const frames = driver.counters().frames; driver.counters().frames < frames + 5; ) await pause(5);
      if (load !== unplugged) continue;
      await indicator.unplugSerial();
      await pair.unplug();
      while (driver.reading(clock.monotonic()).frame !== null) await pause(5);
      await pair.start();
      await indicator.plugSerial();
      await shown(load);
    }
    const remarks = [`${protocol} ${JSON.stringify(options)} 9600 8N1`, `display ${loads.join(' ')}`];
    return wireRecording(driver.trace.entries(), remarks);
  } finally {
    await driver.stop();
    await indicator.stop();
    await pair.stop();
  }
}

const wanted = process.argv.slice(2);
for (const one of RECORDED) {
  if (wanted.length > 0 && !wanted.includes(one.name)) continue;
  await writeFile(join(import.meta.dirname, `${one.name}.wire`), await record(one));
  console.log(`recorded ${one.name}`);
}
