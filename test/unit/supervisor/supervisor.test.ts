import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Log } from '../../../main/log.ts';
import type { StationChild } from '../../../main/supervisor/station-starter.ts';
import { jsonLines } from '../../../main/supervisor/station-starter.ts';
import { Supervisor } from '../../../main/supervisor/supervisor.ts';

const log: Log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn(), child: () => log };

class Child implements StationChild {
  readonly pid = 1;
  readonly sent: unknown[] = [];
  killed = false;
  say: (message: unknown) => void = () => {};
  end: (code: number | null) => void = () => {};
  send(message: unknown): void {
    this.sent.push(message);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.say = listener;
  }
  onExit(listener: (code: number | null) => void): void {
    this.end = listener;
  }
  kill(): void {
    this.killed = true;
  }
}

function setUp() {
  const children: Child[] = [];
  const start = {
    type: 'start',
    configFile: 'c',
    dataDir: 'd',
    version: '1',
    form: 'headless',
    canSeal: false,
  } as const;
  const supervisor = new Supervisor({
    starter: {
      start: () => {
        const child = new Child();
        children.push(child);
        return child;
      },
    },
    start,
    log,
    now: () => performance.now(),
  });
  const told: string[] = [];
  supervisor.onState(({ status, code, step, attempt }) =>
    told.push([status, code, step, attempt].filter(Boolean).join(' ')),
  );
  return { supervisor, children, told, start };
}

describe('the supervisor', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('starts a station, tells people what it says, and passes on the rest', async () => {
    const { supervisor, children, told, start } = setUp();
    const messages: unknown[] = [];
    supervisor.onMessage((message) => messages.push(message));
    supervisor.start();
    const [child] = children;
    expect(child?.sent).toEqual([start]);
    child?.say({ type: 'starting', step: 'migrate', done: 1, of: 2 });
    expect(supervisor.serves).toBe(false);
    child?.say({ type: 'ready', simulated: true });
    expect(supervisor.serves).toBe(true);
    child?.say({ type: 'frame', connection: 1, data: 'x' });
    for (const strange of [
      null,
      7,
      'ready',
      { type: 'nobody' },
      { type: 'ready' },
      { type: 'frame', connection: -1, data: '' },
    ])
      child?.say(strange);
    expect(supervisor.ignored).toBe(6);
    expect(messages).toEqual([{ type: 'frame', connection: 1, data: 'x' }]);
    const stopped = supervisor.stop();
    expect(child?.sent.at(-1)).toEqual({ type: 'stop' });
    child?.end(0);
    await stopped;
    expect(told).toEqual(['starting', 'starting migrate', 'ready', 'starting', 'starting']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('kills a silent one, and no longer listens to it', async () => {
    const { supervisor, children, told } = setUp();
    supervisor.start();
    children[0]?.say({ type: 'ready', simulated: false });
    await vi.advanceTimersByTimeAsync(10_500);
    expect(children[0]?.killed).toBe(true);
    children[0]?.say({ type: 'beat' });
    children[0]?.end(null);
    await vi.advanceTimersByTimeAsync(750);
    expect(children).toHaveLength(2);
    expect(told).toEqual(['starting', 'ready', 'slow', 'restarting 1', 'starting 1']);
  });

  it('shows why it gave up, keeps quiet, and tries again when asked', async () => {
    const { supervisor, children, told } = setUp();
    supervisor.start();
    children[0]?.say({ type: 'failed', code: 'config.invalid', params: { path: 'scale' } });
    expect(supervisor.status).toEqual({
      status: 'given-up',
      code: 'config.invalid',
      params: { path: 'scale' },
      attempt: 0,
    });
    expect(vi.getTimerCount()).toBe(0);
    supervisor.retry();
    expect(children).toHaveLength(2);
    expect(told).toEqual(['starting', 'given-up config.invalid', 'starting']);
  });

  it('says that a message was taken even when there is no station to take it', () => {
    const { supervisor } = setUp();
    const sent = vi.fn();
    supervisor.send({ type: 'stop' }, { sent });
    expect(sent).toHaveBeenCalledTimes(1);
  });
});

describe('lines of the helper thread', () => {
  it('are put together from pieces, and rubbish between them is left out', () => {
    const messages: unknown[] = [];
    const feed = jsonLines((message) => messages.push(message));
    for (const piece of ['{"a":', '1}\nrubb', 'ish\n', '{"b":2}\n{"c"', ':3}\n', '']) feed(Buffer.from(piece));
    expect(messages).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
  });

  it('do not grow without end', () => {
    const messages: unknown[] = [];
    const feed = jsonLines((message) => messages.push(message));
    for (let n = 0; n < 1000; n++) feed('x'.repeat(10_000));
    feed('\n{"a":1}\n');
    expect(messages).toEqual([{ a: 1 }]);
  });
});
