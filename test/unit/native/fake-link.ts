/** Links that do what the test says, all attempts kept. */
import { CLOSED_BY_US } from '../../../native/byte-link.ts';
import type { LinkEvents, WritableLink, WritableLinkFactory } from '../../../native/byte-link.ts';

export class FakeLink implements WritableLink {
  /** What was written, one entry a call. */
  readonly written: Uint8Array[] = [];
  /** Whether it takes what is written. */
  takes = true;
  readonly events: LinkEvents;
  readonly #onOpen: (link: FakeLink) => void;
  closed = false;

  constructor(events: LinkEvents, onOpen: (link: FakeLink) => void) {
    this.events = events;
    this.#onOpen = onOpen;
  }

  open(): void {
    this.#onOpen(this);
  }

  write(bytes: Uint8Array, sent?: () => void): boolean {
    if (!this.takes || this.closed) return false;
    this.written.push(Uint8Array.from(bytes));
    sent?.();
    return true;
  }

  close(): void {
    this.fail(CLOSED_BY_US);
  }

  fail(reason: string): void {
    if (this.closed) return;
    this.closed = true;
    this.events.onClose(reason);
  }
}

export class FakeWire {
  /** Every attempt so far. */
  readonly links: FakeLink[] = [];
  /** What an attempt meets; null opens. */
  refuses: string | null = null;

  readonly connect: WritableLinkFactory = (events) => {
    const link = new FakeLink(events, (self) => {
      if (this.refuses === null) self.events.onOpen();
      else self.fail(this.refuses);
    });
    this.links.push(link);
    return link;
  };

  get newest(): FakeLink {
    const link = this.links.at(-1);
    if (link === undefined) throw new Error('no attempt was made');
    return link;
  }

  send(bytes: Uint8Array): void {
    this.newest.events.onBytes(bytes);
  }
}
