/** A wire whose happenings are kept: what came, what was written, when it opened and why it closed. */
import type { Clock } from '../preload/contract/vocabulary.ts';
import type { WritableLinkFactory } from './byte-link.ts';
import type { WireHappening, WireTrace } from './wire-trace.ts';

const NO_BYTES = new Uint8Array();
/** Of what a system says of a closed port. */
const MOST_REASON = 200;

/** The same wire; an attempt that never opened leaves nothing in the trace (the log has it). */
export function tracedLink(connect: WritableLinkFactory, trace: WireTrace, clock: Clock): WritableLinkFactory {
  const note = (what: WireHappening, bytes: Uint8Array): void =>
    trace.push(what, bytes, clock.wall(), clock.monotonic());
  return (events) => {
    let opened = false;
    const link = connect({
      onOpen: () => {
        opened = true;
        note('opened', NO_BYTES);
        events.onOpen();
      },
      onBytes: (bytes) => {
        note('received', bytes);
        events.onBytes(bytes);
      },
      onClose: (reason) => {
        if (opened) note('closed', Buffer.from(reason.slice(0, MOST_REASON), 'utf8'));
        events.onClose(reason);
      },
    });
    return {
      open: () => link.open(),
      close: () => link.close(),
      write: (bytes, sent) => {
        const taken = link.write(bytes, sent);
        if (taken) note('written', bytes);
        return taken;
      },
    };
  };
}
