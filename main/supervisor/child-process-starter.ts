/** The station as a plain child process: the headless form. */
import { fork } from 'node:child_process';
import { jsonLines, type StationStarter } from './station-starter.ts';

export interface ChildProcessOptions {
  /** The station's entry: a bundle, or the TypeScript source under a Node that strips types. */
  readonly entry: string;
  /** Takes the station's log lines. */
  onStandardError(chunk: Buffer): void;
}

export function childProcessStarter({ entry, onStandardError }: ChildProcessOptions): StationStarter {
  return {
    start: () => {
      const child = fork(entry, [], {
        execArgv: [],
        // Standard error is read here, so that a reader of ours that stands still never blocks the station.
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        serialization: 'advanced',
      });
      child.stderr?.on('data', onStandardError);
      let ended = false;
      const endListeners: ((code: number | null) => void)[] = [];
      const end = (code: number | null): void => {
        if (ended) return;
        ended = true;
        for (const listener of endListeners) listener(code);
      };
      child.on('exit', end);
      // Could not be started at all, or a message could not be sent to one that is just ending.
      child.on('error', () => {
        if (child.pid === undefined) end(null);
      });
      return {
        pid: child.pid,
        send: (message, { sent = () => {} } = {}) => {
          // An error here is a process that is just ending; its exit is what counts.
          if (child.connected) child.send(message, () => sent());
          else sent();
        },
        onMessage: (listener) => {
          child.on('message', listener);
          child.stdout?.on('data', jsonLines(listener));
        },
        onExit: (listener) => void endListeners.push(listener),
        kill: () => void child.kill('SIGKILL'),
      };
    },
  };
}
