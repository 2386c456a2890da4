/** A serial port as a wire of bytes: the only door to `serialport`. */
import { SerialPort } from 'serialport';
import { CLOSED_BY_US, reasonOf } from './byte-link.ts';
import type { LinkEvents, WritableLink } from './byte-link.ts';

export interface SerialSettings {
  readonly path: string;
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd' | 'mark' | 'space';
  readonly stopBits: 1 | 2;
}

/** A serial port of this computer; null is what the system does not tell. */
export interface SerialPortFacts {
  readonly path: string;
  readonly maker: string | null;
  /** The USB adapter's own number: it stays when the adapter gets another path. */
  readonly serialNumber: string | null;
  /** `vendor:product` of the adapter, four hex digits each. */
  readonly usbId: string | null;
}

/** The ports there are now. @throws Error where the system has no list (Linux without udev) */
export async function listSerialPorts(): Promise<readonly SerialPortFacts[]> {
  const ports = await SerialPort.list();
  return ports.map(({ manufacturer, path, productId, serialNumber, vendorId }) => ({
    path,
    maker: manufacturer ?? null,
    serialNumber: serialNumber ?? null,
    usbId: vendorId === undefined || productId === undefined ? null : `${vendorId}:${productId}`.toLowerCase(),
  }));
}

/** A port whose device is gone may never confirm that it is closed (node-serialport 1270, 1465). */
const CLOSE_LIMIT_MS = 2000;

/**
 * The modem lines (hupcl, DTR, RTS) are left as the library sets them: DTR stays on while the port is open, because
 * many RS-232/485 converters draw their power from it, and `hupcl: false` would switch it off on Windows.
 */
export class SerialLink implements WritableLink {
  readonly #settings: SerialSettings;
  readonly #events: LinkEvents;
  #port: SerialPort | null = null;
  #closeLimit: NodeJS.Timeout | null = null;
  #closing = false;
  #ended = false;

  constructor(settings: SerialSettings, events: LinkEvents) {
    this.#settings = settings;
    this.#events = events;
  }

  open(): void {
    const { path, baudRate, dataBits, parity, stopBits } = this.#settings;
    let port: SerialPort;
    try {
      port = new SerialPort({ path, baudRate, dataBits, parity, stopBits, autoOpen: false });
    } catch (error) {
      this.#end(reasonOf(error));
      return;
    }
    this.#port = port;
    // These listeners live as long as the port object, which is never opened again.
    port.on('data', (bytes: Uint8Array) => {
      if (!this.#closing && !this.#ended) this.#events.onBytes(bytes);
    });
    port.on('error', (error) => this.#end(reasonOf(error)));
    port.on('end', () => this.close());
    port.on('close', (error: Error | null) => this.#end(error ? reasonOf(error) : CLOSED_BY_US));
    port.open((error) => {
      if (error) this.#end(reasonOf(error));
      else if (this.#closing || this.#ended) this.#shut(port);
      else this.#events.onOpen();
    });
  }

  write(bytes: Uint8Array, sent?: () => void): boolean {
    const port = this.#port;
    if (port === null || !port.isOpen || port.writableLength > 0 || this.#closing || this.#ended) return false;
    // Whatever goes wrong comes as the event `error` or `close` and ends the link.
    port.write(Buffer.from(bytes), (error) => {
      if (error == null && sent !== undefined && port.isOpen)
        port.drain((failed) => {
          if (failed === null) sent();
        });
    });
    return true;
  }

  close(): void {
    if (this.#closing || this.#ended) return;
    this.#closing = true;
    if (this.#port === null) return this.#end(CLOSED_BY_US);
    this.#closeLimit = setTimeout(() => this.#end('close timed out'), CLOSE_LIMIT_MS);
    // While it is still opening it cannot be closed: the callback of `open` does it.
    if (!this.#port.opening) this.#shut(this.#port);
  }

  #shut(port: SerialPort): void {
    port.close((error) => this.#end(error ? reasonOf(error) : CLOSED_BY_US));
  }

  #end(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#closeLimit !== null) clearTimeout(this.#closeLimit);
    const port = this.#port;
    // An error does not always close the port; left open it would keep its lock and refuse the next attempt.
    if (port?.isOpen === true) this.#shut(port);
    this.#events.onClose(reason);
  }
}
