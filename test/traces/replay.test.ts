/** Recorded wires through the driver as it is: the weights that the display showed, and not a byte written otherwise. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ScaleDriver } from '../../native/scale/scale-driver.ts';
import type { ProtocolOptions } from '../../native/scale/protocols/protocol.ts';
import { FakeTime } from '../unit/native/fake-time.ts';
import { RECORDED } from './recorded.ts';
import { ReplayWire } from './replay-wire.ts';

const textOf = (name: string): string => readFileSync(join(import.meta.dirname, `${name}.wire`), 'utf8');

function replay(text: string, protocol: string, options: ProtocolOptions) {
  const time = new FakeTime();
  const wire = new ReplayWire(text, time);
  const driver = new ScaleDriver({
    id: 'scale-1',
    protocol,
    options,
    unit: 'kg',
    connect: wire.connect,
    clock: time.clock,
    after: time.after,
  });
  const weights: (number | null)[] = [];
  const note = (weightKg: number | null): void => {
    if (weights.at(-1) !== weightKg) weights.push(weightKg);
  };
  driver.onFrame(({ weightKg }) => note(weightKg));
  driver.onCondition(({ state }) => {
    if (state !== 'online' && weights.length > 0) note(null);
  });
  driver.start();
  return { wire, weights, driver };
}

describe.each(RECORDED)('$name', ({ loads, name, options, protocol, unplugged }) => {
  it('gives what the display showed, and writes what was written then', () => {
    const { wire, weights, driver } = replay(textOf(name), protocol, options);
    wire.play();
    // No number while the cable was out, and the same weight again afterwards.
    expect(weights).toEqual(loads.flatMap((load) => (load === unplugged ? [load, null, load] : [load])));
    expect(driver.counters()).toMatchObject({ unusable: 0, rejects: {} });
    const questions = textOf(name).match(/ > /g)?.length ?? 0;
    expect(driver.counters().asked).toBe(questions);
    expect(questions > 0).toBe(protocol !== 'yaohua-tf0');
  });
});

describe.each(RECORDED)('$name, of which a ring has lost the beginning', ({ loads, name, options, protocol }) => {
  it('is played from where it can be', () => {
    const [header = '', ...lines] = textOf(name)
      .split('\n')
      .filter((line, at) => at === 0 || !line.startsWith('#'));
    // In the middle of an answer, on a line that is asked.
    const { wire, weights } = replay([header, ...lines.slice(4)].join('\n'), protocol, options);
    wire.play();
    expect(weights.at(-1)).toBe(loads.at(-1));
  });
});

describe('the replay is strict', () => {
  const lines = textOf('toledo-8217').split('\n');
  const questions = lines.flatMap((line, index) => (line.includes(' > ') ? [index] : []));
  const second = questions[1] ?? 0;

  it.each([
    ['another question than then', lines.map((line, at) => (at === second ? line.replace(/> .*/, '> 5a') : line)), /written \w+ where the recording has written 5a/],
    ['a question where there was none', lines.filter((_, at) => at !== second), /written \w+ where the recording has received/],
    ['a question that does not come', [...lines.slice(0, second + 1), lines[second] ?? '', ...lines.slice(second + 1)], /where the recording|never came about/],
    ['answers that were none', lines.filter((_, at) => at < second), /its end/],
  ])('%s', (_, changed, fault) => {
    const { wire } = replay(changed.join('\n'), 'toledo-8217', {});
    const play = (): void => {
      wire.play();
      // What follows the end of the recording is no part of it.
      wire.playOn(2000);
    };
    expect(play).toThrow(fault);
  });

  it('a driver that listens where then somebody asked', () => {
    const { wire } = replay(textOf('toledo-8217'), 'yaohua-tf0', {});
    expect(() => wire.play(60_000)).toThrow(/never came about: written/);
  });
});
