/**
 * The window's one door to the station. Its listener is attached when this module is loaded, at the top of main.tsx's
 * imports: a port handed over before that would be lost. Every new port replaces the one before: subscriptions and
 * snapshots are made afresh.
 */
import type { CallInput, CallName, CallOutput } from '../../preload/contract/index.ts';
import { calls } from '../../preload/contract/index.ts';
import { CodedError } from '../../preload/contract/errors.ts';
import { ShellMessage, type PageMessage } from '../../preload/contract/shell.ts';
import type { ScaleReading, WeighingState } from '../../preload/contract/weighing.ts';
import { messagePort } from '../../preload/rpc/message-port.ts';
import { RpcClient, RpcError } from '../../preload/rpc/rpc.ts';
import { RequestIds } from './request-ids.ts';
import { tell, type TimedReading } from './live-store.ts';
import { untilAnswered } from './until-answered.ts';

/** More than there are scales. */
const SHEETS_KEPT = 8;

let client: RpcClient | null = null;
const requestIds = new RequestIds(() => crypto.randomUUID());
const reconnectListeners = new Set<() => void>();

/**
 * Asks the station. A call that changes something and was cut off by a disconnect keeps its request id: asked again
 * with the same input, the station answers with what it did the first time.
 * @throws CodedError with the station's code; rpc.disconnected while there is no line
 */
export async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  if (client === null) throw new RpcError('rpc.disconnected');
  if (!calls[name].changes) return client.call(name, input);
  const requestId = requestIds.idFor(name, input);
  try {
    const output = await client.call(name, input, { requestId });
    requestIds.settled(name, input);
    return output;
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'rpc.disconnected') requestIds.settled(name, input);
    throw error;
  }
}

/** Called whenever a fresh line is up and the mirror is fresh again. */
export function onReconnect(listener: () => void): () => void {
  reconnectListeners.add(listener);
  return () => void reconnectListeners.delete(listener);
}

/** Asks the shell to start a station that it had given up. */
export const retryStation = (): void => toShell({ type: 'station-retry' });

const toShell = (message: PageMessage): void => window.postMessage(message, window.location.origin);

function connect(port: MessagePort): void {
  client?.stop();
  const next = new RpcClient(messagePort(port));
  client = next;
  next.subscribe('scale.reading', (reading) => tell((live) => ({ readings: { ...live.readings, ...timed(reading) } })));
  next.subscribe('weighing.changed', (state) => tell((live) => ({ weighings: { ...live.weighings, ...own(state) } })));
  next.subscribe('weighing.saved', () => tell((live) => ({ saved: live.saved + 1 })));
  next.subscribe('gate.passed', () => tell((live) => ({ passed: live.passed + 1 })));
  next.subscribe('gate.changed', () => tell((live) => ({ passed: live.passed + 1 })));
  next.subscribe('barrier.changed', (state) =>
    tell((live) => ({ barriers: { ...live.barriers, [state.placeId]: state } })),
  );
  next.subscribe('devices.changed', (devices) => tell({ devices }));
  next.subscribe('outbox.changed', (outbox) => tell({ outbox }));
  next.subscribe('scale.listening', (listening) => tell({ listening }));
  next.subscribe('cameras.trial', (trial) => tell({ trial }));
  next.subscribe('warnings.changed', (warnings) => tell({ warnings }));
  next.subscribe('print.changed', (printJobs) => tell({ printJobs }));
  next.subscribe('loadSheet.issued', (sheet) =>
    tell((live) => ({ sheets: [sheet, ...live.sheets].slice(0, SHEETS_KEPT), saved: live.saved + 1 })),
  );
  next.onClose(() => {
    if (client !== next) return;
    client = null;
    // What was on screen is old from now on: the weight goes at once.
    tell({ connected: false, readings: {}, trial: null });
  });
  next.start();
  void snapshot(next);
}

const timed = (reading: ScaleReading): Record<string, TimedReading> => ({
  [reading.scaleId]: { reading, at: performance.now() },
});
const own = (state: WeighingState): Record<string, WeighingState> => ({ [state.scaleId]: state });

const timers = {
  after: (ms: number, run: () => void): (() => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Each question stands for itself: one that fails is asked again, and takes neither the line nor the others' answers away. */
async function snapshot(line: RpcClient): Promise<void> {
  try {
    const info = await untilAnswered(line, timers, 'station.info', {});
    // Each is told as it comes: what a push says after it must not be overwritten while another answer is waited for.
    const told = async <N extends CallName>(
      name: N,
      input: CallInput<N>,
      as: (output: CallOutput<N>) => Parameters<typeof tell>[0],
    ) => {
      const output = await untilAnswered(line, timers, name, input);
      if (client === line) tell(as(output));
    };
    const ofScales = info.scales.flatMap(({ id: scaleId }) => [
      // A push that was quicker is newer.
      told('scale.current', { scaleId }, (reading) => (live) => ({
        readings: { ...timed(reading), ...live.readings },
      })),
      told('weighing.state', { scaleId }, (state) => (live) => ({ weighings: { ...live.weighings, ...own(state) } })),
    ]);
    const first = Promise.all([...ofScales, told('devices.list', {}, (devices) => ({ devices }))]).then(() => {
      if (client !== line) return;
      tell((live) => ({ connected: true, info, saved: live.saved + 1 }));
      for (const listener of [...reconnectListeners]) listener();
    });
    // The weight waits for nothing that has to be read from the disk.
    await Promise.all([
      first,
      told('outbox.status', {}, (outbox) => ({ outbox })),
      told('warnings.open', {}, (warnings) => ({ warnings })),
      told('print.list', {}, (printJobs) => ({ printJobs })),
      told('barrier.state', {}, (states) => ({
        barriers: Object.fromEntries(states.map((state) => [state.placeId, state])),
      })),
    ]);
  } catch (error) {
    // The line broke again; the next one brings its own snapshot.
    if (!(error instanceof CodedError)) throw error;
  }
}

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (event.source !== window || event.origin !== window.location.origin) return;
  const message = ShellMessage.safeParse(event.data);
  if (!message.success) return;
  switch (message.data.type) {
    case 'station-status': {
      const { type: _type, ...said } = message.data;
      tell({ status: said });
      // The station is gone: what it said last is old now, whether or not the line has noticed yet.
      if (said.status === 'restarting' || said.status === 'given-up') client?.stop();
      return;
    }
    case 'station-port': {
      const port = event.ports[0];
      if (port !== undefined) connect(port);
      return;
    }
    case 'window-shown':
      tell({ shown: message.data.shown });
      return;
    case 'live-port':
    case 'live-refused':
      // live/live-lines.ts asked for it.
      return;
  }
});
toShell({ type: 'window-ready' });
