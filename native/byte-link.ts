/** A wire that brings bytes, whatever it is made of. It has no way to write: an indicator is only ever listened to (protocols.md §1.1). */

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

/** Makes a fresh link that reports to `events`; nothing is reported before `open`. */
export type LinkFactory = (events: LinkEvents) => ByteLink;

/** The reason given when it was our own side that closed the wire. */
export const CLOSED_BY_US = 'closed';

/** What an error says in one short line: its system code where it has one, else its message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : error.message.replace(/^Error:\s*/, '');
}
