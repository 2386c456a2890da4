/** Whether the memory of the process stands still while four cameras are recorded, beside one that only receives them. */
import { driftOf, quartersOf, record, withFourStreams, type RecordingTask } from '../endurance/recording.ts';
import { inBenchFolder } from './bench-folder.ts';
import { say, type Bench } from './figure.ts';

/** Two minutes in the bench; an hour by hand: BENCH_RECORDING_S=3600. */
const SECONDS = Number(process.env['BENCH_RECORDING_S'] ?? 120);
/** An hour of trucks in two minutes. */
const TRUCK_EVERY_S = 4;

export const recordingMemory: Bench = {
  name: 'recording-memory',
  unit: 'MB',
  goal: { of: 'value', is: 'at-most', bound: 20 },
  measure: () =>
    withFourStreams(async (addresses) => {
      const baseline = await drift('receive', addresses);
      return { value: await drift('record', addresses), baseline };
    }),
};

function drift(what: RecordingTask['what'], addresses: readonly string[]): Promise<number> {
  return inBenchFolder(async (dataDir) => {
    const recording = await record({ what, dataDir, seconds: SECONDS, truckEveryS: TRUCK_EVERY_S, addresses });
    const { files, framesPerSecond } = recording;
    if (framesPerSecond.some((rate) => rate < 20))
      throw new Error(`pictures were missing: ${framesPerSecond.join(' ')}`);
    const whole = files.filter(({ state }) => state === 'whole').length;
    if (what === 'record' && (whole < SECONDS / 2 || whole < files.length))
      throw new Error(`not recorded: ${whole} of ${files.length} files are whole`);
    const means = quartersOf(recording).map((value) => value.toFixed(1));
    say(`  ${what}: RSS ${means.join(' → ')} MB, ${whole} files, ${recording.cpuS.toFixed(1)} s of processor time`);
    return driftOf(recording);
  });
}
