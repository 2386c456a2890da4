/**
 * npm run measure:displays [-- --pictures 2000] [--seed-base 1] [--panel marked|nudged|unknown] [--narrow]
 *
 * The display reader and its comparison over drawn scenes (test/sim/displays). Each picture is compared with its true
 * value and with changes of one digit of it: how often is that wrong, how often can it not be told. The panel's corners are
 * the true ones, or moved by up to a twentieth of the picture, or not given. With --narrow the panels are 45 to 175 pixels
 * wide, and told apart by their height instead of their make: how large has a display to be seen.
 */
import { parseArgs } from 'node:util';
import { look } from '../../main/station/recognition/display/look.ts';
import { moved, panelSize, type Panel } from '../../main/station/recognition/display/panel.ts';
import { readingOf } from '../../main/station/recognition/display/read.ts';
import { ACCEPT } from '../../main/station/recognition/display/reading.ts';
import { verificationOf } from '../../main/station/recognition/display/verify.ts';
import { Chance } from '../sim/curves/chance.ts';
import { drawScene } from '../sim/displays/display-scene.ts';
import { seenScene } from '../sim/displays/render-scene.ts';
import { oneDigitChanged } from './one-digit-changed.ts';

/** One true pair and so many with one digit changed, of each picture. */
const CHANGES = 4;
/** Small pictures: the panel is as large in them as in a camera's, and drawing them takes a tenth of the time. */
const SIZE = { width: 560, height: 300 };
/** Where the panel has to be found: more around it, and a twentieth is as much of it as in a camera's picture. */
const WIDE = { width: 960, height: 540 };
const NUDGE = 0.05;

const { values } = parseArgs({
  options: {
    pictures: { type: 'string', default: '2000' },
    'seed-base': { type: 'string', default: '1' },
    narrow: { type: 'boolean', default: false },
    panel: { type: 'string', default: 'marked' },
  },
});
const [pictures, base] = [Number(values.pictures), Number(values['seed-base'])];
if (!Number.isSafeInteger(pictures) || pictures < 1 || !Number.isSafeInteger(base)) {
  process.stderr.write('--pictures and --seed-base are whole numbers\n');
  process.exit(2);
}
if (!['marked', 'nudged', 'unknown'].includes(values.panel)) {
  process.stderr.write('--panel is marked, nudged or unknown\n');
  process.exit(2);
}
const size = values.panel === 'marked' ? SIZE : WIDE;

interface Counts {
  pictures: number;
  exact: number;
  accepted: number;
  acceptedWrong: number;
  truePairs: number;
  trueWrong: number;
  trueUntold: number;
  changedPairs: number;
  changedWrong: number;
  changedUntold: number;
}

/** How often a reading of such a confidence is right: by tenths of it. */
const steps = Array.from({ length: 10 }, () => ({ readings: 0, right: 0 }));
const byKind = new Map<string, Counts>();
for (let seed = base; seed < base + pictures; seed += 1) {
  const scene = drawScene(seed, { size, ...(values.narrow ? { panelPixels: 45 + ((seed * 37) % 131) } : {}) });
  const picture = seenScene(scene);
  const [a, b, c, d] = scene.corners;
  if (a === undefined || b === undefined || c === undefined || d === undefined) continue;
  const chance = new Chance(seed ^ 0x2545f491);
  const nudge = new Chance(seed ^ 0x1b873593);
  const by = (side: number): number => nudge.between(-NUDGE, NUDGE) * side;
  const marked: Panel = [a, b, c, d];
  const panel = { marked, nudged: moved(marked, by(size.width), by(size.height)), unknown: null }[values.panel] ?? null;
  const counts = countsOf(values.narrow ? heightClass(panelSize(marked).height) : `${scene.kind}, ${scene.light}`);
  const seen = look(picture, panel);
  const reading = readingOf(seen);
  const step = steps[Math.min(steps.length - 1, Math.floor(reading.confidence * steps.length))];
  if (step !== undefined) {
    step.readings += 1;
    if (reading.text === scene.value) step.right += 1;
  }
  counts.pictures += 1;
  if (reading.text === scene.value) counts.exact += 1;
  if (reading.confidence >= ACCEPT) {
    counts.accepted += 1;
    if (reading.text !== scene.value) {
      counts.acceptedWrong += 1;
      process.stderr.write(
        `seed ${seed}: ${scene.value} read as ${reading.text} at ${reading.confidence.toFixed(2)}\n`,
      );
    }
  }
  const { verdict } = verificationOf(seen, scene.value);
  counts.truePairs += 1;
  if (verdict === 'differs') counts.trueWrong += 1;
  if (verdict === 'cannot-tell') counts.trueUntold += 1;
  for (let change = 0; change < CHANGES; change += 1) {
    const changed = verificationOf(seen, oneDigitChanged(scene.value, chance)).verdict;
    counts.changedPairs += 1;
    if (changed === 'matches') counts.changedWrong += 1;
    if (changed === 'cannot-tell') counts.changedUntold += 1;
  }
}

process.stdout.write(`# seeds ${base} to ${base + pictures - 1}, panel ${values.panel}\n`);
process.stdout.write(
  '| display | pictures | exact | accepted | accepted, wrong | pairs | wrong | cannot tell |\n|---|---|---|---|---|---|---|---|\n',
);
for (const [name, counts] of [...byKind].sort(([a], [b]) => a.localeCompare(b))) line(name, counts);
line('**all**', [...byKind.values()].reduce(sum));
process.stdout.write('\n| confidence | readings | right |\n|---|---|---|\n');
steps.forEach(({ readings, right }, tenth) => {
  const share = readings === 0 ? '' : ` (${((100 * right) / readings).toFixed(1)} %)`;
  process.stdout.write(
    `| ${(tenth / 10).toFixed(1)} to ${((tenth + 1) / 10).toFixed(1)} | ${readings} | ${right}${share} |\n`,
  );
});

/** Eight pixels a class, in the order of size. */
function heightClass(height: number): string {
  const from = Math.min(52, Math.max(4, 8 * Math.floor((height - 4) / 8) + 4));
  return `${String(from).padStart(2, ' ')} pixels and more`;
}

function countsOf(kind: string): Counts {
  const known = byKind.get(kind) ?? {
    pictures: 0,
    exact: 0,
    accepted: 0,
    acceptedWrong: 0,
    truePairs: 0,
    trueWrong: 0,
    trueUntold: 0,
    changedPairs: 0,
    changedWrong: 0,
    changedUntold: 0,
  };
  byKind.set(kind, known);
  return known;
}

function sum(a: Counts, b: Counts): Counts {
  const keys = Object.keys(a) as (keyof Counts)[];
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as unknown as Counts;
}

function line(name: string, counts: Counts): void {
  const share = (count: number, of: number): string => `${count} (${((100 * count) / Math.max(1, of)).toFixed(2)} %)`;
  const pairs = counts.truePairs + counts.changedPairs;
  const cells = [
    name,
    counts.pictures,
    share(counts.exact, counts.pictures),
    share(counts.accepted, counts.pictures),
    counts.acceptedWrong,
    pairs,
    share(counts.trueWrong + counts.changedWrong, pairs),
    share(counts.trueUntold + counts.changedUntold, pairs),
  ];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}
