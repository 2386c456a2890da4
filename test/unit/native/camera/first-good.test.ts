/** Several ways to one picture: order, company for the slow, final failures, the deadline. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CameraError } from '../../../../native/camera/camera-error.ts';
import { firstGood, type Attempt } from '../../../../native/camera/first-good.ts';

const OPTIONS = {
  hedgeAfterMs: 1000,
  pauseMs: 100,
  isFinal: ({ code }: CameraError): boolean => code === 'camera.unauthorised',
};

/** A way whose end the test decides; it notes its beginning and its abortion. */
class Way {
  started = 0;
  aborted = false;
  resolve: (value: string) => void = () => undefined;
  reject: (error: Error) => void = () => undefined;
  readonly #end = new Promise<string>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });
  readonly attempt: Attempt<string> = (signal) => {
    this.started += 1;
    signal.addEventListener('abort', () => (this.aborted = true));
    return this.#end;
  };
}

const broken = (code: CameraError['code']): CameraError => new CameraError(code, 'test');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('firstGood', () => {
  it('asks one way when that way is good', async () => {
    const [a, b] = [new Way(), new Way()];
    const result = firstGood([a.attempt, b.attempt], OPTIONS, new AbortController().signal);
    a.resolve('picture');
    expect(await result).toEqual({ ok: true, value: 'picture' });
    await vi.advanceTimersByTimeAsync(5000);
    expect(b.started).toBe(0);
  });

  it('goes on after a pause when one fails', async () => {
    const [a, b] = [new Way(), new Way()];
    const result = firstGood([a.attempt, b.attempt], OPTIONS, new AbortController().signal);
    a.reject(broken('camera.truncated'));
    await vi.advanceTimersByTimeAsync(99);
    expect(b.started).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(b.started).toBe(1);
    b.resolve('second');
    expect(await result).toEqual({ ok: true, value: 'second' });
  });

  it('gives a silent way company and still takes its picture, aborting the others', async () => {
    const [a, b] = [new Way(), new Way()];
    const result = firstGood([a.attempt, b.attempt], OPTIONS, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(1000);
    expect(b.started).toBe(1);
    a.resolve('slow but good');
    expect(await result).toEqual({ ok: true, value: 'slow but good' });
    expect(b.aborted).toBe(true);
  });

  it('stops at a failure that nothing can mend', async () => {
    const [a, b] = [new Way(), new Way()];
    const result = firstGood([a.attempt, b.attempt], OPTIONS, new AbortController().signal);
    a.reject(broken('camera.unauthorised'));
    expect(await result).toMatchObject({ ok: false, failures: [{ code: 'camera.unauthorised' }] });
    await vi.advanceTimersByTimeAsync(5000);
    expect(b.started).toBe(0);
  });

  it('tells all failures, in the order in which they came', async () => {
    const [a, b] = [new Way(), new Way()];
    const result = firstGood([a.attempt, b.attempt], OPTIONS, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(1000);
    b.reject(broken('camera.black'));
    await vi.advanceTimersByTimeAsync(0);
    a.reject(broken('camera.stale'));
    expect(await result).toMatchObject({ ok: false, failures: [{ code: 'camera.black' }, { code: 'camera.stale' }] });
  });

  it('answers at once when the deadline comes, and aborts what runs', async () => {
    const deadline = new AbortController();
    const a = new Way();
    const result = firstGood([a.attempt], OPTIONS, deadline.signal);
    deadline.abort();
    expect(await result).toEqual({ ok: false, failures: [] });
    expect(a.aborted).toBe(true);
    a.reject(broken('camera.timeout'));
    await vi.advanceTimersByTimeAsync(5000);
  });

  it('starts nothing when the deadline is already past', async () => {
    const deadline = new AbortController();
    deadline.abort();
    const a = new Way();
    expect(await firstGood([a.attempt], OPTIONS, deadline.signal)).toEqual({ ok: false, failures: [] });
    expect(a.started).toBe(0);
  });

  it('leaves no timer behind', async () => {
    const a = new Way();
    const result = firstGood([a.attempt, new Way().attempt], OPTIONS, new AbortController().signal);
    a.resolve('x');
    await result;
    expect(vi.getTimerCount()).toBe(0);
  });
});
