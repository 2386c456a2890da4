/** Who may hold a port when: the scale is read again however a listening ends. */
import { describe, expect, it } from 'vitest';
import pino from 'pino';
import { ListeningService } from '../../../main/station/listening/listening-service.ts';
import type { ListeningParts } from '../../../main/station/listening/listening-service.ts';
import { adapterAt, pathsOfAdapter } from '../../../native/usb-adapter.ts';
import { PortListener } from '../../../native/scale/listening/listener.ts';
import type { CodedError } from '../../../preload/contract/errors.ts';
import type { ListeningPort } from '../../../preload/contract/listening.ts';
import { FakeWire } from '../native/fake-link.ts';
import { FakeTime } from '../native/fake-time.ts';

const COM1: ListeningPort = { kind: 'serial', path: 'COM1' };
const COM2: ListeningPort = { kind: 'serial', path: 'COM2' };
const settings = (id: string, path: string) => ({
  id,
  divisionKg: 20,
  maxKg: 100_000,
  minKg: 400,
  zeroBandKg: 40,
  unit: 'kg' as const,
  stability: { windowMs: 3000, toleranceDivisions: 1 },
  indicator: {
    protocol: 'yaohua-tf0',
    port: { kind: 'serial', path, baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const,
    options: {},
  },
});

function setUp(more: Partial<ListeningParts> = {}) {
  const time = new FakeTime();
  const wire = new FakeWire();
  const does: string[] = [];
  const idle = { 'scale-1': true, 'scale-2': true };
  const scale = (id: 'scale-1' | 'scale-2', path: string): ListeningParts['scales'][number] => ({
    settings: settings(id, path),
    driver: {
      start: () => void does.push(`${id} starts`),
      stop: async () => void does.push(`${id} stops`),
      use: async ({ protocol }) => void does.push(`${id} uses ${protocol}`),
    },
    idle: () => idle[id],
  });
  const service = new ListeningService({
    scales: [scale('scale-1', 'COM1'), scale('scale-2', 'COM2')],
    listenAt: (port, onChange) => {
      does.push(`listens at ${port.kind === 'serial' ? port.path : port.host}`);
      return new PortListener({
        connect: () => wire.connect,
        hasSpeed: true,
        protocols: [],
        clock: time.clock,
        after: time.after,
        onChange,
      });
    },
    listPorts: async () => [
      { path: 'COM2', maker: 'wch', serialNumber: '123', usbId: '1a86:7523' },
      { path: 'COM3', maker: null, serialNumber: null, usbId: null },
    ],
    adapterAt,
    pathsOfAdapter,
    cannotBeHeard: [],
    lineOf: ({ options, protocol }) => ({ protocol, options, connect: wire.connect }),
    write: async () => settings('scale-1', 'COM1'),
    after: time.after,
    log: pino({ level: 'silent' }),
    ...more,
  });
  return { does, idle, service, time, wire };
}
const code = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'nothing thrown',
    (error: CodedError) => error.code,
  );

describe('ListeningService', () => {
  it('pauses the scale at that port only, and reads it again', async () => {
    const { does, service } = setUp();
    await service.start(COM1, undefined);
    expect(does).toEqual(['scale-1 stops', 'listens at COM1']);
    await service.stop();
    expect(does.slice(2)).toEqual(['scale-1 starts']);
    await service.stop();
    expect(does).toHaveLength(3);
  });

  it('from one port to the next without a stop between', async () => {
    const { does, service, wire } = setUp();
    await Promise.all([service.start(COM1, undefined), service.start(COM2, undefined)]);
    expect(does).toEqual(['scale-1 stops', 'listens at COM1', 'scale-1 starts', 'scale-2 stops', 'listens at COM2']);
    expect(wire.links.map(({ closed }) => closed)).toEqual([true, false]);
  });

  it('ends by itself after ten minutes', async () => {
    const { does, service, time } = setUp();
    await service.start(COM1, undefined);
    time.advance(601_000);
    await service.stop();
    expect(does).toEqual(['scale-1 stops', 'listens at COM1', 'scale-1 starts']);
    expect(service.state()).toMatchObject({ phase: 'stopped' });
    expect(time.waiting).toBe(0);
  });

  it('a port that does not open gives the scale back when it is ended', async () => {
    const { does, service, wire } = setUp();
    wire.refuses = 'Permission denied, cannot open COM1';
    expect(await service.start(COM1, undefined)).toMatchObject({ phase: 'failed', fault: { code: 'port.denied' } });
    await service.stop();
    expect(does.at(-1)).toBe('scale-1 starts');
  });

  it('which scale: the one at the port, the named one, or nobody guesses', async () => {
    const { service } = setUp();
    const COM3: ListeningPort = { kind: 'serial', path: 'COM3' };
    expect(await service.start(COM2, undefined)).toMatchObject({ scaleId: 'scale-2' });
    expect(await service.start(COM3, 'scale-1')).toMatchObject({ scaleId: 'scale-1' });
    expect(await code(service.start(COM3, undefined))).toBe('rpc.invalid-input');
    expect(await code(service.start(COM3, 'scale-9'))).toBe('scale.unknown');
    await service.stop();
  });

  it('a truck on the deck of the scale at that port', async () => {
    const { does, idle, service } = setUp();
    idle['scale-2'] = false;
    expect(await code(service.start(COM2, undefined))).toBe('listen.truck-on-deck');
    expect(does).toEqual([]);
    // It is another port: that truck is not disturbed.
    await service.start(COM1, undefined);
    await service.stop();
  });

  it('lists the configured ports first, with what the system knows of them; without a list, those alone', async () => {
    const facts = { maker: null, serialNumber: null, usbId: null };
    expect(await setUp().service.ports()).toEqual([
      { port: COM1, ...facts, scaleId: 'scale-1', byAdapter: false },
      { port: COM2, maker: 'wch', serialNumber: '123', usbId: '1a86:7523', scaleId: 'scale-2', byAdapter: false },
      { port: { kind: 'serial', path: 'COM3' }, ...facts, scaleId: null, byAdapter: false },
    ]);
    const none = setUp({ listPorts: () => Promise.reject(new Error('no udevadm')) });
    expect(await none.service.ports()).toHaveLength(2);
  });
});
