/** The queue on a real database file and a real socket: nothing is printed twice unmarked, nothing that waits is lost. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PrintQueue, type PaperPrinter } from '../../../main/station/printing/print-queue.ts';
import { layoutSheet } from '../../../main/station/printing/sheet-layout.ts';
import { StationDatabase } from '../../../main/station/store/database.ts';
import type { DeviceCondition } from '../../../native/device.ts';
import { EscpPrinter } from '../../../native/printer/escp-printer.ts';
import { IppQueue } from '../../../native/printer/ipp-queue.ts';
import { networkLine } from '../../../native/printer/one-way-line.ts';
import type { PrinterDevice } from '../../../native/printer/printer-device.ts';
import { SystemPrinter } from '../../../native/printer/system-printer.ts';
import { EscposPrinter } from '../../../native/printer/escpos-printer.ts';
import type { Paper } from '../../../preload/contract/paper.ts';
import type { SendOutcome } from '../../../native/printer/printer-link.ts';
import type { PrintJob } from '../../../preload/contract/load-sheet.ts';
import type { EpochMs, MonotonicMs, Uuid } from '../../../preload/contract/vocabulary.ts';
import { EscposPrinterSimulator } from '../../sim/printer/escpos-printer-simulator.ts';
import { PrintService } from '../../sim/printer/print-service.ts';
import { aSheet, onPaper } from '../../unit/printing/a-sheet.ts';

/** The machine may be busy: patient, but at once when it is so. */
const until = (holds: () => void): Promise<void> => vi.waitFor(holds, { timeout: 20_000, interval: 10 });
const clock = { wall: () => Date.now() as EpochMs, monotonic: () => performance.now() as MonotonicMs };
const uuid = (n: number): Uuid => `019ab000-0000-7000-8000-${String(n).padStart(12, '0')}` as Uuid;
const TIMES = { connectMs: 1000, answerMs: 1000, workMs: 300, settleMs: 50, closeMs: 300 };

const textOf = (paper: Paper): string =>
  paper.kind === 'page'
    ? paper.pages
        .flat()
        .map((item) => (item.kind === 'text' ? item.text : ''))
        .join('\n')
    : '';

let folder: string;
let db: StationDatabase;
let simulator: EscposPrinterSimulator;
let printer: EscposPrinter;
let queue: PrintQueue;
let ids = 1000;
const faults: unknown[] = [];
const voided = new Set<Uuid>();
const newId = (): Uuid => uuid((ids += 1));

const paperOf = (job: PrintJob): Paper | null =>
  voided.has(job.sheetId)
    ? null
    : layoutSheet(onPaper({ sheet: aSheet({ id: job.sheetId, number: job.sheetNumber }), copy: job.copy }), 'roll-80');
const makeQueue = (changes: Partial<ConstructorParameters<typeof PrintQueue>[0]> = {}): PrintQueue =>
  new PrintQueue({
    db,
    printer,
    paperOf,
    clock,
    newId,
    onFault: (error) => faults.push(error),
    pausesMs: [10_000],
    ...changes,
  });
const open = (): StationDatabase => StationDatabase.open({ dataDir: folder, simulated: true, clock, newId });

/** A document row for the job to point at. */
function sheet(n: number): Uuid {
  db.prepare(
    `INSERT INTO document (sequence, id, kind, prevHash, hash, createdAt, createdAtMs, bytes) VALUES (?, ?, 'load-sheet', '', ?, '', 0, x'00')`,
  ).run(n, uuid(n), String(n));
  return uuid(n);
}
const order = (n: number, id = uuid(n)): PrintJob =>
  db.immediate(() => queue.enqueue(id, `U1-1-20261122-000${String(n)}`, '李四'));
const states = (): string[] =>
  queue
    .list()
    .map(({ sheetNumber, copy, state, lastError }) =>
      `${sheetNumber.slice(-1)}/${String(copy)} ${state} ${lastError ?? ''}`.trim(),
    )
    .reverse();
const printed = (): string[] =>
  simulator.tickets.map(({ qr, text, cut }) => {
    const number = qr[0]?.split(' ')[0]?.slice(-1) ?? '?';
    return `${number}${text.includes('补打') ? ' reprint' : ''}${cut ? '' : ' torn'}`;
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'print-queue-'));
  db = open();
  simulator = new EscposPrinterSimulator();
  await simulator.start();
  const address = { host: '127.0.0.1', port: simulator.port };
  printer = new EscposPrinter({ id: 'printer', address, clock, times: TIMES, probe: { wellMs: 1000, awayMs: 20 } });
  printer.start();
  queue = makeQueue();
  faults.length = 0;
  voided.clear();
});
afterEach(async () => {
  await queue.stop();
  await printer.stop();
  await simulator.stop();
  db.close();
  await rm(folder, { recursive: true });
});

describe('printing', () => {
  it('in order, one at a time; later copies are marked', async () => {
    queue.start();
    sheet(1);
    sheet(2);
    expect(order(1)).toMatchObject({ copy: 1, state: 'queued', lastError: null });
    order(2);
    expect(order(1)).toMatchObject({ copy: 2 });
    await until(() => expect(states()).toEqual(['1/1 printed', '2/1 printed', '1/2 printed']));
    expect(printed()).toEqual(['1', '2', '1 reprint']);
    expect(simulator.tickets[2]?.text).toContain('第1次补打');
  });

  it('nothing of a transaction that was undone', async () => {
    queue.start();
    sheet(1);
    const undone = (): void => {
      queue.enqueue(uuid(1), 'U1-1-20261122-0001', '李四');
      throw new Error('undone');
    };
    expect(() => db.immediate(undone)).toThrow('undone');
    sheet(2);
    order(2);
    await until(() => expect(states()).toEqual(['2/1 printed']));
    expect(printed()).toEqual(['2']);
  });

  it('refuses a job outside a transaction', () => {
    sheet(1);
    expect(() => queue.enqueue(uuid(1), 'U1', '李四')).toThrow('transaction');
    expect(() => queue.cancel(uuid(1))).toThrow('transaction');
  });

  it('tells every change, ending with what is', async () => {
    const told: string[][] = [];
    queue.onChange((jobs) => told.push(jobs.map(({ state }) => state)));
    queue.start();
    sheet(1);
    order(1);
    await until(() => expect(told.at(-1)).toEqual(['printed']));
    expect(told).toContainEqual(['queued']);
    expect(told).toContainEqual(['printing']);
  });

  it('lists the newest fifty', () => {
    sheet(1);
    for (let copy = 1; copy <= 60; copy += 1) order(1);
    expect(queue.list().map(({ copy }) => copy)).toEqual(Array.from({ length: 50 }, (_, index) => 60 - index));
  });

  it('before the first byte goes out, the row says so on disk', async () => {
    const seen: unknown[] = [];
    const spy: PaperPrinter = {
      onCondition: () => () => undefined,
      print: async (_, mayStart) => {
        const state = (): unknown => db.prepare<{ state: string }>('SELECT state FROM print_job').get()?.state;
        seen.push(state());
        mayStart();
        seen.push(db.inTransaction, state());
        return Promise.resolve<SendOutcome>({ kind: 'printed' });
      },
    };
    queue = makeQueue({ printer: spy });
    queue.start();
    sheet(1);
    order(1);
    await until(() => expect(states()).toEqual(['1/1 printed']));
    expect(seen).toEqual(['queued', false, 'printing']);
  });
});

describe('a printer that is away', () => {
  it('refused: everything waits with the reason, and goes out at once when it comes back', async () => {
    await simulator.stop();
    queue.start();
    sheet(1);
    sheet(2);
    order(1);
    order(2);
    await until(() => expect(states()).toEqual(['1/1 queued printer.refused', '2/1 queued']));
    await simulator.start();
    // The pause would be 10 s: only the printer's return can have ended it.
    await until(() => expect(states()).toEqual(['1/1 printed', '2/1 printed']));
    expect(printed()).toEqual(['1', '2']);
  });

  it('out of paper: the same', async () => {
    simulator.faults.paperOut = true;
    queue.start();
    sheet(1);
    order(1);
    await until(() => expect(states()).toEqual(['1/1 queued printer.paper-out']));
    simulator.faults.paperOut = false;
    await until(() => expect(states()).toEqual(['1/1 printed']));
    expect(printed()).toEqual(['1']);
  });

  it('drops half-way: uncertain for good, the next one goes on, the reprint is marked', async () => {
    simulator.faults.dropAfter = 300;
    queue.start();
    sheet(1);
    order(1);
    await until(() => expect(states()).toEqual(['1/1 uncertain printer.dropped']));
    simulator.faults.dropAfter = null;
    sheet(2);
    order(2);
    order(1);
    await until(() => expect(states()).toEqual(['1/1 uncertain printer.dropped', '2/1 printed', '1/2 printed']));
    expect(printed()).toEqual(['? torn', '2', '1 reprint']);
  });

  it('tries again by itself after the pause', async () => {
    let tries = 0;
    const moody: PaperPrinter = {
      onCondition: () => () => undefined,
      print: async (_, mayStart) => {
        tries += 1;
        if (tries < 4)
          return Promise.resolve<SendOutcome>({ kind: 'failed', code: 'printer.timeout', sent: false, detail: '' });
        mayStart();
        return Promise.resolve<SendOutcome>({ kind: 'printed' });
      },
    };
    queue = makeQueue({ printer: moody, pausesMs: [1, 2] });
    queue.start();
    sheet(1);
    order(1);
    await until(() => expect(states()).toEqual(['1/1 printed']));
    expect(db.prepare('SELECT attempts FROM print_job').get()).toEqual({ attempts: 4 });
  });

  it('none at all: the job is kept as cancelled', () => {
    queue = makeQueue({ printer: null });
    queue.start();
    sheet(1);
    expect(order(1)).toMatchObject({ state: 'cancelled', lastError: 'printer.absent' });
  });
});

describe('the program ends', () => {
  /** As after kill -9: the old queue and its printer never hear of it, the file is opened anew. */
  const restart = (): void => {
    db.close();
    db = open();
    queue = makeQueue();
  };

  it('while one waits: it is printed after the start, once', async () => {
    sheet(1);
    order(1);
    restart();
    queue.start();
    await until(() => expect(states()).toEqual(['1/1 printed']));
    expect(printed()).toEqual(['1']);
  });

  it('while one is being printed: uncertain, never printed again by itself; the reprint is marked', async () => {
    const never: PaperPrinter = {
      onCondition: () => () => undefined,
      print: async (_, mayStart) => {
        mayStart();
        return new Promise<SendOutcome>(() => undefined);
      },
    };
    queue = makeQueue({ printer: never });
    queue.start();
    sheet(1);
    sheet(2);
    order(1);
    order(2);
    await until(() => expect(states()).toEqual(['1/1 printing', '2/1 queued']));
    restart();
    queue.start();
    await until(() => expect(states()).toEqual(['1/1 uncertain printer.dropped', '2/1 printed']));
    order(1);
    await until(() => expect(states().at(-1)).toBe('1/2 printed'));
    expect(printed()).toEqual(['2', '1 reprint']);
  });

  it('stop lets the paper come to its end, and starts no other', async () => {
    simulator.faults.slowMs = 100;
    queue.start();
    sheet(1);
    sheet(2);
    order(1);
    order(2);
    await until(() => expect(states()[0]).toBe('1/1 printing'));
    await queue.stop();
    expect(states()).toEqual(['1/1 printed', '2/1 queued']);
    queue.start();
    await until(() => expect(states()).toEqual(['1/1 printed', '2/1 printed']));
    expect(printed()).toEqual(['1', '2']);
  });

  it('stop ends a pause at once', async () => {
    await simulator.stop();
    queue.start();
    sheet(1);
    order(1);
    await until(() => expect(states()).toEqual(['1/1 queued printer.refused']));
    await queue.stop();
    expect(states()).toEqual(['1/1 queued printer.refused']);
  });
});

describe('the exit slip', () => {
  it('comes with the first copy where the site wants it, and counts its copies for itself', async () => {
    const kinds: string[] = [];
    queue = makeQueue({
      slipWithSheet: true,
      paperOf: (job) => {
        kinds.push(`${job.kind} ${String(job.copy)}`);
        return layoutSheet(onPaper({ sheet: aSheet({ id: job.sheetId }), copy: job.copy }), 'roll-80', job.kind);
      },
    });
    queue.start();
    sheet(1);
    order(1);
    order(1);
    expect(queue.nextCopy(uuid(1), 'sheet')).toBe(3);
    expect(queue.nextCopy(uuid(1), 'exit-slip')).toBe(2);
    db.immediate(() => queue.enqueue(uuid(1), 'U1-1-20261122-0001', '李四', 'exit-slip'));
    await until(() => expect(simulator.tickets).toHaveLength(4));
    expect(kinds).toEqual(['sheet 1', 'exit-slip 1', 'sheet 2', 'exit-slip 2']);
    const said = simulator.tickets.map(({ text }) => [text.includes('出场小票'), text.includes('补打')]);
    expect(said).toEqual([
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ]);
  });

  it('says to the letter what the gate reads', async () => {
    queue = makeQueue({
      paperOf: (job) => layoutSheet(onPaper({ sheet: aSheet({ id: job.sheetId }) }), 'roll-80', job.kind),
    });
    queue.start();
    sheet(1);
    db.immediate(() => queue.enqueue(uuid(1), 'U1-1-20261122-0001', '李四', 'exit-slip'));
    await until(() => expect(simulator.tickets).toHaveLength(1));
    expect(simulator.tickets[0]?.lines.filter((line) => line !== '')).toEqual([
      '出场小票',
      '车牌号码 晋C·12345',
      '挂车号牌 晋C·6789挂',
      `净重${' '.repeat(26)}32 420 kg`,
      '结论     合格 未超限',
      '开单时间 2026-11-22 14:33:10',
      'SX140181001-1-20261122-0007',
    ]);
  });
});

describe('a printer that is found well, and fails at each paper', () => {
  it('is not tried faster and faster: the pauses grow until a paper is out', async () => {
    let tell: (condition: DeviceCondition) => void = () => undefined;
    const pauses: number[] = [];
    const lengths = [101, 102, 103];
    let fails = true;
    const flapping: PaperPrinter = {
      onCondition: (listener) => ((tell = listener), () => undefined),
      print: (_paper, mayStart) =>
        Promise.resolve<SendOutcome>(
          fails
            ? { kind: 'failed', code: 'printer.refused', sent: false, detail: '' }
            : (mayStart(), { kind: 'printed' }),
        ),
    };
    const timers = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, ms: number) => {
      if (lengths.includes(ms)) pauses.push(ms);
      return setImmediate(run);
    }) as unknown as typeof setTimeout);
    try {
      queue = makeQueue({ printer: flapping, pausesMs: lengths });
      queue.start();
      sheet(1);
      order(1);
      for (let round = 1; round <= 3; round += 1) {
        while (pauses.length < round) await new Promise((resolve) => setImmediate(resolve));
        tell({ state: 'online', since: 0 as EpochMs, detail: null });
      }
    } finally {
      fails = false;
      timers.mockRestore();
    }
    await until(() => expect(states()).toEqual(['1/1 printed']));
    expect(pauses.slice(0, 3)).toEqual([101, 102, 103]);
  });
});

/** A form that was on its way to a needle printer, or lay in the system's queue, when the program was killed. */
describe('the program ends in the middle of a form', () => {
  it.each(['needle printer', 'system printer'])(
    '%s: uncertain, never sent again by itself; the reprint is marked',
    async (kind) => {
      const came: Buffer[] = [];
      const server = createServer((socket) => {
        socket.on('data', (piece: Buffer) => came.push(piece));
        socket.on('error', () => socket.destroy());
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const service = kind === 'system printer' ? await PrintService.start() : null;
      // The queue's printer is away: the job stays with the system.
      await service?.addQueue('office', 'socket://127.0.0.1:9');
      const forms = (): PrinterDevice =>
        service === null
          ? new EscpPrinter({
              id: 'printer',
              clock,
              line: networkLine({ host: '127.0.0.1', port }, { settleMs: 60_000, closeMs: 60_000 }),
            })
          : new SystemPrinter({
              id: 'printer',
              clock,
              queue: new IppQueue('office', { socketPath: service.socketPath }, { workMs: 60_000, againMs: 50 }),
              makePdf: () => Promise.resolve(Buffer.from('%PDF-1.4\nx')),
            });
      const formOf = (job: PrintJob): Paper =>
        layoutSheet(onPaper({ sheet: aSheet({ id: job.sheetId }), copy: job.copy }), 'form-33');
      queue = makeQueue({ printer: forms(), paperOf: formOf });
      queue.start();
      sheet(1);
      order(1);
      const sent = async (): Promise<boolean> =>
        service === null
          ? Buffer.concat(came).includes(0x0c)
          : (await service.command('lpstat', '-W', 'all', '-o')).includes('office-');
      await vi.waitFor(async () => expect(await sent()).toBe(true), { timeout: 20_000 });
      expect(states()).toEqual(['1/1 printing']);
      // As after kill -9: nobody tells the old queue.
      db.close();
      db = open();
      const papers: string[] = [];
      queue = makeQueue({
        printer: {
          onCondition: () => () => undefined,
          print: (paper, mayStart) => (
            papers.push(textOf(paper)),
            mayStart(),
            Promise.resolve<SendOutcome>({ kind: 'printed' })
          ),
        },
        paperOf: formOf,
      });
      queue.start();
      order(1);
      await until(() => expect(states()).toEqual(['1/1 uncertain printer.dropped', '1/2 printed']));
      expect(papers).toHaveLength(1);
      expect(papers[0]).toContain('第1次补打');
      server.close();
      await service?.stop();
    },
  );
});

describe('what lies in a queue of the system', () => {
  let service: PrintService;
  let device: SystemPrinter;
  beforeEach(async () => {
    service = await PrintService.start();
    // Nobody listens there: CUPS keeps on trying.
    await service.addQueue('office', 'socket://127.0.0.1:9');
    device = office();
    queue = makeQueue({
      printer: device,
      paperOf: (job) => layoutSheet(onPaper({ sheet: aSheet({ id: job.sheetId }), copy: job.copy }), 'a4'),
    });
    queue.start();
    sheet(1);
    order(1);
    await vi.waitFor(async () => expect(await waiting()).toContain('office-'), { timeout: 20_000 });
  });
  afterEach(async () => {
    await queue.stop();
    await device.stop();
    await service.stop();
  });
  const office = (): SystemPrinter =>
    new SystemPrinter({
      id: 'printer',
      clock,
      queue: new IppQueue('office', { socketPath: service.socketPath }, { workMs: 60_000, againMs: 50 }),
      makePdf: () => Promise.resolve(Buffer.from('%PDF-1.4\nx')),
    });
  const waiting = (): Promise<string> => service.command('lpstat', '-W', 'not-completed', '-o');

  it('is taken back when its sheet is voided: it would come out a valid paper', async () => {
    db.immediate(() => queue.cancel(uuid(1)));
    await until(() => expect(states()).toEqual(['1/1 uncertain printer.job-ended']));
    expect(await waiting()).toBe('');
  });

  it('is taken back when the program ends', async () => {
    await queue.stop();
    expect(states()).toEqual(['1/1 uncertain printer.job-ended']);
    expect(await waiting()).toBe('');
  });

  it('is taken back by the next start where the program was killed; what others print stays', async () => {
    await writeFile(join(folder, 'other.pdf'), '%PDF-1.4\ny');
    await service.command('lp', '-d', 'office', join(folder, 'other.pdf'));
    expect((await waiting()).trim().split('\n')).toHaveLength(2);
    const next = office();
    next.start();
    await vi.waitFor(async () => expect((await waiting()).trim().split('\n')).toHaveLength(1), { timeout: 20_000 });
    expect(await waiting()).toContain('office-2');
    await next.stop();
  });
});

/** The printer takes it or does not after the row says `printing`: a queue of the system that takes no jobs, a form that was not begun. */
describe('a printer that refuses a paper before its first byte, after it was claimed', () => {
  const refusing = (refuse: () => SendOutcome | null): PaperPrinter => ({
    onCondition: () => () => undefined,
    print: (paper, mayStart, signal) => {
      if (!mayStart()) return Promise.resolve<SendOutcome>({ kind: 'withdrawn' });
      const refusal = refuse();
      return refusal === null ? printer.print(paper, () => true, signal) : Promise.resolve(refusal);
    },
  });
  const REFUSED: SendOutcome = { kind: 'failed', code: 'printer.not-accepting', sent: false, detail: '' };

  it('it waits again with the reason, before those behind it, and is printed once, unmarked', async () => {
    const seen: string[][] = [];
    queue = makeQueue({
      printer: refusing(() => {
        seen.push(states());
        return seen.length < 3 ? REFUSED : null;
      }),
      pausesMs: [10],
    });
    queue.start();
    sheet(1);
    sheet(2);
    order(1);
    order(2);
    await until(() => expect(states()).toEqual(['1/1 printed', '2/1 printed']));
    expect(seen.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => ['1/1 printing', '2/1 queued']));
    expect(printed()).toEqual(['1', '2']);
  });

  it('the reason stands in its row while it waits', async () => {
    queue = makeQueue({ printer: refusing(() => REFUSED) });
    queue.start();
    sheet(1);
    order(1);
    await until(() => expect(states()).toEqual(['1/1 queued printer.not-accepting']));
  });

  it('voided while the printer had it: it does not wait again', async () => {
    queue = makeQueue({
      printer: refusing(() => {
        db.immediate(() => queue.cancel(uuid(1)));
        return REFUSED;
      }),
    });
    queue.start();
    sheet(1);
    order(1);
    await until(() => expect(states()).toEqual(['1/1 cancelled printer.not-accepting']));
  });
});

describe('a void sheet', () => {
  it('whose void is undone stays at the printer; only one that is committed takes it back', async () => {
    let ended = (): void => undefined;
    let abort = new AbortController().signal;
    const slow: PaperPrinter = {
      onCondition: () => () => undefined,
      print: (_paper, mayStart, signal) => {
        mayStart();
        abort = signal;
        return new Promise((resolve) => {
          ended = () => resolve({ kind: 'printed' });
          const taken = { kind: 'failed', code: 'printer.job-ended', sent: true, detail: '' } as const;
          signal.addEventListener('abort', () => resolve(taken));
        });
      },
    };
    queue = makeQueue({ printer: slow });
    queue.start();
    sheet(1);
    order(1);
    await until(() => expect(states()).toEqual(['1/1 printing']));
    const undone = (): void => {
      queue.cancel(uuid(1));
      throw new Error('undone');
    };
    expect(() => db.immediate(undone)).toThrow('undone');
    await new Promise((resolve) => setImmediate(resolve));
    expect(abort.aborted).toBe(false);
    ended();
    await until(() => expect(states()).toEqual(['1/1 printed']));
    order(1);
    await until(() => expect(states().at(-1)).toBe('1/2 printing'));
    db.immediate(() => queue.cancel(uuid(1)));
    await until(() => expect(states().at(-1)).toBe('1/2 uncertain printer.job-ended'));
  });

  it('is not printed: withdrawn with the void', async () => {
    await simulator.stop();
    queue.start();
    sheet(1);
    order(1);
    await until(() => expect(states()).toEqual(['1/1 queued printer.refused']));
    db.immediate(() => queue.cancel(uuid(1)));
    expect(states()).toEqual(['1/1 cancelled printer.refused']);
    await simulator.start();
    sheet(2);
    order(2);
    await until(() => expect(states().at(-1)).toBe('2/1 printed'));
    expect(printed()).toEqual(['2']);
  });

  it('is not printed: its paper is gone when its turn comes', async () => {
    sheet(1);
    order(1);
    voided.add(uuid(1));
    queue.start();
    await until(() => expect(states()).toEqual(['1/1 cancelled']));
    expect(printed()).toEqual([]);
  });

  it('is not printed: voided while the printer was being asked how it is', async () => {
    const slow: PaperPrinter = {
      onCondition: () => () => undefined,
      print: (paper, mayStart) => {
        db.immediate(() => queue.cancel(uuid(1)));
        return printer.print(paper, mayStart);
      },
    };
    queue = makeQueue({ printer: slow });
    queue.start();
    sheet(1);
    order(1);
    await until(() => expect(states()).toEqual(['1/1 cancelled']));
    await queue.stop();
    expect(printed()).toEqual([]);
  });
});

describe('defects', () => {
  it('a sheet that cannot be laid out does not hold up the others', async () => {
    const broken = (job: PrintJob): Paper | null => {
      if (job.sheetId === uuid(1)) throw new Error('no such document');
      return paperOf(job);
    };
    queue = makeQueue({ paperOf: broken });
    queue.start();
    sheet(1);
    sheet(2);
    order(1);
    order(2);
    await until(() => expect(states()).toEqual(['1/1 cancelled rpc.fault', '2/1 printed']));
    expect(faults).toEqual([new Error('no such document')]);
  });

  it('a paper that the driver cannot make: tried three times, said in words, and the next one is printed', async () => {
    const seen: string[] = [];
    const cannot: PaperPrinter = {
      onCondition: () => () => undefined,
      print: (paper, mayStart, signal) =>
        JSON.stringify(paper).includes('20261122-0001')
          ? (seen.push(states()[0] ?? ''), Promise.reject(new Error('the thread that makes the PDF hangs')))
          : printer.print(paper, mayStart, signal),
    };
    queue = makeQueue({ printer: cannot, pausesMs: [10] });
    queue.start();
    sheet(1);
    sheet(2);
    order(1);
    order(2);
    await until(() => expect(states()).toEqual(['1/1 cancelled printer.paper-unmade', '2/1 printed']));
    expect(seen).toEqual(['1/1 queued', '1/1 queued printer.paper-unmade', '1/1 queued printer.paper-unmade']);
    expect(printed()).toEqual(['2']);
    expect(faults).toHaveLength(3);
  });

  it('a disk that refuses before the first byte: nothing is sent, and it is tried again', async () => {
    let refuse = true;
    const writer = {
      prepare: db.prepare.bind(db),
      get inTransaction() {
        return db.inTransaction;
      },
      immediate: <T>(fn: () => T): T =>
        db.immediate(() => {
          const result = fn();
          const { n } = db
            .prepare<{ n: number }>(`SELECT count(*) AS n FROM print_job WHERE state = 'printing'`)
            .get() ?? { n: 0 };
          if (refuse && n > 0) throw new Error('disk full');
          return result;
        }),
    };
    queue = makeQueue({ db: writer, pausesMs: [20] });
    queue.start();
    sheet(1);
    order(1);
    await until(() => expect(faults.length).toBeGreaterThan(2));
    expect(printed()).toEqual([]);
    refuse = false;
    await until(() => expect(states()).toEqual(['1/1 printed']));
    expect(printed()).toEqual(['1']);
  });

  it('a disk that refuses after the last byte: printed is written later, and it is not printed again', async () => {
    let refusals = 0;
    const writer = {
      prepare: db.prepare.bind(db),
      get inTransaction() {
        return db.inTransaction;
      },
      immediate: <T>(fn: () => T): T =>
        db.immediate(() => {
          const result = fn();
          const { n } = db
            .prepare<{ n: number }>(`SELECT count(*) AS n FROM print_job WHERE state = 'printed'`)
            .get() ?? { n: 0 };
          if (n > 0 && refusals < 3) {
            refusals += 1;
            throw new Error('disk full');
          }
          return result;
        }),
    };
    queue = makeQueue({ db: writer, pausesMs: [10] });
    queue.start();
    sheet(1);
    order(1);
    await until(() => expect(states()).toEqual(['1/1 printed']));
    expect(refusals).toBe(3);
    expect(printed()).toEqual(['1']);
  });

  it('a listener that throws is reported and decides nothing', async () => {
    queue.onChange(() => {
      throw new Error('listener');
    });
    queue.start();
    sheet(1);
    order(1);
    await until(() => expect(states()).toEqual(['1/1 printed']));
    expect(faults.length).toBeGreaterThan(0);
  });
});
