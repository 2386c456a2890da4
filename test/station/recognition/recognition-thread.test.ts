import { readdirSync } from 'node:fs';
import { constants, getPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createCanvas } from '@napi-rs/canvas';
import { afterEach, describe, expect, it } from 'vitest';
import { type PlatePicture } from '../../../main/station/recognition/recognition-messages.ts';
import { RecognitionThread } from '../../../main/station/recognition/recognition-thread.ts';
import { FakeTime } from '../../unit/native/fake-time.ts';

const DO = { answer: 1, end: 2, throw: 3, hang: 4 } as const;
const script = fileURLToPath(new URL('recognition-worker-double.ts', import.meta.url));
const open: RecognitionThread[] = [];
afterEach(async () => {
  for (const thread of open.splice(0)) await thread.stop();
});

const picture = (what: number): PlatePicture => ({ camera: 'front', jpeg: Uint8Array.of(what), region: null });
const ENDED = { ok: false, code: 'plate.reader-ended' };

function rig(options: { script?: string } = { script }) {
  const time = new FakeTime();
  const said: string[] = [];
  const thread = new RecognitionThread({
    timers: { now: () => time.now, after: time.after },
    log: { warn: (_, text) => said.push(text) },
    ...options,
  });
  open.push(thread);
  return {
    thread,
    time,
    said,
    ask: (what: number, pictures = 1) => thread.plates(Array(pictures).fill(picture(what))),
  };
}

describe('the thread that reads pictures', () => {
  it('answers each question with its own answer', async () => {
    const { ask } = rig();
    const answers = await Promise.all([ask(DO.answer), ask(DO.answer), ask(DO.answer)]);
    expect(answers.map((answer) => answer.ok && answer.unreadable)).toEqual([1, 2, 3]);
  });

  it.each([
    ['ends', DO.end],
    ['throws', DO.throw],
  ])('%s: what waits is answered without a plate, and after a pause it reads again', async (_, how) => {
    const { thread, time, ask, said } = rig();
    expect(await Promise.all([ask(how), ask(DO.answer)])).toEqual([ENDED, ENDED]);
    expect(thread.endings).toBe(1);
    expect(said).toEqual(['the reader of pictures ended; it is started again']);
    expect(await ask(DO.answer)).toEqual(ENDED);
    time.advance(1000);
    expect(await ask(DO.answer)).toMatchObject({ ok: true });
  });

  it('hangs: it is ended after twenty seconds', async () => {
    const { time, ask } = rig();
    expect(await ask(DO.answer)).toMatchObject({ ok: true });
    const hung = ask(DO.hang);
    time.advance(19_999);
    time.advance(1);
    expect(await hung).toEqual(ENDED);
    expect(time.waiting).toBe(1);
  });

  it('is given longer for more pictures', async () => {
    const { time, ask } = rig();
    const hung = ask(DO.hang, 4);
    time.advance(34_999);
    expect(time.waiting).toBe(1);
    time.advance(1);
    expect(await hung).toEqual(ENDED);
  });

  it('takes no more pictures than it can read, and counts what it turns away', async () => {
    const { ask, thread } = rig();
    const asked = [...Array.from({ length: 4 }, () => ask(DO.hang, 5)), ask(DO.hang)];
    expect(await asked[4]).toEqual({ ok: false, code: 'plate.busy' });
    expect(thread.refused).toBe(1);
    await thread.stop();
    expect(await asked[0]).toEqual(ENDED);
    expect(await ask(DO.answer)).toEqual(ENDED);
  });

  it('a search counts as four pictures, and ends as a reading does', async () => {
    const { ask, thread } = rig();
    const search = (what: number) => thread.search({ jpeg: Uint8Array.of(what), expected: ['0'], places: 6 });
    expect(await search(DO.answer)).toMatchObject({ ok: true });
    const waiting = Array.from({ length: 5 }, () => search(DO.hang));
    expect(await ask(DO.answer)).toEqual({ ok: false, code: 'plate.busy' });
    expect(await search(DO.answer)).toEqual({ ok: false, trouble: 'reader-ended' });
    await thread.stop();
    expect(await waiting[0]).toEqual({ ok: false, trouble: 'reader-ended' });
  });

  it('without a picture there is nothing to read', async () => {
    const { thread } = rig();
    expect(await thread.plates([])).toEqual({ ok: false, code: 'plate.not-a-picture' });
  });
});

describe('with its real networks', () => {
  const jpeg = async () => {
    const canvas = createCanvas(640, 360);
    const context = canvas.getContext('2d');
    context.fillStyle = '#5a5c5b';
    context.fillRect(0, 0, 640, 360);
    return canvas.encode('jpeg');
  };

  it('looks for a display: none in an even picture, and what is no picture is said to be none', async () => {
    const { thread } = rig({});
    const search = (bytes: Uint8Array) => thread.search({ jpeg: bytes, expected: ['0'], places: 6 });
    expect(await search(await jpeg())).toEqual({ ok: true, proposal: null });
    expect(await search(Buffer.from('no jpeg'))).toEqual({ ok: false, trouble: 'picture-damaged' });
  });

  it('what is no picture is said to be none; beside one that is, it is counted', async () => {
    const { thread } = rig({});
    const none: PlatePicture = { camera: 'front', jpeg: Buffer.from('no jpeg'), region: null };
    expect(await thread.plates([none])).toEqual({ ok: false, code: 'plate.not-a-picture' });
    const some: PlatePicture = { camera: 'rear', jpeg: await jpeg(), region: null };
    expect(await thread.plates([none, some])).toEqual({ ok: true, front: null, rear: null, unreadable: 1 });
  });

  it.runIf(process.platform === 'linux')('its thread goes behind the others', async () => {
    const { thread } = rig({});
    const tasks = () => readdirSync('/proc/self/task');
    const before = new Set(tasks());
    await thread.plates([{ camera: 'rear', jpeg: await jpeg(), region: null }]);
    const own = getPriority();
    const since = tasks()
      .filter((task) => !before.has(task))
      .map((task) => getPriority(Number(task)));
    expect(since).toContain(Math.max(own, constants.priority.PRIORITY_BELOW_NORMAL));
    expect(getPriority()).toBe(own);
  });
});
