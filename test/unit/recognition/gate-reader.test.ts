/** A picture that holds no plate, and one that nobody had time to read, are two answers. */
import { expect, test } from 'vitest';
import { GateReader } from '../../../main/station/recognition/gate-reader.ts';
import type { PlateAnswer } from '../../../main/station/recognition/recognition-messages.ts';
import type { Sha256 } from '../../../preload/contract/vocabulary.ts';

const SHA = 'a'.repeat(64) as Sha256;

function reader(answer: Promise<PlateAnswer>, picture = () => Promise.resolve(Buffer.from('jpeg'))) {
  const timers: (() => void)[] = [];
  const made = new GateReader({
    thread: { plates: () => answer },
    regionOf: () => null,
    picture,
    timers: { after: (_, run) => (timers.push(run), () => undefined) },
    log: { warn: () => undefined },
  });
  return { look: () => made.look('cam-in', SHA), late: () => timers.forEach((run) => run()) };
}

test.each([
  ['plate.busy', 'later'],
  ['plate.reader-ended', 'later'],
  ['plate.not-a-picture', null],
  ['plate.model-missing', null],
  ['plate.model-damaged', null],
] as const)('%s', async (code, told) => {
  expect(await reader(Promise.resolve({ ok: false, code })).look()).toBe(told);
});

test('no plate in it, and no picture', async () => {
  const none = Promise.resolve<PlateAnswer>({ ok: true, front: null, rear: null, unreadable: 0 });
  expect(await reader(none).look()).toBeNull();
  expect(await reader(none, () => Promise.reject(new Error('gone'))).look()).toBeNull();
});

test('no answer in time: later', async () => {
  const { late, look } = reader(new Promise(() => undefined));
  const told = look();
  late();
  expect(await told).toBe('later');
});
