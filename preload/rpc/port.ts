/** A line between two processes that carries text, whatever it is made of: MessagePort, WebSocket, process channel. */
export interface Port {
  /** Sends one frame. Does nothing once the line is closed; never throws. */
  post(text: string): void;
  /** Frames of the other side, in order. What is no text comes as it is: the receiver refuses it. */
  onMessage(listener: (data: unknown) => void): void;
  /** Called once, when either side closed the line or the other process ended. */
  onClose(listener: () => void): void;
  close(): void;
  /** Frames that were posted and have not left this process yet. Lines that cannot tell leave it out. */
  backlog?(): number;
}

/** Time and timers as a parameter: milliseconds of a clock that never jumps. */
export interface Timers {
  now(): number;
  /** Runs once after `ms`; returns how to call it off. */
  after(ms: number, run: () => void): () => void;
}
