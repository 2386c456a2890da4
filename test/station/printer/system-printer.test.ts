/** A4 and forms through a real CUPS: what reaches the printer, what became of a job, and how a queue is. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { makePdf } from '../../../main/station/pdf/make-pdf.ts';
import { pagePdf } from '../../../main/station/printing/page-pdf.ts';
import { codeTexts } from '../../../main/station/printing/sheet-papers.ts';
import { layoutSheet } from '../../../main/station/printing/sheet-layout.ts';
import { IppQueue } from '../../../native/printer/ipp-queue.ts';
import { qrModules } from '../../../native/printer/qr-modules.ts';
import { SystemPrinter } from '../../../native/printer/system-printer.ts';
import type { PagePaper } from '../../../preload/contract/paper.ts';
import type { EpochMs, MonotonicMs } from '../../../preload/contract/vocabulary.ts';
import { PrintService } from '../../sim/printer/print-service.ts';
import { aSheet, onPaper } from '../../unit/printing/a-sheet.ts';

const run = promisify(execFile);
const clock = { wall: () => Date.now() as EpochMs, monotonic: () => performance.now() as MonotonicMs };
const TIMES = { answerMs: 5000, workMs: 20_000, againMs: 30 };
const yes = (): boolean => true;

async function pdfOf(paper: PagePaper): Promise<Buffer> {
  const codes = await Promise.all(codeTexts(paper).map(async (text) => [text, await qrModules(text)] as const));
  return makePdf(pagePdf(paper, 'load sheet', new Map(codes)));
}

let service: PrintService;
const queue = (name: string, times = {}): IppQueue =>
  new IppQueue(name, { socketPath: service.socketPath }, { ...TIMES, ...times });
beforeAll(async () => {
  service = await PrintService.start();
  await service.addQueue('office');
}, 30_000);
afterAll(() => service.stop());
afterEach(async () => {
  await service.command('cupsenable', 'office');
  await service.command('cupsaccept', 'office');
  service.papers.length = 0;
});

describe('a queue', () => {
  it('prints a sheet: what reaches the printer is the PDF, with the words of the sheet', async () => {
    const printer = new SystemPrinter({ id: 'printer', clock, queue: queue('office'), makePdf: pdfOf });
    const paper = layoutSheet(onPaper({ sheet: aSheet({ receiver: '䶮县𠮷祥商贸有限公司' }), copy: 2 }), 'a4');
    expect(await printer.print(paper)).toEqual({ kind: 'printed' });
    expect(printer.condition().state).toBe('online');
    expect(service.papers).toHaveLength(1);
    const file = join(service.folder, 'out.pdf');
    await writeFile(file, service.papers[0] ?? '');
    const words = (await run('pdftotext', ['-layout', file, '-'])).stdout;
    for (const said of ['货物装载单', '第1次补打', '䶮县𠮷祥商贸有限公司', '48620kg', '单位盖章'])
      expect(words.replace(/\s/g, '')).toContain(said);
    await printer.stop();
  });

  it('is asked before the first byte: withdrawn, nothing reaches it', async () => {
    expect(await queue('office').send(Buffer.from('%PDF-1.4\n'), 'x', () => false)).toEqual({ kind: 'withdrawn' });
    expect((await service.command('lpstat', '-W', 'not-completed', '-o')).trim()).toBe('');
  });

  it('paused by somebody: said in its own word, and nothing is handed over', async () => {
    await service.command('cupsdisable', 'office');
    expect(await queue('office').look()).toEqual({ kind: 'away', code: 'printer.stopped' });
    const asked = vi.fn(yes);
    const outcome = await queue('office').send(Buffer.from('%PDF-1.4\n'), 'x', asked);
    expect(outcome).toMatchObject({ kind: 'failed', code: 'printer.stopped', sent: false });
    expect(asked).not.toHaveBeenCalled();
  });

  it('that takes no jobs: found so before the first byte, in its own word, and well again when it takes them', async () => {
    await service.command('cupsreject', 'office');
    expect(await queue('office').look()).toEqual({ kind: 'away', code: 'printer.not-accepting' });
    const asked = vi.fn(yes);
    expect(await queue('office').send(Buffer.from('%PDF-1.4\n'), 'x', asked)).toMatchObject({
      kind: 'failed',
      code: 'printer.not-accepting',
      sent: false,
    });
    expect(asked).not.toHaveBeenCalled();
    await service.command('cupsaccept', 'office');
    expect(await queue('office').look()).toEqual({ kind: 'well', paperLow: false });
  });

  it('that nobody knows', async () => {
    expect(await queue('nobody').look()).toEqual({ kind: 'away', code: 'printer.no-queue' });
  });

  it('without a print service', async () => {
    const none = new IppQueue('office', { socketPath: join(service.folder, 'nothing.sock') }, TIMES);
    expect(await none.look()).toEqual({ kind: 'away', code: 'printer.no-spooler' });
  });

  it('whose printer is away: the job is withdrawn in the end, and counts as uncertain', async () => {
    // Nobody listens there: CUPS keeps on trying.
    await service.addQueue('away', 'socket://127.0.0.1:9');
    const outcome = await queue('away', { workMs: 1500 }).send(Buffer.from('%PDF-1.4\nx'), 'x', yes);
    expect(outcome).toMatchObject({ kind: 'failed', sent: true, detail: 'withdrawn from the queue' });
    await vi.waitFor(
      async () => expect((await service.command('lpstat', '-W', 'not-completed', '-o', 'away')).trim()).toBe(''),
      { timeout: 20_000 },
    );
  });

  it('whose job somebody cancels: given up, uncertain', async () => {
    await service.addQueue('slow', 'socket://127.0.0.1:9');
    const printing = queue('slow').send(Buffer.from('%PDF-1.4\nx'), 'x', yes);
    await vi.waitFor(
      async () => expect(await service.command('lpstat', '-W', 'not-completed', '-o', 'slow')).toContain('slow-'),
      { timeout: 20_000 },
    );
    await service.command('cancel', '-a', 'slow');
    expect(await printing).toMatchObject({ kind: 'failed', code: 'printer.job-ended', sent: true });
  });
});

describe('a print service that answers oddly', () => {
  let server: Server;
  const operations: number[] = [];
  /** By operation: the answer's bytes behind the version; none = it hangs up. */
  let answers: ReadonlyMap<number, Buffer> = new Map();
  const DONE = Buffer.from([0, 0, 0, 0, 0, 1, 0x03]);
  const [PRINT, GET_JOBS, GET_PRINTER] = [0x0002, 0x000a, 0x000b];
  beforeEach(async () => {
    operations.length = 0;
    server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const operation = Buffer.concat(pieces).readUInt16BE(2);
        operations.push(operation);
        const answer = answers.get(operation);
        if (answer === undefined) request.socket.destroy();
        else
          response
            .writeHead(200, { 'content-type': 'application/ipp' })
            .end(Buffer.concat([Buffer.from([1, 1]), answer]));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  const odd = (): IppQueue =>
    new IppQueue('office', { origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` }, TIMES);

  it('took the document and gives no number for it: uncertain, and looked for before the next one', async () => {
    answers = new Map([
      [PRINT, DONE],
      [GET_JOBS, DONE],
      [GET_PRINTER, DONE],
    ]);
    const queue = odd();
    expect(await queue.send(Buffer.from('%PDF-1.4\nx'), 'x', yes)).toMatchObject({
      kind: 'failed',
      code: 'printer.dropped',
      sent: true,
    });
    await queue.look();
    expect(operations).toEqual([GET_PRINTER, GET_JOBS, PRINT, GET_PRINTER, GET_JOBS]);
  });

  it('takes no jobs any more between the look and the document: nothing was taken, in its own word', async () => {
    const NOT_ACCEPTING = Buffer.from([0x05, 0x06, 0, 0, 0, 1, 0x03]);
    answers = new Map([
      [PRINT, NOT_ACCEPTING],
      [GET_JOBS, DONE],
      [GET_PRINTER, DONE],
    ]);
    expect(await odd().send(Buffer.from('%PDF-1.4\nx'), 'x', yes)).toMatchObject({
      kind: 'failed',
      code: 'printer.not-accepting',
      sent: false,
    });
  });

  it('hangs up instead of answering: uncertain, and looked for before the next one', async () => {
    answers = new Map([
      [GET_JOBS, DONE],
      [GET_PRINTER, DONE],
    ]);
    const queue = odd();
    expect(await queue.send(Buffer.from('%PDF-1.4\nx'), 'x', yes)).toMatchObject({
      code: 'printer.dropped',
      sent: true,
    });
    await queue.look();
    expect(operations).toEqual([GET_PRINTER, GET_JOBS, PRINT, GET_PRINTER, GET_JOBS]);
  });
});

it('a machine without CUPS: the tests are told, their process goes on', async () => {
  await expect(PrintService.start('/nowhere/cupsd')).rejects.toThrow('install the Debian package "cups"');
});
