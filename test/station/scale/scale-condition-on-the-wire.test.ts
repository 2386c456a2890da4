/**
 * Why a live scale gives no weight, on a real serial pair whose line has its own speed and form: seven bits and parity read
 * as 8N1, another speed, another protocol and silence are told apart, and a weight comes as soon as the line is right.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { SerialLink } from '../../../native/serial-link.ts';
import { IndicatorSimulator } from '../../sim/indicator/indicator-simulator.ts';
import { SerialPair } from '../../sim/serial-pair.ts';
import { LiveScale } from './live-scale.ts';
import type { SimulatedProtocol } from '../../sim/indicator/dialects.ts';
import type { LineForm } from '../../sim/indicator/uart.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const RIGHT: LineForm = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 };

async function setUp(protocol: SimulatedProtocol) {
  const pair = new SerialPair();
  await pair.start();
  undo.push(() => pair.stop());
  const [path, serialPath] = pair.ends;
  const indicator = new IndicatorSimulator({
    protocol,
    tcp: null,
    serialPath,
    line: { form: RIGHT, listenerPath: path },
  });
  await indicator.start();
  undo.push(() => indicator.stop());
  const scale = new LiveScale(
    protocol,
    {},
    (events) => new SerialLink({ path, baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }, events),
  );
  undo.push(() => scale.driver.stop());
  scale.driver.start();
  await scale.shows(0);
  const says = async (detail: string): Promise<void> => {
    await scale.until(() => scale.driver.condition().detail === detail, detail);
    expect(scale.reading().frame).toBeNull();
  };
  return { indicator, scale, says };
}

describe.each(['yaohua-tf0', 'toledo-continuous', 'and-family', 'cas10'] as const)('%s', (protocol) => {
  it('7E1, 7O1, another speed, silence: each in its own word, and well again by itself', async () => {
    const { indicator, scale, says } = await setUp(protocol);
    indicator.setLine({ ...RIGHT, dataBits: 7, parity: 'even' });
    await says('parity: 7E1');
    indicator.setLine({ ...RIGHT, dataBits: 7, parity: 'odd' });
    await says('parity: 7O1');
    indicator.setLine({ ...RIGHT, baudRate: 4800 });
    await says('rubbish');
    indicator.silence();
    await says('no-signal');
    indicator.setLine(RIGHT);
    indicator.speak();
    await scale.shows(0);
    expect(scale.driver.condition()).toMatchObject({ state: 'online', detail: null });
  });
});

it('another protocol in readable characters', async () => {
  const { indicator, says } = await setUp('yaohua-tf0');
  indicator.protocol = 'toledo-continuous';
  await says('no-frames');
});
