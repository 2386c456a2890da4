/**
 * A wire that brings bytes, whatever it is made of. As `ByteLink` it has no way to write, so that a listened-to indicator
 * never gets a byte (protocols.md §1.1); who has to talk asks for a `WritableLink`.
 */

export interface LinkEvents {
  onOpen(): void;
  /** The bytes belong to the wire and may be overwritten after the call: copy what must stay. */
  onBytes(bytes: Uint8Array): void;
  /**
   * Called exactly once for every `open`: when opening failed, when the other side went away, or after `close`.
   * Nothing is called after it. `reason` is a system code (ECONNREFUSED) or a short technical text.
   */
  onClose(reason: string): void;
}

/** One attempt to hold one wire: made, opened once, closed once, thrown away. Neither method ever throws. */
export interface ByteLink {
  open(): void;
  close(): void;
}

/** A wire for a device that is talked to. */
export interface WritableLink extends ByteLink {
  /**
   * Hands bytes to the open wire; takes all of them, or none while earlier ones still wait to leave (false), so that
   * nothing old piles up behind a device that does not read. They may be changed after the call.
   * @param sent called once they have left this computer; never called when the wire closes before
   */
  write(bytes: Uint8Array, sent?: () => void): boolean;
}

/** Makes a fresh link that reports to `events`; nothing is reported before `open`. */
export type LinkFactory = (events: LinkEvents) => ByteLink;
export type WritableLinkFactory = (events: LinkEvents) => WritableLink;

/** The reason given when it was our own side that closed the wire. */
export const CLOSED_BY_US = 'closed';

/** What an error says in one short line: its system code where it has one, else its message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : error.message.replace(/^Error:\s*/, '');
}
