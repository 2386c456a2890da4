/** Whether the memory of the process stands still while four cameras are recorded, beside one that only receives them. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RtspServer } from '../sim/rtsp-server/rtsp-server.ts';
import { inBenchFolder } from './bench-folder.ts';
import { say, type Bench } from './figure.ts';

export interface RecordingLooks {
  /** What the process holds of the machine, in MB, every five seconds after the warm-up. */
  readonly looks: readonly number[];
  /** Pictures a second at the end, of each camera. */
  readonly measured: readonly number[];
  readonly rows: readonly { readonly state: string; readonly files: number; readonly bytes: number | null }[];
}

const PROCESS = join(import.meta.dirname, 'recording-memory-process.ts');
const PATHS = ['/1', '/2', '/3', '/4'];
/** Two minutes in the bench; an hour by hand: BENCH_RECORDING_S=3600. */
const SECONDS = Number(process.env['BENCH_RECORDING_S'] ?? 120);

export const recordingMemory: Bench = {
  name: 'recording-memory',
  unit: 'MB',
  goal: { of: 'value', is: 'at-most', bound: 20 },
  async measure() {
    const server = new RtspServer({ paths: PATHS });
    await server.start();
    try {
      const baseline = await drift('receive', server);
      return { value: await drift('record', server), baseline };
    } finally {
      await server.stop();
    }
  },
};

/** From the mean of the first quarter of the looks to the farthest mean of a later quarter. */
async function drift(what: 'record' | 'receive', server: RtspServer): Promise<number> {
  return await inBenchFolder(async (folder) => {
    const addresses = PATHS.map((path) => server.address(path));
    const args = [PROCESS, what, folder, String(SECONDS), ...addresses];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const { looks, measured, rows } = JSON.parse(stdout) as RecordingLooks;
    const quarter = Math.floor(looks.length / 4);
    const means = [0, 1, 2, 3].map((nth) => mean(looks.slice(nth * quarter, (nth + 1) * quarter)));
    if (measured.some((rate) => rate < 20)) throw new Error(`pictures were missing: ${measured.join(' ')}`);
    const whole = rows.find(({ state }) => state === 'whole')?.files ?? 0;
    if (what === 'record' && (whole < SECONDS / 2 || rows.length !== 1))
      throw new Error(`not recorded: ${JSON.stringify(rows)}`);
    say(`  ${what}: RSS ${means.map((value) => value.toFixed(1)).join(' → ')} MB, ${JSON.stringify(rows)}`);
    return Math.max(...means.slice(1).map((value) => Math.abs(value - (means[0] ?? 0))));
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
