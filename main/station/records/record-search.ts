/**
 * The records list as SQL: one page of one step, how many plates fit, how much it is altogether. Every filter stands in the index
 * that is walked (migration 0180). Pure.
 *
 * A text is looked for as the tail of a plate, then anywhere in a plate, then as the end of a sheet's number. Three characters and
 * more are found by trigrams; fewer by reading the list of plates, which are few beside their weighings. Of the plates that fit,
 * only those named newest can be on a page: their mentions are read as far as the page reaches and no further. Where so many plates
 * fit that even that is slow, nearly every weighing does, and the list is walked in order of time.
 */
import type { RecordFilter } from '../../../preload/contract/records.ts';
import type { SqlValue } from '../store/statement.ts';

/** Where a page begins: beyond this weighing of this step. */
export interface Cursor {
  readonly step: number;
  readonly atMs: number;
  readonly sequence: number;
}
export type Direction = 'older' | 'newer';
export type Step = 'tail' | 'inside' | 'number';
export type Params = Record<string, SqlValue>;
export interface Query {
  readonly sql: string;
  readonly params: Readonly<Params>;
}

/** So many plates are looked at one by one; above that the list is walked. */
export const MOST_PLATES = 300;
/** So many parts on their way are looked up one by one; above that the list is walked. */
export const MOST_PARTS = 20_000;

/** Plates are stored without the dot and the spaces that people write. */
export const plateText = (filter: RecordFilter): string => (filter.text ?? '').toUpperCase().replaceAll(/[·•.\s]/g, '');

/** null: the one step of a search without text. */
export function stepsOf(filter: RecordFilter): readonly (Step | null)[] {
  const text = plateText(filter);
  if (text === '') return [null];
  const plates: readonly Step[] = /^[\p{L}\p{N}]+$/u.test(text) ? ['tail', 'inside'] : [];
  return /^[\dA-Za-z-]+$/.test(filter.text ?? '') ? [...plates, 'number'] : plates;
}

const ENDS = (text: string): string => `substr(${text}, -length(@plate)) = @plate`;
const PLATES = ['w.plateFront', 'w.plateRear', 'w.plateFrontAsWeighed', 'w.plateRearAsWeighed'];
/** Of a weighing `w`: some plate of it. */
const SOME_ENDS = `(${PLATES.map((plate) => `ifnull(${ENDS(plate)}, 0)`).join(' OR ')})`;
const SOME_HAS = `(${PLATES.map((plate) => `ifnull(instr(${plate}, @plate), 0)`).join(' OR ')})`;
/** What an earlier step has shown already. */
const SHOWN_BEFORE: Readonly<Record<Step, string>> = { tail: '0', inside: SOME_ENDS, number: SOME_HAS };

/** What of a number every sheet is listed by. */
const SERIAL = 4;
const NUMBER = `SELECT s.grossWeighingId FROM load_sheet s WHERE s.status = 'issued'
  AND substr(s.number, -4) = substr(@number, -4) AND substr(s.number, -length(@number)) = @number`;

/** The plates that fit as `text`. */
function plates(step: 'tail' | 'inside' | 'both', plate: string): string {
  const parts = [...plate].length >= 3;
  const fits = { tail: ENDS('p.text'), inside: `instr(p.text, @plate) > 0 AND NOT ${ENDS('p.text')}` };
  const condition = step === 'both' ? 'instr(p.text, @plate) > 0' : fits[step];
  return parts
    ? `SELECT p.text FROM plate_part p WHERE p.text MATCH @part AND ${condition}`
    : `SELECT p.text FROM plate p WHERE ${condition}`;
}

function textParams(filter: RecordFilter): Params {
  const plate = plateText(filter);
  // Quoted, it is one phrase: what it says is text, never FTS5's language.
  return {
    plate,
    part: `"${plate.replaceAll('"', '""')}"`,
    number: (filter.text ?? '').toUpperCase().padStart(SERIAL, '0'),
  };
}

/** How many plates fit, up to one more than are looked at one by one. */
export function countPlates(filter: RecordFilter, step: 'tail' | 'inside'): Query {
  const { plate, part } = textParams(filter);
  return {
    sql: `SELECT COUNT(*) AS found FROM (${plates(step, String(plate))} LIMIT ${MOST_PLATES + 1})`,
    params: { plate: plate ?? '', part: part ?? '' },
  };
}

/** How many parts are in that state, up to one more than are looked up one by one. */
export const COUNT_PARTS = `SELECT COUNT(*) AS found FROM (SELECT 1 FROM outbox WHERE state = ? LIMIT ${MOST_PARTS + 1})`;

interface Conditions {
  readonly where: readonly string[];
  readonly params: Params;
  /** null: whichever SQLite takes. */
  readonly index: string | null;
}

const VERDICTS = { 'over-limit': 'w.overKg > 0', 'within-limit': 'w.overKg = 0', unknown: 'w.overKg IS NULL' } as const;

/**
 * Everything that is asked of a weighing `w` but its text and its time.
 * @param few so few parts are in that state of upload that they are looked up
 * @param all of them will be read, not a page
 */
function conditions(filter: RecordFilter, few: boolean, all: boolean): Conditions {
  const where: string[] = [];
  const params: Params = {};
  const equal = (column: string, value: string | undefined): void => {
    if (value === undefined) return;
    where.push(`w.${column} = @${column}`);
    params[column] = value;
  };
  equal('kind', filter.kind);
  equal('scaleId', filter.scaleId);
  equal('goods', filter.goods);
  if (filter.evidence !== undefined) where.push(`w.evidenceState = '${filter.evidence}'`);
  if (filter.verdict !== undefined) where.push(VERDICTS[filter.verdict]);
  if (filter.upload !== undefined) where.push(UPLOADS[filter.upload][few ? 'few' : 'many']);
  return { where, params, index: indexOf(filter, few, where.length === 1 && !all) };
}

// The parts of a document have an index by their kind; the + keeps SQLite from walking all that are in a state.
const SOME_PART = (state: string): string =>
  `(${['document', 'photo'].map((part) => `EXISTS (SELECT 1 FROM outbox o WHERE o.documentId = w.id AND o.part = '${part}' AND +o.state ${state})`).join(' OR ')})`;
const WITH_PART = (state: string): string =>
  `w.sequence IN (SELECT o.sequence FROM outbox o WHERE o.state = '${state}')`;
/** As upload-state.ts: one parked part makes it parked, done is only all of them. */
const UPLOADS = {
  parked: { few: WITH_PART('parked'), many: SOME_PART("= 'parked'") },
  pending: {
    few: `${WITH_PART('pending')} AND NOT ${SOME_PART("= 'parked'")}`,
    many: `${SOME_PART("= 'pending'")} AND NOT ${SOME_PART("= 'parked'")}`,
  },
  done: { few: `NOT ${SOME_PART("<> 'done'")}`, many: `NOT ${SOME_PART("<> 'done'")}` },
} as const;

/**
 * The index that is walked: the one that holds least. weighing_time has every filter in it.
 * @param pageOfOne a page by this filter alone: then its own index is quicker, although each row is looked up besides
 */
function indexOf({ evidence, goods, kind, upload, verdict }: RecordFilter, few: boolean, pageOfOne: boolean): string {
  if (few && (upload === 'parked' || upload === 'pending')) return 'weighing_sequence';
  if (verdict === 'over-limit') return 'weighing_over';
  if (evidence === 'incomplete') return 'weighing_incomplete';
  if (kind === 'trial' || kind === 'recheck') return 'weighing_kind';
  if (pageOfOne && kind !== undefined) return 'weighing_kind';
  return pageOfOne && goods !== undefined ? 'weighing_goods' : 'weighing_time';
}

/** @param of the table that holds the time */
function timeBounds(filter: RecordFilter, beyond: Cursor | null, direction: Direction, of: string): Conditions {
  const where: string[] = [];
  const params: Params = {};
  if (beyond !== null) {
    where.push(`(${of}.weighedAtMs, ${of}.sequence) ${direction === 'older' ? '<' : '>'} (@atMs, @sequence)`);
    Object.assign(params, { atMs: beyond.atMs, sequence: beyond.sequence });
  }
  if (filter.from !== undefined) {
    where.push(`${of}.weighedAtMs >= @from`);
    params['from'] = Date.parse(filter.from);
  }
  if (filter.to !== undefined) {
    where.push(`${of}.weighedAtMs <= @to`);
    params['to'] = Date.parse(filter.to);
  }
  return { where, params, index: null };
}

const and = (parts: readonly string[]): string => (parts.length === 0 ? '1' : parts.join(' AND '));
const ordered = (of: string, direction: Direction): string => {
  const way = direction === 'older' ? 'DESC' : 'ASC';
  return `ORDER BY ${of}.weighedAtMs ${way}, ${of}.sequence ${way}`;
};

export interface PageAsked {
  readonly filter: RecordFilter;
  readonly step: Step | null;
  readonly beyond: Cursor | null;
  readonly direction: Direction;
  /** Rows at most, those among them that an earlier step has shown. */
  readonly limit: number;
  /** So many plates fit that the list is walked. */
  readonly walk: boolean;
  /** Few parts are in the state of upload that is asked for. */
  readonly few: boolean;
}

/**
 * The sequences of one page. A search without text and a sheet's number walk the list; plates walk their mentions.
 * @param columns what is told of each, of `w`; `shownBefore` is told besides
 * @param joined tables beside `w`
 */
export function pageQuery(asked: PageAsked, columns: string, joined: string): Query {
  const { direction, filter, step } = asked;
  const { sql, params } = chosen(asked);
  const shown = step === null ? '0' : SHOWN_BEFORE[step];
  const used = { ...params, limit: asked.limit, ...(step === null ? {} : textParams(filter)) };
  return {
    // The page is chosen on narrow rows; only its own are then joined to the rest.
    sql: `SELECT ${columns}, ${shown} AS shownBefore FROM weighing w ${joined} WHERE w.sequence IN (${sql}) ${ordered('w', direction)}`,
    params: onlyNamed(used, `${sql} ${shown}`),
  };
}

function chosen(asked: PageAsked): Query {
  const { filter, step, walk } = asked;
  if (step === 'number' && (filter.text ?? '').length <= SERIAL) return bySerial(asked);
  return step === null || step === 'number' || walk ? walked(asked) : byPlates(asked, step);
}

/** better-sqlite3 takes no value that the text does not name. */
function onlyNamed(params: Params, sql: string): Params {
  return Object.fromEntries(Object.entries(params).filter(([name]) => new RegExp(`@${name}\\b`).test(sql)));
}

function walked({ beyond, direction, few, filter, limit, step }: PageAsked): Query {
  const of = conditions(filter, few, false);
  const time = timeBounds(filter, beyond, direction, 'w');
  const where = [...of.where, ...time.where];
  if (step === 'tail') where.push(SOME_ENDS);
  if (step === 'inside') where.push(SOME_HAS);
  if (step === 'number') where.push(`w.id IN (${NUMBER})`);
  const index = step === 'number' ? '' : `INDEXED BY ${of.index}`;
  return {
    sql: `SELECT w.sequence FROM weighing w ${index} WHERE ${and(where)} ${ordered('w', direction)} LIMIT @limit`,
    params: { ...of.params, ...time.params, limit },
  };
}

function bySerial({ beyond, direction, few, filter, limit }: PageAsked): Query {
  const of = conditions(filter, few, false);
  const time = timeBounds(filter, beyond, direction, 'm');
  const filtered = of.where.length > 0 ? 'CROSS JOIN weighing w ON w.sequence = m.sequence' : '';
  return {
    sql: `SELECT m.sequence FROM sheet_mention m ${filtered} WHERE ${and(['m.tail = @number', ...of.where, ...time.where])}
      ${ordered('m', direction)} LIMIT @limit`,
    params: { ...of.params, ...time.params, limit },
  };
}

/** A weighing has four plates at most, so that four times the limit of plates fill a page. */
function byPlates({ beyond, direction, few, filter, limit }: PageAsked, step: 'tail' | 'inside'): Query {
  const of = conditions(filter, few, false);
  const time = timeBounds(filter, beyond, direction, 'm');
  const filtered = of.where.length > 0 ? 'CROSS JOIN weighing w ON w.sequence = m.sequence' : '';
  const where = and([...of.where, ...time.where]);
  const older = direction === 'older';
  const order = ordered('m', direction);
  const mention = `SELECT m.weighedAtMs FROM plate_mention m ${filtered} WHERE m.plate = hit.text AND ${where} ${order} LIMIT 1`;
  return {
    sql: `WITH hit AS MATERIALIZED (${plates(step, plateText(filter))}),
    near AS MATERIALIZED (SELECT hit.text, (${mention}) AS first FROM hit ORDER BY first ${older ? 'DESC NULLS LAST' : 'ASC NULLS LAST'} LIMIT 4 * @limit),
    reach AS MATERIALIZED (SELECT ${older ? 'max' : 'min'}(beyond) AS atMs FROM (
      SELECT (${mention} OFFSET @limit) AS beyond FROM near hit WHERE first IS NOT NULL
      UNION ALL SELECT ${older ? 'min' : 'max'}(first) FROM near HAVING COUNT(first) = 4 * @limit))
    SELECT sequence FROM (SELECT DISTINCT m.weighedAtMs, m.sequence FROM near CROSS JOIN plate_mention m ${filtered}
      WHERE m.plate = near.text AND near.first IS NOT NULL AND m.weighedAtMs ${older ? '>=' : '<='} (SELECT ifnull(atMs, ${older ? '-9e15' : '9e15'}) FROM reach)
      AND ${where} ${order} LIMIT @limit)`,
    params: { ...of.params, ...time.params, limit },
  };
}

/** Everything that fits, of which totals are told. @param walk as in {@link PageAsked} */
function allOf(filter: RecordFilter, walk: boolean, few: boolean): Query {
  const of = conditions(filter, few, true);
  const time = timeBounds(filter, null, 'older', 'w');
  const where = [...of.where, ...time.where];
  const steps = stepsOf(filter);
  const found: string[] = [];
  if (steps.includes('tail'))
    found.push(
      walk
        ? SOME_HAS
        : `w.sequence IN (SELECT m.sequence FROM (${plates('both', plateText(filter))}) hit CROSS JOIN plate_mention m ON m.plate = hit.text)`,
    );
  if (steps.includes('number')) found.push(`w.id IN (${NUMBER})`);
  if (steps.length === 0) found.push('0');
  if (found.length > 0) where.push(`(${found.join(' OR ')})`);
  return {
    sql: `FROM weighing w INDEXED BY ${of.index} WHERE ${and(where)}`,
    params: { ...of.params, ...time.params, ...textParams(filter) },
  };
}

/** How many there are, and the net mass of the valid sheets among them. */
export function totalsQuery(filter: RecordFilter, walk: boolean, few: boolean): Query {
  const { sql, params } = allOf(filter, walk, few);
  return {
    sql: `SELECT COUNT(*) AS count, COUNT(w.netKg) AS sheets, ifnull(SUM(w.netKg), 0) AS netKg ${sql}`,
    params: onlyNamed(params, sql),
  };
}

/**
 * Every n-th weighing from the oldest: where the pages of a long list begin. From the oldest, because a new one then
 * changes the newest page alone.
 */
export function outlineQuery(filter: RecordFilter, every: number, few: boolean): Query {
  const { sql, params } = allOf(filter, false, few);
  return {
    sql: `SELECT atMs, sequence FROM (SELECT w.weighedAtMs AS atMs, w.sequence AS sequence,
      row_number() OVER (ORDER BY w.weighedAtMs, w.sequence) AS nth ${sql}) WHERE nth % @every = 1 ORDER BY nth`,
    params: { ...onlyNamed(params, sql), every },
  };
}

/** Every kind of goods once, by jumping from one to the next in their index. */
export const GOODS = `WITH RECURSIVE next (goods) AS (
  SELECT (SELECT goods FROM weighing INDEXED BY weighing_goods WHERE goods IS NOT NULL ORDER BY goods LIMIT 1)
  UNION ALL
  SELECT (SELECT w.goods FROM weighing w INDEXED BY weighing_goods WHERE w.goods > next.goods ORDER BY w.goods LIMIT 1)
  FROM next WHERE next.goods IS NOT NULL LIMIT 500
) SELECT goods FROM next WHERE goods IS NOT NULL`;
