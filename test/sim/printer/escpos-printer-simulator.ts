/** A network receipt printer on TCP: takes ESC/POS, answers status questions, keeps each ticket as text and as a picture. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { EscposParser, type PrintedRow } from './escpos-parser.ts';
import { drawPaper } from './paper-picture.ts';

export interface Ticket {
  /** All lines, joined; double-width characters once. */
  readonly text: string;
  readonly lines: readonly string[];
  readonly qr: readonly string[];
  readonly rows: readonly PrintedRow[];
  /** False when the connection ended before the knife came: half a paper hangs out. */
  readonly cut: boolean;
  /** What came over the line since the last ticket. */
  readonly bytes: Buffer;
  png(): Buffer;
}

export interface PrinterFaults {
  /** Hangs up after so many bytes of one connection (status questions not counted). */
  dropAfter: number | null;
  paperOut: boolean;
  /** The roll ends after so many more lines; what comes after does not reach the paper. */
  paperLinesLeft: number | null;
  paperLow: boolean;
  coverOpen: boolean;
  /** Switched offline by its button. */
  offline: boolean;
  /** Never answers a status question. */
  silentStatus: boolean;
  /** Answers in real time only: does not know GS r. */
  realTimeOnly: boolean;
  /** Takes connections and never closes its side. */
  neverCloses: boolean;
  /** Milliseconds before it works off what it was sent. */
  slowMs: number;
}

const NO_FAULTS: PrinterFaults = {
  dropAfter: null,
  paperOut: false,
  paperLinesLeft: null,
  paperLow: false,
  coverOpen: false,
  offline: false,
  silentStatus: false,
  realTimeOnly: false,
  neverCloses: false,
  slowMs: 0,
};

export interface SimulatorOptions {
  readonly columns?: 32 | 42 | 48;
  readonly port?: number;
  readonly host?: string;
  readonly onTicket?: (ticket: Ticket) => void;
}

export class EscposPrinterSimulator {
  readonly columns: 32 | 42 | 48;
  readonly tickets: Ticket[] = [];
  readonly faults: PrinterFaults = { ...NO_FAULTS };
  /** Connections taken so far. */
  connections = 0;
  /** Lines that were wider than the paper, over all tickets. */
  wrapped = 0;
  /** Commands that no ESC/POS printer knows, in hex. */
  readonly unknown: string[] = [];
  port: number;
  readonly #host: string;
  readonly #onTicket: ((ticket: Ticket) => void) | null;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;

  constructor({ columns = 48, port = 0, host = '127.0.0.1', onTicket }: SimulatorOptions = {}) {
    this.columns = columns;
    this.port = port;
    this.#host = host;
    this.#onTicket = onTicket ?? null;
  }

  /** Switches the printer on; after {@link stop} it comes back on the same port. */
  async start(): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, (socket) => this.#serve(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, this.#host, resolve);
    });
    this.port = (server.address() as AddressInfo).port;
  }

  /** Switches it off: connections break, new ones are refused. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  get isReady(): boolean {
    const { paperOut, coverOpen, offline, paperLinesLeft } = this.faults;
    return !paperOut && !coverOpen && !offline && paperLinesLeft !== 0;
  }

  #serve(socket: Socket): void {
    this.connections += 1;
    this.#sockets.add(socket);
    const session = new Session(this, socket, (ticket) => {
      this.tickets.push(ticket);
      this.#onTicket?.(ticket);
    });
    socket.on('data', (bytes) => session.take(bytes));
    socket.on('end', () => session.end());
    // A client that breaks off is an everyday event for a printer; `close` follows.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#sockets.delete(socket);
      session.gone();
    });
  }
}

/** What one connection has on the paper so far. */
class Session {
  readonly #printer: EscposPrinterSimulator;
  readonly #socket: Socket;
  readonly #onTicket: (ticket: Ticket) => void;
  readonly #parser: EscposParser;
  #rows: PrintedRow[] = [];
  #bytes: Buffer[] = [];
  #received = 0;
  /** Half a DLE EOT n, waiting for its rest. */
  #held = Buffer.alloc(0);
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(printer: EscposPrinterSimulator, socket: Socket, onTicket: (ticket: Ticket) => void) {
    this.#printer = printer;
    this.#socket = socket;
    this.#onTicket = onTicket;
    this.#parser = new EscposParser(printer.columns, {
      onRow: (row) => this.#print(row),
      onCut: () => this.#tearOff(true),
      onStatusAsked: () => {
        const { silentStatus, realTimeOnly } = printer.faults;
        if (!silentStatus && !realTimeOnly && printer.isReady) this.#answer(printer.faults.paperLow ? 0x03 : 0x00);
      },
    });
  }

  take(bytes: Buffer): void {
    const data = this.#answerRealTime(bytes);
    if (data.length === 0) return;
    const { dropAfter, slowMs } = this.#printer.faults;
    const room = dropAfter === null ? data.length : Math.max(0, dropAfter - this.#received);
    this.#received += data.length;
    const taken = data.subarray(0, room);
    if (slowMs > 0) {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.#work(taken);
      }, slowMs);
      this.#timers.add(timer);
    } else this.#work(taken);
    if (room < data.length) this.#socket.resetAndDestroy();
  }

  end(): void {
    if (!this.#printer.faults.neverCloses) this.#socket.end();
  }

  gone(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    if (this.#rows.length > 0) this.#tearOff(false);
  }

  /** What comes while it cannot print is taken from the line and never reaches the paper. */
  #work(bytes: Buffer): void {
    if (!this.#printer.isReady) return;
    this.#bytes.push(bytes);
    this.#parser.feed(bytes);
    this.#printer.wrapped += this.#parser.wrapped;
    this.#parser.wrapped = 0;
    this.#printer.unknown.push(...this.#parser.unknown.splice(0));
  }

  #print(row: PrintedRow): void {
    const { faults } = this.#printer;
    if (faults.paperLinesLeft === 0) return;
    this.#rows.push(row);
    if (faults.paperLinesLeft !== null) faults.paperLinesLeft -= 1;
  }

  #tearOff(cut: boolean): void {
    if (this.#printer.faults.paperLinesLeft === 0 && cut) return;
    const { columns } = this.#printer;
    const rows = this.#rows;
    const lines = rows.flatMap((row) => (row.kind === 'line' ? [row.chars.map(({ char }) => char).join('')] : []));
    this.#onTicket({
      text: lines.join('\n'),
      lines,
      qr: rows.flatMap((row) => (row.kind === 'qr' ? [row.text] : [])),
      rows,
      cut,
      bytes: Buffer.concat(this.#bytes),
      png: () => drawPaper(rows, columns),
    });
    this.#rows = [];
    this.#bytes = [];
  }

  /** DLE EOT n is heard in the middle of anything and answered at once; returns the other bytes. */
  #answerRealTime(incoming: Buffer): Buffer {
    const bytes = Buffer.concat([this.#held, incoming]);
    const others: number[] = [];
    let at = 0;
    for (; at < bytes.length; at += 1) {
      if (bytes[at] !== 0x10) others.push(bytes[at] ?? 0);
      else if (at + 2 >= bytes.length) break;
      else if (bytes[at + 1] === 0x04) {
        this.#answerNumber(bytes[at + 2] ?? 0);
        at += 2;
      } else others.push(0x10);
    }
    this.#held = Buffer.from(bytes.subarray(at));
    return Buffer.from(others);
  }

  #answerNumber(n: number): void {
    const { faults, isReady } = this.#printer;
    if (faults.silentStatus) return;
    const noPaper = faults.paperOut || faults.paperLinesLeft === 0;
    if (n === 1) this.#answer(0x12 | (isReady ? 0 : 0x08));
    else if (n === 2) this.#answer(0x12 | (faults.coverOpen ? 0x04 : 0) | (noPaper ? 0x20 : 0));
    else if (n === 4) this.#answer(0x12 | (faults.paperLow ? 0x0c : 0) | (noPaper ? 0x6c : 0));
    else this.#answer(0x12);
  }

  #answer(byte: number): void {
    if (!this.#socket.destroyed && this.#socket.writable) this.#socket.write(Buffer.from([byte]));
  }
}
