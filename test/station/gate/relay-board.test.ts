/** The relay driver on real wires, against a board written from the protocol. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { lcusRelay } from '../../../native/barrier/lcus-relay.ts';
import { modbusRelay } from '../../../native/barrier/modbus-relay.ts';
import { RelayBoard } from '../../../native/barrier/relay-board.ts';
import { SerialLink } from '../../../native/serial-link.ts';
import { TcpLink } from '../../../native/tcp-link.ts';
import { RelaySimulator, type RelayFault } from '../../sim/relay/relay-simulator.ts';
import { SerialPair } from '../../sim/serial-pair.ts';
import type { Clock } from '../../../preload/contract/vocabulary.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});
const clock: Clock = { wall: () => Date.now() as never, monotonic: () => performance.now() as never };
const until = (what: () => void) => vi.waitFor(what, { timeout: 15_000, interval: 10 });

async function overTcp(): Promise<{ relay: RelaySimulator; board: RelayBoard }> {
  const relay = new RelaySimulator();
  await relay.start();
  undo.push(() => relay.stop());
  const board = new RelayBoard({
    id: 'relay-1',
    protocol: modbusRelay({ framing: 'tcp', unit: 1, firstCoil: 0 }),
    outputs: [1, 2],
    connect: (events) => new TcpLink({ host: '127.0.0.1', port: relay.port }, events),
    clock,
  });
  return { relay, board };
}

async function started(): Promise<{ relay: RelaySimulator; board: RelayBoard }> {
  const made = await overTcp();
  made.board.start();
  undo.push(() => made.board.stop());
  await until(() => expect(made.board.condition().state).toBe('online'));
  return made;
}

test('a pulse goes on and off again by itself; a light stays', async () => {
  const { board, relay } = await started();
  await board.set(2, true);
  await board.pulse(1, 60);
  expect(relay.isOn(1)).toBe(true);
  await until(() => expect(relay.isOn(1)).toBe(false));
  expect(relay.switched).toEqual([
    { output: 2, on: true },
    { output: 1, on: true },
    { output: 1, on: false },
  ]);
  expect(board.condition()).toMatchObject({ state: 'online', detail: null });
});

test('whatever its outputs did before, they are put to rest first; and again at the end', async () => {
  const { board, relay } = await overTcp();
  relay.outputs.set(1, true);
  await expect(board.set(2, true)).rejects.toMatchObject({ code: 'barrier.unreachable' });
  board.start();
  await until(() => expect(board.condition().state).toBe('online'));
  // What was wanted while it could not be told is told now.
  expect(relay.switched).toEqual([
    { output: 1, on: false },
    { output: 2, on: true },
  ]);
  await board.stop();
  expect([relay.isOn(1), relay.isOn(2)]).toEqual([false, false]);
  expect(board.condition()).toMatchObject({ state: 'offline', detail: 'stopped' });
});

describe('what goes wrong is said, and is never carried out later', () => {
  test.each([
    ['hang', 'barrier.no-answer'],
    ['refuses', 'barrier.refused'],
    ['wrong-echo', 'barrier.garbled'],
    ['stuck', 'barrier.differs'],
    // It was sent: the arm may have gone up.
    ['cut', 'barrier.no-answer'],
  ] as const satisfies readonly (readonly [RelayFault, string])[])('%s', async (fault, code) => {
    const { board, relay } = await started();
    relay.fault = fault;
    await expect(board.pulse(1, 5000)).rejects.toMatchObject({ code });
    relay.fault = null;
    await until(() => expect(board.condition().state).toBe('online'));
    // At rest, whatever it had taken; a later order counts.
    await until(() => expect(relay.isOn(1)).toBe(false));
    await board.pulse(1, 50);
    await until(() => expect(relay.isOn(1)).toBe(false));
  });

  test('without power it is offline with the system’s word, and comes back by itself', async () => {
    const { board, relay } = await started();
    await relay.stop();
    await until(() => expect(board.condition().state).toBe('offline'));
    await expect(board.pulse(1, 50)).rejects.toMatchObject({ code: 'barrier.unreachable' });
    await relay.start();
    await until(() => expect(board.condition().state).toBe('online'));
    expect(relay.pulses(1)).toBe(0);
  });

  test('a wire lost in the middle of a pulse: its output is at rest as soon as it is back', async () => {
    const { board, relay } = await started();
    await board.pulse(1, 60_000);
    await relay.stop();
    expect(relay.isOn(1)).toBe(true);
    await relay.start();
    await until(() => expect(relay.isOn(1)).toBe(false));
    expect(relay.pulses(1)).toBe(1);
  });
});

test('an end of a pulse that the board refuses is told until it is done; until then no order is taken', async () => {
  const { board, relay } = await started();
  await board.pulse(1, 50);
  relay.fault = 'refuses';
  await until(() => expect(board.condition().state).toBe('offline'));
  expect(relay.isOn(1)).toBe(true);
  await expect(board.pulse(2, 50)).rejects.toMatchObject({ code: 'barrier.unreachable' });
  relay.fault = null;
  await until(() => expect(board.condition().state).toBe('online'));
  expect(relay.isOn(1)).toBe(false);
  expect(relay.pulses(2)).toBe(0);
});

test('a pulse that a refused order called off is over: what its outputs do is looked at again', async () => {
  const { board, relay } = await started();
  await board.pulse(1, 60_000);
  await board.pulse(2, 50);
  relay.fault = 'refuses';
  await until(() => expect(board.condition().state).toBe('offline'));
  await expect(board.pulse(1, 50)).rejects.toMatchObject({ code: 'barrier.unreachable' });
  relay.fault = null;
  await until(() => expect(board.condition().state).toBe('online'));
  expect(relay.isOn(1)).toBe(false);
  relay.outputs.set(2, true);
  await until(() => expect(relay.isOn(2)).toBe(false));
});

test('an output that went on by itself is put to rest, not only the first one', async () => {
  const { relay } = await started();
  relay.outputs.set(2, true);
  await until(() => expect(relay.isOn(2)).toBe(false));
});

test('a light that changes while all outputs are told for the first time is told, too', async () => {
  const { board, relay } = await overTcp();
  const changed: Promise<unknown>[] = [];
  relay.onAsked = () => {
    // The first output is told and read back, the second one is being told.
    if (relay.asked === 3) changed.push(board.set(1, true).catch((error: unknown) => error));
  };
  board.start();
  undo.push(() => board.stop());
  await until(() => expect(board.condition().state).toBe('online'));
  expect(await Promise.all(changed)).toMatchObject([{ code: 'barrier.unreachable' }]);
  expect(relay.isOn(1)).toBe(true);
});

describe('on a serial line', () => {
  const form = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
  test.each(['modbus-rtu', 'lcus'] as const)('%s', async (kind) => {
    const pair = new SerialPair();
    await pair.start();
    undo.push(() => pair.stop());
    const relay = new RelaySimulator({ board: kind, serialPath: pair.ends[1] });
    await relay.start();
    undo.push(() => relay.stop());
    const board = new RelayBoard({
      id: 'relay-1',
      protocol: kind === 'lcus' ? lcusRelay : modbusRelay({ framing: 'rtu', unit: 1, firstCoil: 0 }),
      outputs: [1],
      connect: (events) => new SerialLink({ path: pair.ends[0], ...form }, events),
      clock,
    });
    board.start();
    undo.push(() => board.stop());
    await until(() => expect(board.condition().state).toBe('online'));
    await board.pulse(1, 100);
    await until(() => expect(relay.pulses(1)).toBe(1));
    await until(() => expect(relay.isOn(1)).toBe(false));
    // Behind the end of that pulse: the line is quiet.
    await board.set(1, false);
    relay.fault = 'hang';
    if (kind === 'lcus') await board.pulse(1, 50);
    else await expect(board.pulse(1, 50)).rejects.toMatchObject({ code: 'barrier.no-answer' });
  });
});
