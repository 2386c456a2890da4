import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { PlateThread } from '../../../main/station/recognition/plate/plate-thread.ts';
import { FakeTime } from '../../unit/native/fake-time.ts';

const DO = { answer: 1, end: 2, throw: 3, hang: 4 } as const;
const script = fileURLToPath(new URL('plate-worker-double.ts', import.meta.url));
const open: PlateThread[] = [];
afterEach(async () => {
  for (const thread of open.splice(0)) await thread.stop();
});

function rig(options: { script?: string } = { script }) {
  const time = new FakeTime();
  const said: string[] = [];
  const thread = new PlateThread({
    timers: { now: () => time.now, after: time.after },
    log: { warn: (_, text) => said.push(text) },
    ...options,
  });
  open.push(thread);
  return { thread, time, said, ask: (what: number) => thread.read(Uint8Array.of(what)) };
}

describe('the plate reader’s thread', () => {
  it('answers each question with its own answer', async () => {
    const { ask } = rig();
    const answers = await Promise.all([ask(DO.answer), ask(DO.answer), ask(DO.answer)]);
    expect(answers.map((answer) => answer.ok && answer.width)).toEqual([1, 2, 3]);
  });

  it.each([
    ['ends', DO.end],
    ['throws', DO.throw],
  ])('%s: what waits is answered without a plate, and after a pause it reads again', async (_, how) => {
    const { thread, time, ask, said } = rig();
    expect(await Promise.all([ask(how), ask(DO.answer)])).toEqual([
      { ok: false, why: 'reader-ended' },
      { ok: false, why: 'reader-ended' },
    ]);
    expect(thread.endings).toBe(1);
    expect(said).toEqual(['the plate reader ended; it is started again']);
    expect(await ask(DO.answer)).toEqual({ ok: false, why: 'reader-ended' });
    time.advance(1000);
    expect(await ask(DO.answer)).toMatchObject({ ok: true });
  });

  it('hangs: it is ended after twenty seconds', async () => {
    const { time, ask } = rig();
    expect(await ask(DO.answer)).toMatchObject({ ok: true });
    const hung = ask(DO.hang);
    time.advance(19_999);
    time.advance(1);
    expect(await hung).toEqual({ ok: false, why: 'reader-ended' });
    expect(time.waiting).toBe(1);
  });

  it('takes no more than it can read', async () => {
    const { ask, thread } = rig();
    const asked = Array.from({ length: 21 }, () => ask(DO.hang));
    expect(await asked[20]).toEqual({ ok: false, why: 'too-many' });
    await thread.stop();
    expect(await asked[0]).toEqual({ ok: false, why: 'stopped' });
    expect(await ask(DO.answer)).toEqual({ ok: false, why: 'stopped' });
  });

  it('with its real networks: what is no picture is said to be none', async () => {
    const { thread } = rig({});
    expect(await thread.read(Buffer.from('no jpeg'))).toEqual({ ok: false, why: 'not-a-picture' });
  });
});
