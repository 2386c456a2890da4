/** The whole time of one truck on the deck, to empty, with what its curve shows. Append-only. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { kg, type Kg, type Timestamp, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { CurvePoint, EarlierPass, Finding } from '../rules/curve/curve.ts';
import type { Writer } from '../store/statement.ts';
import type { SavedOnPass } from '../weighing/pass.ts';

export interface PassRow {
  readonly id: Uuid;
  readonly scaleId: string;
  readonly divisionKg: Kg;
  readonly startedAt: Timestamp;
  readonly endedAt: Timestamp;
  /** The moment of the first point; after a restart later than `startedAt`. */
  readonly curveStartedAt: Timestamp;
  readonly zeroBeforeKg: Kg | null;
  readonly zeroAfterKg: Kg | null;
  /** As the frames came, in at most 3,000 of them; `atMs` counts from the first. */
  readonly points: readonly CurvePoint[];
  readonly topKg: Kg;
  /** A plate, as far as anybody had said one when the pass ended. */
  readonly vehicle: string | null;
  readonly saved: readonly SavedOnPass[];
  /** False: the arrival was not seen, or the curve could not be judged; then nothing follows from there being no findings. */
  readonly judged: boolean;
  readonly findings: readonly Finding[];
}

/** A row without its curve. Rows of before 2026-11-29 have no findings and do not name what was saved. */
export type PassBody = Omit<PassRow, 'points'>;

export const PASS_BY_ID = 'SELECT body, trace FROM pass WHERE id = ?';

/** What {@link PASS_BY_ID} and its like give. */
export interface StoredPass {
  readonly body: string;
  readonly trace: Uint8Array;
}

interface Columns {
  readonly atMs: readonly number[];
  readonly weightKg: readonly (Kg | null)[];
}

export class PassStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  insert(row: PassRow): void {
    const { points, ...rest } = row;
    // Two columns of numbers deflate to about a sixth; 300 passes a day would else be over a gigabyte a year.
    const columns: Columns = { atMs: points.map(({ atMs }) => atMs), weightKg: points.map(({ weightKg }) => weightKg) };
    this.#db
      .prepare('INSERT INTO pass (id, scaleId, startedAt, endedAt, body, trace) VALUES (?, ?, ?, ?, ?, ?)')
      .run(
        row.id,
        row.scaleId,
        row.startedAt,
        row.endedAt,
        JSON.stringify(rest),
        deflateRawSync(JSON.stringify(columns)),
      );
  }

  get(id: Uuid): PassRow | null {
    const row = this.#db.prepare<StoredPass>(PASS_BY_ID).get(id);
    return row === undefined ? null : { ...passBody(row.body), points: pointsOf(row.trace) };
  }

  /** The newest passes of a scale, oldest first. A curve is only read when it is asked for. */
  earlier(scaleId: string, count: number): EarlierPass[] {
    const rows = this.#db
      .prepare<{ id: string; body: string }>(
        'SELECT id, body FROM pass INDEXED BY pass_scale WHERE scaleId = ? ORDER BY rowid DESC LIMIT ?',
      )
      .all(scaleId, count);
    return rows.reverse().map(({ id, body }) => {
      const { saved, vehicle } = passBody(body);
      return { vehicle, savedKg: saved.at(-1)?.weightKg ?? null, points: () => this.#points(id) };
    });
  }

  #points(id: string): readonly CurvePoint[] {
    const row = this.#db.prepare<{ trace: Uint8Array }>('SELECT trace FROM pass WHERE id = ?').get(id);
    return row === undefined ? [] : pointsOf(row.trace);
  }
}

export function passBody(text: string): PassBody {
  const body = JSON.parse(text) as PassBody;
  return {
    ...body,
    saved: body.saved ?? [],
    findings: body.findings ?? [],
    judged: body.judged ?? false,
    vehicle: body.vehicle ?? null,
    divisionKg: body.divisionKg ?? kg(1),
    topKg: body.topKg ?? kg(0),
    curveStartedAt: body.curveStartedAt ?? body.startedAt,
  };
}

/** The two columns of a curve, as they are stored. */
export const passColumns = (trace: Uint8Array): Columns =>
  JSON.parse(inflateRawSync(trace).toString('utf8')) as Columns;

function pointsOf(trace: Uint8Array): readonly CurvePoint[] {
  const { atMs, weightKg } = passColumns(trace);
  return atMs.map((at, index) => ({ atMs: at, weightKg: weightKg[index] ?? null }));
}
