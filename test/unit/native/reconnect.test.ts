/** Pauses between attempts, what resets them, and that an old wire is never listened to. */
import { describe, expect, it } from 'vitest';
import { pauseMs, Reconnect } from '../../../native/reconnect.ts';
import { FakeWire } from './fake-link.ts';
import { FakeTime } from './fake-time.ts';

function setUp() {
  const time = new FakeTime();
  const wire = new FakeWire();
  const seen: string[] = [];
  const reconnect = new Reconnect(
    wire.connect,
    {
      onOpen: () => seen.push('open'),
      onBytes: (bytes) => seen.push(`bytes ${Buffer.from(bytes).toString('hex')}`),
      onClose: (reason, retryInMs) => seen.push(`${reason} ${retryInMs}`),
    },
    time.after,
  );
  return { time, wire, seen, reconnect };
}

describe('pauseMs', () => {
  it('is 1, 2, 5, 10 s and then 10 s for ever', () => {
    expect([0, 1, 2, 3, 4, 5, 1_000_000].map(pauseMs)).toEqual([1000, 2000, 5000, 10_000, 10_000, 10_000, 10_000]);
  });
});

describe('Reconnect', () => {
  it('tries at 0, 1, 3, 8, 18, 28 s while it is refused', () => {
    const { time, wire, reconnect } = setUp();
    wire.refuses = 'ECONNREFUSED';
    reconnect.start();
    const attempts = [0];
    for (let second = 1; second <= 30; second += 1) {
      const before = wire.links.length;
      time.advance(1000);
      if (wire.links.length > before) attempts.push(second);
    }
    expect(attempts).toEqual([0, 1, 3, 8, 18, 28]);
  });

  it('goes on with longer pauses after a wire that opens and never proves itself', () => {
    const { time, wire, seen, reconnect } = setUp();
    reconnect.start();
    wire.newest.fail('ECONNRESET');
    time.advance(1000);
    wire.newest.fail('ECONNRESET');
    expect(seen).toEqual(['open', 'ECONNRESET 1000', 'open', 'ECONNRESET 2000']);
  });

  it('starts again with the shortest pause once the wire has proved itself', () => {
    const { time, wire, seen, reconnect } = setUp();
    wire.refuses = 'ENOENT';
    reconnect.start();
    time.advance(8000);
    wire.refuses = null;
    time.advance(10_000);
    reconnect.proven();
    wire.newest.fail('EIO');
    expect(seen.at(-1)).toBe('EIO 1000');
  });

  it('opens a silent wire again at once, without counting a failure', () => {
    const { time, wire, seen, reconnect } = setUp();
    reconnect.start();
    reconnect.reopen();
    time.advance(0);
    expect(seen).toEqual(['open', 'closed 0', 'open']);
    wire.newest.fail('EIO');
    expect(seen.at(-1)).toBe('EIO 1000');
    const attempts = wire.links.length;
    reconnect.reopen();
    expect(wire.links).toHaveLength(attempts);
  });

  it('does not listen to a wire that it has given up', () => {
    const { time, wire, seen, reconnect } = setUp();
    reconnect.start();
    const old = wire.newest;
    reconnect.reopen();
    time.advance(0);
    old.events.onBytes(Uint8Array.of(1));
    old.events.onClose('late');
    wire.newest.events.onBytes(Uint8Array.of(2));
    expect(seen).toEqual(['open', 'closed 0', 'open', 'bytes 02']);
  });

  it('stops in every state, leaves no timer and can start again', async () => {
    const { time, wire, reconnect } = setUp();
    await reconnect.stop();
    reconnect.start();
    await reconnect.stop();
    expect(wire.newest.closed).toBe(true);
    wire.refuses = 'ECONNREFUSED';
    reconnect.start();
    expect(time.waiting).toBe(1);
    await reconnect.stop();
    expect(time.waiting).toBe(0);
    const attempts = wire.links.length;
    time.advance(60_000);
    expect(wire.links).toHaveLength(attempts);
    wire.refuses = null;
    reconnect.start();
    expect(reconnect.isOpen).toBe(true);
  });
});
