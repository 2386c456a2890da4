/** Needle printers on the lines that say nothing: a print server, a serial port (a pair of socat), a device file (a FIFO). */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { layoutSheet } from '../../../main/station/printing/sheet-layout.ts';
import { encodeForm, EscpPrinter } from '../../../native/printer/escp-printer.ts';
import { deviceLine, networkLine, serialLine } from '../../../native/printer/one-way-line.ts';
import { SerialLink } from '../../../native/serial-link.ts';
import type { EpochMs, MonotonicMs } from '../../../preload/contract/vocabulary.ts';
import { EscpParser, formLines } from '../../sim/printer/escp-parser.ts';
import { UsbPrinterFile } from '../../sim/printer/usb-printer-file.ts';
import { onPaper } from '../../unit/printing/a-sheet.ts';

const clock = { wall: () => Date.now() as EpochMs, monotonic: () => performance.now() as MonotonicMs };
const paper = layoutSheet(onPaper(), 'form-33');
const yes = (): boolean => true;
const until = (holds: () => unknown): Promise<unknown> => vi.waitFor(holds, { timeout: 20_000, interval: 10 });
let folder: string;
const undo: (() => unknown)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'one-way-'));
});
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
  await rm(folder, { recursive: true });
});

function read(bytes: Buffer): string[] {
  const parser = new EscpParser();
  parser.feed(bytes);
  expect(parser.unknown).toEqual([]);
  expect(parser.forms).toHaveLength(1);
  return parser.forms.flatMap(formLines);
}

describe('a print server', () => {
  let server: Server;
  const got: Buffer[] = [];
  let drop = false;
  beforeEach(async () => {
    got.length = 0;
    drop = false;
    server = createServer((socket) => {
      socket.on('data', (piece: Buffer) => (drop ? socket.resetAndDestroy() : got.push(piece)));
      socket.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    undo.push(() => new Promise((resolve) => server.close(resolve)));
  });
  const line = () =>
    networkLine({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }, { settleMs: 50, closeMs: 2000 });

  it('gets the form and not one byte of a question', async () => {
    const printer = new EscpPrinter({ id: 'printer', clock, line: line() });
    expect(await printer.print(paper)).toEqual({ kind: 'printed' });
    expect(read(Buffer.concat(got))).toContain('货物名称 原煤 (煤炭)                               目的地   河北邯郸');
    await printer.stop();
  });

  it('is looked at without a byte, too', async () => {
    expect(await line().look(new AbortController().signal)).toEqual({ kind: 'well', paperLow: false });
    expect(got).toEqual([]);
  });

  it('that breaks off: uncertain', async () => {
    drop = true;
    expect(await line().send(Buffer.from('abc'), yes)).toMatchObject({
      kind: 'failed',
      code: 'printer.dropped',
      sent: true,
    });
  });
});

describe('a serial port', () => {
  let socat: ChildProcess;
  const port = () => join(folder, 'port');
  beforeEach(async () => {
    socat = spawn('socat', [`pty,raw,echo=0,link=${port()}`, `pty,raw,echo=0,link=${join(folder, 'printer')}`]);
    const kill = (): boolean => socat.kill('SIGKILL');
    process.once('exit', kill);
    undo.push(kill);
    await until(async () =>
      (await Promise.all([open(port(), 'r+'), open(join(folder, 'printer'), 'r+')])).map((f) => f.close()),
    );
  });
  const line = (path = port()) =>
    serialLine((events) => new SerialLink({ path, baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }, events), {
      openMs: 3000,
      writeMs: 10_000,
    });

  it('carries the form', async () => {
    const got: Buffer[] = [];
    const ear = new SerialLink(
      { path: join(folder, 'printer'), baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
      { onOpen: () => undefined, onBytes: (bytes) => got.push(Buffer.from(bytes)), onClose: () => undefined },
    );
    ear.open();
    undo.push(() => ear.close());
    const bytes = await encodeForm(paper);
    expect(await line().send(bytes, yes)).toEqual({ kind: 'printed' });
    await until(() => expect(Buffer.concat(got).equals(bytes)).toBe(true));
    // The port is free again for the next one.
    expect(await line().look(new AbortController().signal)).toEqual({ kind: 'well', paperLow: false });
  });

  it('withdrawn: not a byte', async () => {
    expect(await line().send(Buffer.from('abc'), () => false)).toEqual({ kind: 'withdrawn' });
  });

  it('that is not there', async () => {
    const gone = line(join(folder, 'nothing'));
    expect(await gone.look(new AbortController().signal)).toEqual({ kind: 'away', code: 'printer.refused' });
    expect(await gone.send(Buffer.from('abc'), yes)).toMatchObject({ code: 'printer.refused', sent: false });
  });
});

describe('a device file', () => {
  const path = () => join(folder, 'lp0');

  it('takes the form, and says no more', async () => {
    await writeFile(path(), '');
    const bytes = await encodeForm(paper);
    expect(await deviceLine(path()).send(bytes, yes)).toEqual({ kind: 'printed' });
    expect((await readFile(path())).equals(bytes)).toBe(true);
  });

  it('that takes no more bytes half-way: waited for, and in the end uncertain', async () => {
    await promisify(execFile)('mkfifo', [path()]);
    // Holds the other end open and reads nothing: 64 kB fit in.
    const reader: FileHandle = await open(path(), constants.O_RDONLY | constants.O_NONBLOCK);
    undo.push(() => reader.close());
    const line = deviceLine(path(), { writeMs: 200, againMs: 10 });
    const outcome = await line.send(Buffer.alloc(100_000, 'x'), yes);
    expect(outcome).toMatchObject({ kind: 'failed', code: 'printer.timeout', sent: true });
  });

  it('on USB: not closed before the printer took the last byte', async () => {
    const device = new UsbPrinterFile();
    const bytes = await encodeForm(paper);
    const printing = deviceLine(path(), { againMs: 5 }, () => device.opened()).send(bytes, yes);
    await until(() => expect(device.asked).toBeGreaterThan(3));
    expect(device.isOpen).toBe(true);
    device.takes();
    expect(await printing).toEqual({ kind: 'printed' });
    expect(Buffer.concat(device.got).equals(bytes)).toBe(true);
    expect(device.isOpen).toBe(false);
  });

  it('on USB, out of paper with the last bytes on their way: uncertain, never printed', async () => {
    const device = new UsbPrinterFile();
    const line = deviceLine(path(), { writeMs: 100, againMs: 5 }, () => device.opened());
    expect(await line.send(Buffer.from('abc'), yes)).toMatchObject({
      kind: 'failed',
      code: 'printer.timeout',
      sent: true,
    });
    expect(device.got).toEqual([]);
  });

  it('a write of no size reaches the kernel', async () => {
    // /dev/full refuses every write, also of nothing.
    const file = await open('/dev/full', constants.O_WRONLY);
    undo.push(() => file.close());
    await expect(file.write(Buffer.from('abc'), 3, 0)).rejects.toMatchObject({ code: 'ENOSPC' });
  });

  it('on a parallel port, out of paper: the kernel’s word for it', async () => {
    // /dev/full answers as lp(4) does when the paper is out; USB never does.
    expect(await deviceLine('/dev/full').send(Buffer.from('abc'), yes)).toMatchObject({
      kind: 'failed',
      code: 'printer.paper-out',
      sent: true,
    });
  });

  it('that is not there: nothing was sent', async () => {
    expect(await deviceLine(path()).look(new AbortController().signal)).toEqual({
      kind: 'away',
      code: 'printer.refused',
    });
    expect(await deviceLine(path()).send(Buffer.from('abc'), yes)).toMatchObject({
      code: 'printer.refused',
      sent: false,
    });
  });
});
