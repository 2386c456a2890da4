/** What the platform link takes from outside so that its tests need no real minutes: timers, chance and a log. */

export interface Timers {
  /** Runs `action` once after `delayMs`; the returned function undoes it. */
  after(delayMs: number, action: () => void): () => void;
}

/** The timers of this process. */
export const systemTimers: Timers = {
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Uniform in [0, 1). */
export type Random = () => number;

/** The part of the program's log that the link uses. Never given a token, an enrolment code or a body. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}
