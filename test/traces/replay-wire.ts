/**
 * A recorded wire (native/wire-recording.ts) in place of a real one, strictly: what was written then must be written now,
 * the same bytes at the same place in the order, and everything recorded must come about. Time is the test's own.
 */
import { CLOSED_BY_US } from '../../native/byte-link.ts';
import type { LinkEvents, WritableLink, WritableLinkFactory } from '../../native/byte-link.ts';
import { readWireRecording } from '../../native/wire-recording.ts';
import type { WireEntry } from '../../native/wire-trace.ts';
import type { FakeTime } from '../unit/native/fake-time.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const ofClosing = ({ bytes }: WireEntry): string => Buffer.from(bytes).toString('utf8');

export class ReplayWire {
  /** What was done that is not in the recording, in words; empty when all is well. */
  readonly faults: string[] = [];
  readonly #entries: readonly WireEntry[];
  readonly #time: FakeTime;
  #next = 0;
  #link: ReplayLink | null = null;

  constructor(text: string, time: FakeTime) {
    this.#entries = fromABeginning(readWireRecording(text));
    this.#time = time;
  }

  readonly connect: WritableLinkFactory = (events) => new ReplayLink(events, this);

  /** Lets time pass until all is played, or nothing more can come. @throws Error that names what went otherwise */
  play(limitMs = 3_600_000): void {
    for (let ms = 0; ms < limitMs && this.#next < this.#entries.length && this.faults.length === 0; ms += 10)
      this.#time.advance(10);
    this.#verify();
  }

  /** Goes on after the end: nothing more may be done. */
  playOn(ms: number): void {
    this.#time.advance(ms);
    this.#verify();
  }

  #verify(): void {
    const due = this.#entries[this.#next];
    const left = due === undefined ? [] : [`entry ${this.#next + 1} never came about: ${this.#inWords(due)}`];
    const faults = [...this.faults, ...left];
    if (faults.length > 0) throw new Error(faults.join('\n'));
  }

  opened(link: ReplayLink): void {
    const due = this.#entries[this.#next];
    if (due?.what !== 'opened') {
      // A port that is not there yet; opened once more it may be.
      if (due === undefined || this.#link !== null) this.#fault('an opening');
      link.ended('not in the recording');
      return;
    }
    this.#link = link;
    this.#later(() => link.events.onOpen());
  }

  written(link: ReplayLink, bytes: Uint8Array): void {
    const due = this.#entries[this.#next];
    if (link !== this.#link || due?.what !== 'written' || hex(due.bytes) !== hex(bytes)) {
      this.#fault(`written ${hex(bytes)}`);
      return;
    }
    this.#later(() => {});
  }

  closed(link: ReplayLink): void {
    const due = this.#entries[this.#next];
    // The end of the test closes what the recording left open.
    if (due !== undefined && (link !== this.#link || due.what !== 'closed' || ofClosing(due) !== CLOSED_BY_US))
      this.#fault('closed by us');
    else if (due !== undefined) this.#next += 1;
    this.#link = null;
    link.ended(CLOSED_BY_US);
  }

  /** The entry that is due has come about: `run` at once, and the ones after it that need nobody as time passes. */
  #later(run: () => void): void {
    this.#next += 1;
    this.#time.after(0, () => {
      run();
      this.#follow();
    });
  }

  #follow(): void {
    const [before, due] = [this.#entries[this.#next - 1], this.#entries[this.#next]];
    if (before === undefined || due === undefined) return;
    const byUs = due.what === 'closed' && ofClosing(due) === CLOSED_BY_US;
    // These wait for the driver.
    if (due.what === 'opened' || due.what === 'written' || byUs) return;
    const place = this.#next;
    this.#time.after(Math.max(0, due.at - before.at), () => {
      if (this.#next !== place) return;
      const link = this.#link;
      this.#next += 1;
      if (due.what === 'received') link?.events.onBytes(Buffer.from(due.bytes));
      else {
        this.#link = null;
        link?.ended(ofClosing(due));
      }
      this.#follow();
    });
  }

  #fault(what: string): void {
    const due = this.#entries[this.#next];
    this.faults.push(
      `${what} where the recording has ${due === undefined ? 'its end' : `${this.#inWords(due)} (entry ${this.#next + 1})`}`,
    );
  }

  #inWords({ bytes, what }: WireEntry): string {
    return `${what} ${what === 'closed' ? Buffer.from(bytes).toString('utf8') : hex(bytes)}`.trim();
  }
}

/** A ring that has wrapped begins in the middle of an open port: on a line that is asked, with its first question that is left. */
function fromABeginning(entries: readonly WireEntry[]): readonly WireEntry[] {
  const [first] = entries;
  if (first === undefined || first.what === 'opened') return entries;
  const asked = entries.findIndex(({ what }) => what === 'written');
  return [{ at: first.at, what: 'opened', bytes: new Uint8Array() }, ...entries.slice(Math.max(0, asked))];
}

class ReplayLink implements WritableLink {
  readonly events: LinkEvents;
  readonly #wire: ReplayWire;
  #ended = false;

  constructor(events: LinkEvents, wire: ReplayWire) {
    this.events = events;
    this.#wire = wire;
  }

  open(): void {
    this.#wire.opened(this);
  }

  write(bytes: Uint8Array, sent?: () => void): boolean {
    if (this.#ended) return false;
    this.#wire.written(this, bytes);
    sent?.();
    return true;
  }

  close(): void {
    if (!this.#ended) this.#wire.closed(this);
  }

  ended(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.events.onClose(reason);
  }
}
