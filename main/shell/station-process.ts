/** The station as Electron's utilityProcess: the desktop form. */
import { type MessagePortMain, utilityProcess } from 'electron';
import { jsonLines, type StationStarter } from '../supervisor/station-starter.ts';

export interface UtilityProcessOptions {
  /** The station's bundle. */
  readonly entry: string;
  /** Called when the process runs its own code, or could not be started. */
  onSpawn(): void;
  /** Takes what a crash writes; the station's own log goes to the data folder. */
  onStandardError(chunk: Buffer): void;
}

export function utilityProcessStarter({ entry, onSpawn, onStandardError }: UtilityProcessOptions): StationStarter {
  return {
    start: () => {
      const child = utilityProcess.fork(entry, [], { serviceName: 'station', stdio: ['ignore', 'pipe', 'pipe'] });
      child.stderr?.on('data', onStandardError);
      child.once('spawn', onSpawn);
      let ended = false;
      child.on('exit', () => {
        ended = true;
        onSpawn();
      });
      return {
        get pid() {
          return child.pid;
        },
        send: (message, { port, sent = () => {} } = {}) => {
          if (!ended) child.postMessage(message, port === undefined ? [] : [port as MessagePortMain]);
          sent();
        },
        onMessage: (listener) => {
          child.on('message', listener);
          child.stdout?.on('data', jsonLines(listener));
        },
        onExit: (listener) => void child.on('exit', listener),
        // Electron's own kill() is the gentle one, which a hung station does not hear.
        kill: () => {
          if (ended) return;
          if (child.pid === undefined) child.kill();
          else process.kill(child.pid, 'SIGKILL');
        },
      };
    },
  };
}
