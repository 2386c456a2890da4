import { describe, expect, test } from 'vitest';
import { CodedError, type ErrorCode } from '../../../../preload/contract/errors.ts';
import type { CallName } from '../../../../preload/contract/index.ts';
import { RpcClient, RpcConnection } from '../../../../preload/rpc/rpc.ts';
import { untilAnswered } from '../../../../renderer/station/until-answered.ts';
import { portPair, TestTimers } from '../../rpc/port-pair.ts';

/** Both ends of a real line; the station refuses `print.list` that many times. */
function rig(refusals: number) {
  const [near, far] = portPair();
  const timers = new TestTimers();
  const asked: CallName[] = [];
  let left = refusals;
  const station = new RpcConnection(
    far,
    {
      role: () => 'clerk',
      answer: (name) => {
        asked.push(name);
        return name === 'print.list' && left-- > 0
          ? Promise.reject(new CodedError('store.failed'))
          : Promise.resolve([] as never);
      },
      wireError: (error) => ({ code: (error as CodedError).code, params: {}, logId: 'l' }),
    },
    timers,
  );
  station.start();
  const line = new RpcClient(near);
  line.start();
  return { line, station, timers, asked };
}

/** What was asked has come back: a line in one process needs a few turns of the loop, and no time. */
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

const codeOf = (failed: Promise<unknown>): Promise<ErrorCode | null> =>
  failed.then(
    () => null,
    (error: unknown) => (error instanceof CodedError ? error.code : null),
  );

describe('a first question', () => {
  test('is asked again after a moment, and the line stays up for the others', async () => {
    const { line, timers, asked } = rig(2);
    const answer = untilAnswered(line, timers, 'print.list', {});
    await turns();
    expect(asked).toEqual(['print.list']);
    await expect(line.call('devices.list', {})).resolves.toEqual([]);
    timers.advance(250);
    await turns();
    timers.advance(499);
    await turns();
    expect(asked.filter((name) => name === 'print.list')).toHaveLength(2);
    timers.advance(1);
    await expect(answer).resolves.toEqual([]);
    expect(asked.filter((name) => name === 'print.list')).toHaveLength(3);
    expect(timers.waiting).toBe(0);
  });

  test('is never asked more than a few times a minute, however long it fails', async () => {
    const { line, timers, asked } = rig(Infinity);
    const answer = codeOf(untilAnswered(line, timers, 'print.list', {}));
    for (let second = 0; second < 120; second += 1) {
      await turns();
      timers.advance(1000);
    }
    await turns();
    const before = asked.length;
    for (let second = 0; second < 60; second += 1) {
      timers.advance(1000);
      await turns();
    }
    expect(asked.length - before).toBe(12);
    line.stop();
    expect(await answer).toBe('rpc.disconnected');
  });

  test('ends with the line: no timer stays behind, and nothing is asked any more', async () => {
    for (const end of ['near', 'far'] as const) {
      const { line, station, timers, asked } = rig(Infinity);
      const answer = codeOf(untilAnswered(line, timers, 'print.list', {}));
      await turns();
      expect(timers.waiting).toBe(1);
      if (end === 'near') line.stop();
      else station.stop();
      expect(await answer).toBe('rpc.disconnected');
      expect(timers.waiting).toBe(0);
      timers.advance(60_000);
      await turns();
      expect(asked).toHaveLength(1);
    }
  });
});
