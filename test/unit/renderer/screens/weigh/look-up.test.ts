import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CodedError } from '../../../../../preload/contract/errors.ts';
import { lookUp, UNTIL_ANSWERED, type Asked } from '../../../../../renderer/screens/weigh/look-up.ts';

const answered: Asked = { status: 'success', failureReason: null };
const waiting: Asked = { status: 'pending', failureReason: null };
const failed: Asked = { status: 'error', failureReason: new CodedError('store.failed') };
const again: Asked = { status: 'pending', failureReason: new CodedError('store.failed') };

describe('what is known of a truck', () => {
  test.each<[string, readonly Asked[], boolean, string | null]>([
    ['nothing was asked', [], false, null],
    ['everything is here', [answered, answered], false, null],
    ['one answer is on its way', [answered, waiting], true, null],
    ['one failed: that is not "nothing known"', [answered, failed], true, 'store.failed'],
    ['it is being asked again', [waiting, again], true, 'store.failed'],
    ['a defect', [{ status: 'error', failureReason: new TypeError('x') }], true, 'rpc.fault'],
    [
      'what is known already stays known while it is read again',
      [{ ...answered, failureReason: new CodedError('store.failed') }],
      false,
      null,
    ],
  ])('%s', (_, asked, pending, code) => {
    const known = lookUp(asked);
    expect([known.pending, known.failure?.code ?? null]).toEqual([pending, code]);
  });
});

describe('a question about a truck, by the policy that the screen uses', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const ask = (queryFn: () => Promise<string>) => {
    const client = new QueryClient();
    const observer = new QueryObserver(client, {
      queryKey: ['vehicle.get'],
      queryFn,
      networkMode: 'always',
      ...UNTIL_ANSWERED,
    });
    const stop = observer.subscribe(() => undefined);
    return { state: () => lookUp([observer.getCurrentResult()]), stop };
  };

  test('is asked again until the station answers, and says meanwhile why not', async () => {
    let failures = 6;
    const { state, stop } = ask(() =>
      failures-- > 0 ? Promise.reject(new CodedError('store.failed')) : Promise.resolve('file'),
    );
    await vi.advanceTimersByTimeAsync(10);
    expect(state()).toEqual({ pending: true, failure: { code: 'store.failed', params: {} } });
    await vi.advanceTimersByTimeAsync(5000);
    expect(state().failure?.code).toBe('store.failed');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(state()).toEqual({ pending: false, failure: null });
    stop();
  });

  test('is not asked again on a line that is down, and is not answered either', async () => {
    const question = vi.fn(() => Promise.reject(new CodedError('rpc.disconnected')));
    const { state, stop } = ask(question);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(question).toHaveBeenCalledTimes(1);
    expect(state().pending).toBe(true);
    stop();
  });
});
