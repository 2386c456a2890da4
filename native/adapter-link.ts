/**
 * A serial port named by the number of its USB adapter: looked up anew at each opening, so that it is found again wherever
 * it was plugged in. Never by the path it had last: another scale's adapter may be there now.
 */
import { CLOSED_BY_US, reasonOf } from './byte-link.ts';
import type { LinkEvents, WritableLink } from './byte-link.ts';
import { ADAPTER_ABSENT, ADAPTER_TWICE } from './port-fault.ts';
import type { After } from './reconnect.ts';
import type { SerialPortFacts } from './serial-link.ts';
import { pathsOfAdapter, type UsbAdapter } from './usb-adapter.ts';

export interface AdapterLinkOptions {
  readonly adapter: UsbAdapter;
  /** The ports there are now (`listSerialPorts`). */
  readonly listPorts: () => Promise<readonly SerialPortFacts[]>;
  readonly openAt: (path: string, events: LinkEvents) => WritableLink;
  readonly after: After;
}

/** On Linux the list is another program's work. */
const LIST_LIMIT_MS = 3000;

export class AdapterLink implements WritableLink {
  readonly #options: AdapterLinkOptions;
  readonly #events: LinkEvents;
  #link: WritableLink | null = null;
  #callOffLimit: (() => void) | null = null;
  #ended = false;

  constructor(options: AdapterLinkOptions, events: LinkEvents) {
    this.#options = options;
    this.#events = events;
  }

  open(): void {
    const { after, listPorts } = this.#options;
    this.#callOffLimit = after(LIST_LIMIT_MS, () => this.#end('the list of serial ports did not come'));
    listPorts().then(
      (ports) => this.#found(ports),
      (error: unknown) => this.#end(reasonOf(error)),
    );
  }

  write(bytes: Uint8Array, sent?: () => void): boolean {
    return this.#link?.write(bytes, sent) ?? false;
  }

  close(): void {
    if (this.#link === null) this.#end(CLOSED_BY_US);
    else this.#link.close();
  }

  #found(ports: readonly SerialPortFacts[]): void {
    if (this.#ended) return;
    const { adapter, openAt } = this.#options;
    const [path, ...more] = pathsOfAdapter(adapter, ports);
    if (path === undefined) return this.#end(ADAPTER_ABSENT + adapter.serialNumber);
    if (more.length > 0) return this.#end(ADAPTER_TWICE + adapter.serialNumber);
    this.#stopWaiting();
    // From here on the port itself says when it is closed.
    this.#link = openAt(path, this.#events);
    this.#link.open();
  }

  #end(reason: string): void {
    if (this.#ended || this.#link !== null) return;
    this.#ended = true;
    this.#stopWaiting();
    this.#events.onClose(reason);
  }

  #stopWaiting(): void {
    this.#callOffLimit?.();
    this.#callOffLimit = null;
  }
}
