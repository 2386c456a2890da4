/** A port found by its adapter: opened where the list says, refused where it does not, closed once whatever happens. */
import { describe, expect, it } from 'vitest';
import { AdapterLink } from '../../../native/adapter-link.ts';
import type { SerialPortFacts } from '../../../native/serial-link.ts';
import { FakeWire } from './fake-link.ts';
import { FakeTime } from './fake-time.ts';

const at = (...paths: readonly string[]): readonly SerialPortFacts[] =>
  paths.map((path) => ({ path, maker: null, serialNumber: 'A1', usbId: null }));
const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

function setUp(list: () => Promise<readonly SerialPortFacts[]>) {
  const time = new FakeTime();
  const wire = new FakeWire();
  const seen: string[] = [];
  const link = new AdapterLink(
    {
      adapter: { serialNumber: 'A1' },
      listPorts: list,
      openAt: (path, events) => {
        seen.push(`opens ${path}`);
        return wire.connect(events);
      },
      after: time.after,
    },
    {
      onOpen: () => seen.push('open'),
      onBytes: (bytes) => seen.push(Buffer.from(bytes).toString('hex')),
      onClose: (reason) => seen.push(reason),
    },
  );
  return { link, seen, time, wire };
}

describe('AdapterLink', () => {
  it('opens the path that the list gives now, and passes on what happens there', async () => {
    const { link, seen, time, wire } = setUp(async () => at('/dev/ttyUSB7'));
    expect(link.write(Uint8Array.of(1))).toBe(false);
    link.open();
    await turn();
    wire.send(Uint8Array.of(5));
    expect(link.write(Uint8Array.of(1))).toBe(true);
    link.close();
    link.close();
    expect(seen).toEqual(['opens /dev/ttyUSB7', 'open', '05', 'closed']);
    expect(wire.newest.written).toHaveLength(1);
    expect(time.waiting).toBe(0);
  });

  it.each([
    ['absent', async () => [], 'adapter absent: A1'],
    ['there twice', async () => at('/dev/ttyUSB0', '/dev/ttyUSB1'), 'adapter twice: A1'],
    [
      'no list',
      () => Promise.reject(new Error('udevadm exited with error code: 1')),
      'udevadm exited with error code: 1',
    ],
  ])('%s: opens nothing and says why, once', async (_, list, reason) => {
    const { link, seen, time } = setUp(list);
    link.open();
    await turn();
    link.close();
    expect(seen).toEqual([reason]);
    expect(time.waiting).toBe(0);
  });

  it('a list that does not come is not waited for, and opens nothing when it comes at last', async () => {
    let give: (ports: readonly SerialPortFacts[]) => void = () => {};
    const { link, seen, time } = setUp(() => new Promise((done) => (give = done)));
    link.open();
    time.advance(3000);
    give(at('/dev/ttyUSB0'));
    await turn();
    expect(seen).toEqual(['the list of serial ports did not come']);
  });

  it('closed while it looks: closed at once, and nothing is opened', async () => {
    const { link, seen } = setUp(async () => at('/dev/ttyUSB0'));
    link.open();
    link.close();
    await turn();
    expect(seen).toEqual(['closed']);
  });
});
