/** The printer over real sockets, well and ill. What is asked each time: was anything sent, and what is on the paper? */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EscposPrinter } from '../../../native/printer/escpos-printer.ts';
import type { Paper } from '../../../preload/contract/paper.ts';
import { PrinterLink, type LinkTimes } from '../../../native/printer/printer-link.ts';
import type { EpochMs, MonotonicMs } from '../../../preload/contract/vocabulary.ts';
import { EscposPrinterSimulator } from '../../sim/printer/escpos-printer-simulator.ts';

/** The machine may be busy: patient, but at once when it is so. */
const until = (holds: () => void): Promise<void> => vi.waitFor(holds, { timeout: 20_000, interval: 10 });
const clock = { wall: () => Date.now() as EpochMs, monotonic: () => performance.now() as MonotonicMs };
const times: LinkTimes = { connectMs: 1000, answerMs: 1000, writeMs: 1000, workMs: 300, settleMs: 100, closeMs: 300 };
const yes = (): boolean => true;
const PAPER: Paper = {
  kind: 'roll',
  columns: 48,
  items: [
    ...Array.from({ length: 40 }, (_, index) => ({
      kind: 'line' as const,
      align: 'left' as const,
      spans: [{ text: `第${String(index + 1)}行`, size: 'normal' as const, bold: false }],
    })),
    { kind: 'cut' },
  ],
};

let simulator: EscposPrinterSimulator;
let printer: EscposPrinter;
beforeEach(async () => {
  simulator = new EscposPrinterSimulator();
  await simulator.start();
  const address = { host: '127.0.0.1', port: simulator.port };
  printer = new EscposPrinter({ id: 'printer', address, clock, times, probe: { wellMs: 40, awayMs: 20 } });
});
afterEach(async () => {
  await printer.stop();
  await simulator.stop();
});

describe('printing', () => {
  it('prints, and knows it by the answer asked behind the last byte', async () => {
    expect(await printer.print(PAPER, yes)).toEqual({ kind: 'printed' });
    expect(simulator.tickets.map(({ cut, lines }) => [cut, lines[39]])).toEqual([[true, '第40行']]);
  });

  it('papers wait for each other and keep their order', async () => {
    simulator.faults.slowMs = 20;
    const outcomes = await Promise.all([
      printer.print(PAPER, yes),
      printer.print(PAPER, yes),
      printer.print(PAPER, yes),
    ]);
    expect(outcomes).toEqual(Array(3).fill({ kind: 'printed' }));
    expect(simulator.tickets.map(({ cut }) => cut)).toEqual([true, true, true]);
  });

  it.each([
    ['paperOut', 'printer.paper-out'],
    ['coverOpen', 'printer.cover-open'],
    ['offline', 'printer.offline'],
  ] as const)('%s: nothing is sent', async (fault, code) => {
    simulator.faults[fault] = true;
    const mayStart = vi.fn(yes);
    expect(await printer.print(PAPER, mayStart)).toMatchObject({ kind: 'failed', code, sent: false });
    expect(mayStart).not.toHaveBeenCalled();
    expect(simulator.tickets).toEqual([]);
    expect(printer.condition()).toMatchObject({ state: 'offline', detail: code });
  });

  it('refused: nothing is sent', async () => {
    await simulator.stop();
    const mayStart = vi.fn(yes);
    expect(await printer.print(PAPER, mayStart)).toMatchObject({
      code: 'printer.refused',
      sent: false,
      detail: 'ECONNREFUSED',
    });
    expect(mayStart).not.toHaveBeenCalled();
  });

  it.each([0, 1, 100, 400])('dropped after %i bytes: uncertain', async (dropAfter) => {
    simulator.faults.dropAfter = dropAfter;
    expect(await printer.print(PAPER, yes)).toMatchObject({ kind: 'failed', code: 'printer.dropped', sent: true });
    expect(simulator.tickets.every(({ cut }) => !cut)).toBe(true);
  });

  it('paper that runs out half-way: uncertain, and it says why', async () => {
    simulator.faults.paperLinesLeft = 10;
    expect(await printer.print(PAPER, yes)).toMatchObject({ kind: 'failed', code: 'printer.paper-out', sent: true });
    await until(() => expect(simulator.tickets.map(({ lines, cut }) => [lines.length, cut])).toEqual([[10, false]]));
  });

  it('withdrawn just before the first byte', async () => {
    expect(await printer.print(PAPER, () => false)).toEqual({ kind: 'withdrawn' });
    await printer.print(PAPER, yes);
    expect(simulator.tickets).toHaveLength(1);
  });

  it('what mayStart throws is thrown, and nothing was sent', async () => {
    const full = (): boolean => {
      throw new Error('disk full');
    };
    await expect(printer.print(PAPER, full)).rejects.toThrow('disk full');
    expect(await printer.print(PAPER, yes)).toEqual({ kind: 'printed' });
    expect(simulator.tickets).toHaveLength(1);
  });

  it('asks in real time where the answer in turn is not known', async () => {
    simulator.faults.realTimeOnly = true;
    expect(await printer.print(PAPER, yes)).toEqual({ kind: 'printed' });
  });

  it('a printer slower than our patience, but well, has printed', async () => {
    simulator.faults.slowMs = times.workMs + 100;
    expect(await printer.print(PAPER, yes)).toEqual({ kind: 'printed' });
  });
});

describe('a printer that answers nothing', () => {
  beforeEach(() => {
    simulator.faults.silentStatus = true;
  });

  it('is allowed: its orderly close is the proof', async () => {
    expect(await printer.print(PAPER, yes)).toEqual({ kind: 'printed' });
    expect(simulator.tickets.map(({ cut }) => cut)).toEqual([true]);
  });

  it('that drops off: uncertain', async () => {
    simulator.faults.dropAfter = 200;
    expect(await printer.print(PAPER, yes)).toMatchObject({ code: 'printer.dropped', sent: true });
  });

  it('that does not even close: uncertain', async () => {
    simulator.faults.neverCloses = true;
    expect(await printer.print(PAPER, yes)).toMatchObject({ code: 'printer.timeout', sent: true });
  });
});

describe('condition', () => {
  it('is looked at every so often, and told once for each change', async () => {
    const told: string[] = [];
    printer.onCondition(({ state, detail }) => told.push(`${state} ${String(detail)}`));
    printer.start();
    await until(() => expect(told).toEqual(['online null']));
    simulator.faults.paperLow = true;
    await until(() => expect(told).toHaveLength(2));
    simulator.faults.paperOut = true;
    await until(() => expect(told).toHaveLength(3));
    simulator.faults.paperOut = simulator.faults.paperLow = false;
    await until(() => expect(told).toHaveLength(4));
    await simulator.stop();
    await until(() => expect(told).toHaveLength(5));
    await simulator.start();
    await until(() => expect(told).toHaveLength(6));
    expect(told).toEqual([
      'online null',
      'degraded paper-low',
      'offline printer.paper-out',
      'online null',
      'offline printer.refused',
      'online null',
    ]);
  });

  it('a silent printer counts as there', async () => {
    simulator.faults.silentStatus = true;
    printer.start();
    await until(() => expect(printer.condition().state).toBe('online'));
  });

  it('looking prints nothing, and stops for good', async () => {
    printer.start();
    await until(() => expect(simulator.connections).toBeGreaterThan(2));
    await printer.stop();
    const connections = simulator.connections;
    const other = new PrinterLink({ host: '127.0.0.1', port: simulator.port }, times);
    for (let look = 0; look < 5; look += 1) await other.status();
    expect(simulator.connections).toBe(connections + 5);
    expect(simulator.tickets).toEqual([]);
  });
});

describe('other things that listen on port 9100', () => {
  let server: Server | null = null;
  const sockets: Socket[] = [];
  const listen = async (serve: (socket: Socket) => void): Promise<PrinterLink> => {
    server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => socket.destroy());
      serve(socket);
    });
    const listening = server;
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    return new PrinterLink({ host: '127.0.0.1', port: (listening.address() as AddressInfo).port }, times);
  };
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await new Promise<void>((resolve) => (server === null ? resolve() : server.close(() => resolve())));
    server = null;
  });

  it('a printer busy with another computer hangs up at once: nothing is sent', async () => {
    const link = await listen((socket) => socket.end());
    const mayStart = vi.fn(yes);
    expect(await link.send(Buffer.from('x'), mayStart)).toMatchObject({ code: 'printer.refused', sent: false });
    expect(mayStart).not.toHaveBeenCalled();
  });

  it('automatic status between the answers does not confuse it', async () => {
    const link = await listen((socket) =>
      socket.on('data', (bytes) => {
        socket.write(Buffer.from([0x10, 0x00, 0x0f, 0x00]));
        if (bytes.includes(0x04)) socket.write(Buffer.from([0x12]));
        if (bytes.includes(0x72)) socket.end(Buffer.from([0x00]));
      }),
    );
    expect(await link.send(Buffer.from('x'), yes)).toEqual({ kind: 'printed' });
  });

  it('automatic status alone is no proof of anything', async () => {
    let sheetSeen = false;
    const link = await listen((socket) => {
      socket.on('data', (bytes) => {
        sheetSeen ||= bytes.includes(0x78);
        socket.write(Buffer.from(sheetSeen ? [0x18, 0x00, 0x0f, 0x00] : [0x12]));
      });
    });
    expect(await link.send(Buffer.from('x'), yes)).toMatchObject({ code: 'printer.timeout', sent: true });
  });

  it('a flood of rubbish is neither an answer nor kept', async () => {
    const link = await listen((socket) => {
      socket.on('data', () => socket.write(Buffer.alloc(200_000, 0xff)));
    });
    expect(await link.status()).toEqual({ kind: 'silent' });
  });

  it('ends at once when told to', async () => {
    const link = await listen(() => undefined);
    const abort = new AbortController();
    const outcome = link.status(abort.signal);
    abort.abort();
    expect(await outcome).toMatchObject({ kind: 'failed', sent: false, detail: 'stopped' });
  });
});
