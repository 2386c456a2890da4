/** What the supervisor needs of a running station; utilityProcess and child process are two small adapters to it. */
import type { ToStation } from '../host-protocol.ts';

export interface SendOptions {
  /** A MessagePort that travels with the message; desktop form only. */
  readonly port?: unknown;
  /** Called when the process channel has taken the message. */
  readonly sent?: () => void;
}

export interface StationChild {
  readonly pid: number | undefined;
  /** Does nothing once the process has ended, but `sent` is called all the same. */
  send(message: ToStation, options?: SendOptions): void;
  /** Whatever came over the process channel, unchecked; and lines of standard output, parsed as JSON. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once. `code` is null when a signal ended it. */
  onExit(listener: (code: number | null) => void): void;
  /** At once and for good (SIGKILL). */
  kill(): void;
}

export interface StationStarter {
  start(): StationChild;
}

/** Standard output of a station carries JSON lines of its helper thread; cut into messages, bounded. */
export function jsonLines(listener: (message: unknown) => void): (chunk: Buffer | string) => void {
  const MAX_LINE = 4096;
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = (lines.pop() ?? '').slice(0, MAX_LINE);
    for (const line of lines) {
      const message = parseLine(line);
      if (message !== null) listener(message);
    }
  };
}

/** A line that is no JSON was written by some library: it is no message. */
function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
