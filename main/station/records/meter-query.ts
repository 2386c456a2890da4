/** How well plates and displays are read (contract recognition.meter), through the reader. What counts as said is what stands now. */
import type { Light, RecognitionMeter, Tally } from '../../../preload/contract/recognition.ts';
import type { PlateKind } from '../../../preload/contract/readings.ts';
import type { PlateColor } from '../../../preload/contract/vocabulary.ts';
import { proofOf } from '../rules/recognition-meter.ts';
import type { Reader } from '../store/reader.ts';

/** Nobody reads a plate in less. */
const HASTY_MS = 400;
const EVER = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };

/** Beijing has one civil time; no picture is measured for its light. */
const LIGHT = `CASE WHEN (m.atMs / 3600000 + 8) % 24 BETWEEN 6 AND 17 THEN 'day' ELSE 'night' END AS light`;

/**
 * A rear plate that was not said may be a trailer's that nobody noted, or repeat the front's: only the latter is known to be
 * right. A correction is a person's word also where nobody had said anything.
 */
const PLATES = `SELECT m.weighingId, m.atMs, m.cameraId, ${LIGHT}, m.blind, m.color, m.kind, m.rows,
  CASE
    WHEN w.voidedById IS NOT NULL THEN 'voided'
    WHEN m.saidBy = 'nobody' AND iif(m.role = 'front', w.plateFront IS w.plateFrontAsWeighed,
      w.plateRear IS w.plateRearAsWeighed) THEN 'unsaid'
    WHEN m.role = 'front' AND w.plateFront IS NULL THEN iif(m.saidText IS NULL, 'wrong', 'unsaid')
    WHEN m.role = 'rear' AND w.plateRear IS NULL AND m.readText IS NOT w.plateFront THEN 'unsaid'
    WHEN m.readText IS NULL THEN 'notRead'
    WHEN m.readText <> iif(m.role = 'front', w.plateFront, ifnull(w.plateRear, w.plateFront)) THEN 'wrong'
    ELSE iif(m.confirmMs < ${HASTY_MS}, 'hasty', 'right')
  END AS outcome
  FROM plate_outcome m JOIN weighing w ON w.id = m.weighingId WHERE m.atMs BETWEEN @fromMs AND @toMs`;

/** One row a picture. */
export const DISPLAYS = `SELECT m.atMs, m.cameraId, ${LIGHT},
  CASE m.verdict WHEN 'matches' THEN 'right' WHEN 'differs' THEN 'wrong' ELSE 'notRead' END AS outcome
  FROM display_outcome m WHERE m.atMs BETWEEN @fromMs AND @toMs`;

/** One wrong plate makes the truck wrong; one that was said in haste proves nothing of it. */
export const TRUCKS = `SELECT MIN(atMs) AS atMs,
    CASE WHEN SUM(outcome = 'wrong') > 0 THEN 'wrong' WHEN SUM(outcome = 'notRead') > 0 THEN 'notRead'
      WHEN SUM(outcome = 'hasty') > 0 THEN 'hasty' ELSE 'right' END AS outcome
  FROM (${PLATES}) WHERE outcome IN ('right', 'wrong', 'notRead', 'hasty') GROUP BY weighingId`;

/** The texts, exported for the test that looks at their query plans. */
export const METER = {
  plates: `SELECT cameraId, light, blind, color, kind, rows, outcome, COUNT(*) AS count FROM (${PLATES})
    GROUP BY cameraId, light, blind, color, kind, rows, outcome`,
  trucks: `SELECT outcome, COUNT(*) AS count FROM (${TRUCKS}) GROUP BY outcome`,
  displays: `SELECT cameraId, light, outcome, COUNT(*) AS count FROM (${DISPLAYS}) GROUP BY cameraId, light, outcome`,
} as const;

type Outcome = 'right' | 'wrong' | 'notRead' | 'hasty' | 'unsaid' | 'voided';
interface Counted {
  readonly outcome: Outcome;
  readonly count: number;
}
interface Group extends Counted {
  readonly cameraId: string;
  readonly light: Light;
}
interface PlateGroup extends Group {
  readonly blind: 0 | 1;
  readonly color: PlateColor;
  readonly kind: PlateKind;
  readonly rows: 1 | 2 | null;
}

export class MeterQuery {
  readonly #reader: Pick<Reader, 'all'>;

  constructor(reader: Pick<Reader, 'all'>) {
    this.#reader = reader;
  }

  /** Errors as {@link Reader.all}. */
  async of({ from, to }: { from?: string | undefined; to?: string | undefined }): Promise<RecognitionMeter> {
    const range = [
      {
        fromMs: from === undefined ? EVER.fromMs : Date.parse(from),
        toMs: to === undefined ? EVER.toMs : Date.parse(to),
      },
    ] as const;
    const [plates, trucks, displays] = await Promise.all([
      this.#reader.all<PlateGroup>(METER.plates, range),
      this.#reader.all<Counted>(METER.trucks, range),
      this.#reader.all<Group>(METER.displays, range),
    ]);
    return {
      trucks: tallyOf(trucks),
      plates: {
        all: tallyOf(plates),
        blind: tallyOf(plates.filter(({ blind }) => blind === 1)),
        ...byPlace(plates),
        byClass: grouped(plates, ({ color, kind, rows }) => ({ color, kind, rows })).toSorted(mostFirst),
        hasty: countOf(plates, 'hasty'),
        unsaid: countOf(plates, 'unsaid'),
        voided: countOf(plates, 'voided'),
      },
      displays: { all: tallyOf(displays), ...byPlace(displays) },
    };
  }
}

const byPlace = (groups: readonly Group[]): Pick<RecognitionMeter['displays'], 'byCamera' | 'byLight'> => ({
  byCamera: grouped(groups, ({ cameraId }) => ({ cameraId })),
  byLight: grouped(groups, ({ light }) => ({ light })).toSorted((a, b) => (a.light < b.light ? -1 : 1)),
});

/** One tally a key, in the order in which the keys come; without those of which nothing counts. */
function grouped<G extends Counted, K extends object>(groups: readonly G[], keyOf: (group: G) => K): (K & Tallied)[] {
  const found = new Map<string, { readonly key: K; readonly groups: G[] }>();
  for (const group of groups) {
    const key = keyOf(group);
    const text = JSON.stringify(key);
    const before = found.get(text);
    if (before === undefined) found.set(text, { key, groups: [group] });
    else before.groups.push(group);
  }
  return [...found.values()]
    .map(({ key, groups: own }) => ({ ...key, tally: tallyOf(own) }))
    .filter(({ tally }) => tally.rate !== null);
}

interface Tallied {
  readonly tally: Tally;
}
const total = ({ tally: { notRead, right, wrong } }: Tallied): number => right + wrong + notRead;
const mostFirst = (a: Tallied, b: Tallied): number => total(b) - total(a);

function tallyOf(groups: readonly Counted[]): Tally {
  const [right, wrong, notRead] = [countOf(groups, 'right'), countOf(groups, 'wrong'), countOf(groups, 'notRead')];
  const { lowerBound, moreToProve, rate } = proofOf(right, wrong + notRead);
  return { right, wrong, notRead, rate, lowerBound, moreToProve };
}

const countOf = (groups: readonly Counted[], of: Outcome): number =>
  groups.reduce((sum, { count, outcome }) => (outcome === of ? sum + count : sum), 0);
