/**
 * npm run bench [-- --only NAME …] [--strict]
 *
 * One JSON line on stdout per figure; everything else goes to stderr. A figure that could not be measured ends the run
 * with code 1; one that misses its goal does so only with --strict, because a busy machine is no defect.
 */
import { parseArgs } from 'node:util';
import { bundle } from '../../native/runtime/bundle.mjs';
import { captureBesideVideo } from './capture-beside-video.ts';
import { captureCommit } from './capture-commit.ts';
import { curveSignatures3000 } from './curve-signatures.ts';
import { decodes } from './decode.ts';
import { displayRead } from './display-read.ts';
import { excelMemory, excelSeconds } from './excel-export.ts';
import { judge, say, type Bench } from './figure.ts';
import { fileSearch } from './file-search.ts';
import { firstWeight } from './first-weight.ts';
import { frameToScreen } from './frame-to-screen.ts';
import { liveCpu, liveDropped, liveLatency } from './live-view.ts';
import { monthReport, weightBesideReport } from './month-report.ts';
import { outboxDrain } from './outbox-drain.ts';
import { plateSearch, plateSearchBesideLike, recordsFirstPage } from './record-search.ts';
import { recordingMemory } from './recording-memory.ts';
import { rtspStream } from './rtsp-stream.ts';
import { scrollRecords } from './scroll-records.ts';
import { stableToSaved } from './stable-to-saved.ts';
import { streamMemory } from './stream-memory.ts';
import { verifyFigure } from './verify.ts';
import { weightBesideRecognition } from './weight-beside-recognition.ts';
import { weightBesideVideo } from './weight-beside-video.ts';

const BENCHES: readonly Bench[] = [
  ...decodes,
  curveSignatures3000,
  displayRead,
  captureCommit,
  fileSearch,
  rtspStream,
  stableToSaved,
  firstWeight,
  frameToScreen,
  liveLatency,
  liveDropped,
  liveCpu,
  weightBesideVideo,
  weightBesideRecognition,
  captureBesideVideo,
  outboxDrain,
  verifyFigure,
  recordsFirstPage,
  plateSearch,
  plateSearchBesideLike,
  monthReport,
  weightBesideReport,
  excelSeconds,
  excelMemory,
  scrollRecords,
  streamMemory,
  recordingMemory,
];
/** These run the program as it is bundled. */
const NEED_BUNDLES: ReadonlySet<Bench> = new Set([
  verifyFigure,
  stableToSaved,
  firstWeight,
  frameToScreen,
  liveLatency,
  liveDropped,
  liveCpu,
  weightBesideVideo,
  weightBesideRecognition,
  captureBesideVideo,
  scrollRecords,
]);

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true }, strict: { type: 'boolean' } } });
/** `decode` is all of `decode-…`. */
const isCalled = (name: string, called: string): boolean => name === called || name.startsWith(`${called}-`);
const unknown = (values.only ?? []).find((called) => !BENCHES.some(({ name }) => isCalled(name, called)));
if (unknown !== undefined) {
  say(`There is no figure "${unknown}". There are: ${BENCHES.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const chosen = BENCHES.filter(({ name }) => values.only?.some((called) => isCalled(name, called)) ?? true);
if (chosen.some((bench) => NEED_BUNDLES.has(bench))) await bundle({ ifStale: true });

for (const bench of chosen) {
  say(`\n${bench.name}`);
  try {
    const figure = judge(bench, await bench.measure());
    process.stdout.write(`${JSON.stringify(figure)}\n`);
    if (!figure.ok && values.strict === true) process.exitCode = 1;
  } catch (error) {
    say(
      `${bench.name} could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    process.exitCode = 1;
  }
}
