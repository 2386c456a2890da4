/** The thread that parses pushes, as it is: what is made to be slow or large ends it at most, and the next push is read. */
import { afterEach, describe, expect, test } from 'vitest';
import { PushThread } from '../../../main/station/recognition/push/push-thread.ts';
import { readyMapping } from '../../../main/station/rules/plate-push/ready-mappings.ts';
import { systemTimers } from '../../../main/station/upload/surroundings.ts';
import { alarmInfoPlate } from '../../sim/smart-camera/vendor-bodies.ts';

const ALARM = readyMapping('alarm-info-plate');
const FOUR_MB = 4 * 1024 * 1024;
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const push = (plate: string): Uint8Array<ArrayBuffer> => bytesOf(JSON.stringify(alarmInfoPlate({ plate })));

const open: PushThread[] = [];
afterEach(async () => {
  for (const thread of open.splice(0)) await thread.stop();
});
function rig() {
  const said: string[] = [];
  const thread = new PushThread({ timers: systemTimers, log: { warn: (_, text) => said.push(text) } });
  open.push(thread);
  return { thread, said };
}

describe('the reader of pushes', () => {
  test('answers each with its own', async () => {
    const { thread } = rig();
    const read = await Promise.all(
      ['晋C00001', '晋C00002', '晋C00003'].map((plate) => thread.read(push(plate), ALARM)),
    );
    expect(read).toMatchObject([
      { plate: { text: '晋C00001' } },
      { plate: { text: '晋C00002' } },
      { plate: { text: '晋C00003' } },
    ]);
  });

  test('a fifth at once is one too many', async () => {
    const { thread } = rig();
    const read = await Promise.all([1, 2, 3, 4, 5].map((nth) => thread.read(push(`晋C0000${nth}`), ALARM)));
    expect(read.map(({ kind }) => kind)).toEqual(['plate', 'plate', 'plate', 'plate', 'busy']);
  });

  test.each([
    ['four megabytes of brackets', '['.repeat(FOUR_MB / 2) + ']'.repeat(FOUR_MB / 2)],
    ['of empty groups', `[${'{},'.repeat((FOUR_MB - 4) / 3)}{}]`],
    ['of groups within groups', `${'{"a":'.repeat(600_000)}0${'}'.repeat(600_000)}`],
  ])('%s: refused, and the next push is read', async (_what, text) => {
    const { thread } = rig();
    expect(['unfit', 'busy']).toContain((await thread.read(bytesOf(text), ALARM)).kind);
    expect(await thread.read(push('晋C88666'), ALARM)).toMatchObject({ plate: { text: '晋C88666' } });
    expect(thread.endings).toBeLessThanOrEqual(1);
  });

  test('stopped, it reads nothing and says so', async () => {
    const { said, thread } = rig();
    const asked = thread.read(push('晋C88666'), ALARM);
    await thread.stop();
    expect((await asked).kind).toMatch(/busy|plate/);
    expect(await thread.read(push('晋C88666'), ALARM)).toEqual({ kind: 'busy' });
    expect(said).toEqual([]);
  });
});
