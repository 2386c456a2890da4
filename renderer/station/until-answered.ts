/** A first question to the station that is asked again, after a while, for as long as the line is up. */
import type { CallInput, CallName, CallOutput } from '../../preload/contract/index.ts';
import { CodedError } from '../../preload/contract/errors.ts';
import type { Timers } from '../../preload/rpc/port.ts';
import type { RpcClient } from '../../preload/rpc/rpc.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5000;

/**
 * The answer, however often it has to be asked for: a reading thread that restarts, or a disk that is slow, must not cost
 * the window its line. Pauses grow from a quarter of a second to five.
 * @throws CodedError rpc.disconnected when the line is closed, by either side; nothing is waited for any more then
 */
export async function untilAnswered<N extends CallName>(
  line: Pick<RpcClient, 'call' | 'onClose'>,
  timers: Pick<Timers, 'after'>,
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N>> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      return await line.call(name, input);
    } catch (error) {
      if (!(error instanceof CodedError) || error.code === 'rpc.disconnected') throw error;
    }
    await pause(line, timers, pauseMs);
  }
}

function pause(line: Pick<RpcClient, 'onClose'>, timers: Pick<Timers, 'after'>, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const callOff = timers.after(ms, () => {
      stopListening();
      resolve();
    });
    const stopListening = line.onClose(() => {
      callOff();
      reject(new CodedError('rpc.disconnected'));
    });
  });
}
