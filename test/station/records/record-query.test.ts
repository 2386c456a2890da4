import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SearchInput } from '../../../preload/contract/records.ts';
import { RecordItem } from '../../../preload/contract/records.ts';
import { kg, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { canonical } from '../../../main/station/records/canonical.ts';
import { RECORD_COLUMNS, RECORD_TABLES, RecordQuery } from '../../../main/station/records/record-query.ts';
import {
  COUNT_PARTS,
  countPlates,
  GOODS,
  outlineQuery,
  pageQuery,
  totalsQuery,
  type Query,
} from '../../../main/station/records/record-search.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import { chainOf, minutesLater, newSigner, noticeBody, sheetBody, weighingBody } from '../../unit/records/samples.ts';
import { newId, tempStation, type TempStation } from '../../unit/store/temp-station.ts';

let station: TempStation;
let reader: Reader;
let query: RecordQuery;
const names = new Map<Uuid, string>();
const signer = newSigner();

beforeAll(() => {
  station = tempStation();
  const { db } = station;
  const chain = chainOf(db, station.clock, signer);
  const weigh = (
    name: string,
    front: string | null,
    rear: string | null,
    minutes: number,
    over: number | null,
    kind = 'gross',
  ) => {
    const plate = (text: string | null) => ({ text, source: text === null ? ('none' as const) : ('manual' as const) });
    const body = weighingBody({
      kind: kind as 'gross',
      plateFront: plate(front),
      plateRear: plate(rear),
      weighedAt: minutesLater(minutes),
      overKg: over === null ? null : kg(over),
      ...(name === 'plateless' ? { evidence: { state: 'incomplete', missing: [] } } : {}),
    });
    const { id } = chain.add('weighing', body);
    names.set(id, name);
    return id;
  };
  const tare = weigh('tare', '晋C10123', '晋C777挂', 0, null, 'tare');
  const sold = weigh('sold', '晋C10123', '晋C777挂', 1, 0);
  const over = weigh('over', '冀A20456', '晋C778挂', 2, 380);
  const gone = weigh('void', '晋C30123', null, 3, 0);
  const fixed = weigh('fixed', '晋C0000I', null, 4, 0, 'recheck');
  const plateless = weigh('plateless', null, null, 5, 0, 'trial');
  const sheet = chain.add('load-sheet', sheetBody(sold, tare, '140321-0001-1-20261122-0456'));
  const undone = chain.add('load-sheet', sheetBody(over, tare, '140321-0001-1-20261122-0457'));
  chain.add('load-sheet', sheetBody(over, tare, '140321-0001-1-20261122-0457', { status: 'void', voids: undone.id }));
  chain.add('notice', noticeBody('weighing-void', { subjectId: gone }));
  const correction = { field: 'plateFront', from: '晋C0000I', to: '晋C00001' } as const;
  chain.add('notice', noticeBody('correction', { subjectId: fixed, correction }));
  const job = db.prepare(
    `INSERT INTO print_job (id, sheetId, sheetNumber, copy, state, createdAt, createdAtMs, operatorId) VALUES (?, ?, '', ?, ?, '', 0, '')`,
  );
  for (const [index, state] of ['printed', 'printed', 'uncertain'].entries())
    job.run(newId(), sheet.id, index + 1, state);
  const part = db.prepare(
    `INSERT INTO outbox (part, documentId, sequence, sha256, state, receivedAt, createdAtMs)
      SELECT @part, id, sequence, @photo, @state, iif(@state = 'done', '2026-11-22T08:00:00.000+08:00', NULL), 0
      FROM document WHERE id = @id`,
  );
  for (const [id, document, ...photos] of [
    [tare, 'done', 'done', 'done'],
    [sold, 'done', 'done', 'pending'],
    [over, 'done', 'pending', 'parked'],
    [gone, 'parked'],
    [fixed, 'pending', 'done'],
    [plateless, 'pending'],
  ] as const) {
    part.run({ part: 'document', photo: null, state: document, id });
    photos.forEach((state, index) => part.run({ part: 'photo', photo: `${index}`, state, id }));
  }
  reader = new Reader({ dataDir: station.dataDir });
  query = new RecordQuery(reader);
});
afterAll(async () => {
  await reader.stop();
  station.end();
});

const search = async (input: object) =>
  (await query.search(SearchInput.parse(input))).items.map(({ id }) => names.get(id));

test('everything, newest first, in the contract’s form', async () => {
  const { items, nextCursor } = await query.search({});
  expect(nextCursor).toBeNull();
  expect(items.map((item) => names.get(RecordItem.parse(item).id))).toEqual([
    'plateless',
    'fixed',
    'void',
    'over',
    'sold',
    'tare',
  ]);
  const what = items.map(({ id, upload, verdict, voided, sheet }) => [
    names.get(id),
    upload,
    verdict,
    voided,
    sheet?.number.slice(-4),
    sheet?.printed,
  ]);
  expect(what).toEqual([
    ['plateless', 'pending', 'within-limit', false, undefined, undefined],
    ['fixed', 'pending', 'within-limit', false, undefined, undefined],
    ['void', 'parked', 'within-limit', true, undefined, undefined],
    ['over', 'parked', 'over-limit', false, undefined, undefined],
    ['sold', 'pending', 'within-limit', false, '0456', 2],
    ['tare', 'done', 'unknown', false, undefined, undefined],
  ]);
});

describe('text', () => {
  test.each([
    ['the tail of a plate', '123', ['void', 'sold', 'tare']],
    ['a plate as people write it', '晋c·10123', ['sold', 'tare']],
    ['the tail first, then inside, then the end of a sheet number', '456', ['over', 'sold']],
    ['inside a plate', '77', ['over', 'sold', 'tare']],
    ['the trailer', '778挂', ['over']],
    ['a plate as it counts now', '00001', ['fixed']],
    ['a plate as it was weighed', '0000I', ['fixed']],
    ['fewer than four digits are a whole serial', '56', ['over']],
    ['a whole number of a sheet, voided too', '140321-0001-1-20261122-0457', ['over']],
    ['nothing', 'ZZZ', []],
    ['only a dot', '·', ['plateless', 'fixed', 'void', 'over', 'sold', 'tare']],
    ['what looks like SQL', "%' OR 1=1 --", []],
  ])('%s', async (_, text, found) => {
    expect(await search({ text })).toEqual(found);
  });
});

test.each([
  ['kind', { kind: 'tare' }, ['tare']],
  ['over the limit', { verdict: 'over-limit' }, ['over']],
  ['limit unknown', { verdict: 'unknown' }, ['tare']],
  ['a span of time, both ends in', { from: minutesLater(1), to: minutesLater(3) }, ['void', 'over', 'sold']],
  ['another scale', { scaleId: 'scale-2' }, []],
  ['goods of a valid sheet', { goods: '原煤' }, ['sold']],
  ['goods that nobody took', { goods: '石子' }, []],
  ['evidence', { evidence: 'incomplete' }, ['plateless']],
  ['evidence with its pictures', { evidence: 'complete', kind: 'tare' }, ['tare']],
  ['a part that the platform refused', { upload: 'parked' }, ['void', 'over']],
  ['on its way', { upload: 'pending' }, ['plateless', 'fixed', 'sold']],
  ['uploaded', { upload: 'done' }, ['tare']],
  ['uploaded, by its plate', { upload: 'done', text: '101' }, ['tare']],
  ['all at once', { text: '123', kind: 'gross', from: minutesLater(0), verdict: 'within-limit' }, ['void', 'sold']],
])('filter: %s', async (_, input, found) => {
  expect(await search(input)).toEqual(found);
});

const LISTS = [
  {},
  { text: '456' },
  { text: '77' },
  { text: '123', kind: 'gross' as const },
  { verdict: 'within-limit' as const },
];
test.each(LISTS)('pages of any size are the whole list, each once: %j', async (input) => {
  const whole = (await query.search(input)).items;
  for (let limit = 1; limit <= 4; limit++) {
    const items: RecordItem[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await query.search({ ...input, limit, ...(cursor == null ? {} : { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(items).toEqual(whole);
  }
});

describe('one document by its id', () => {
  test('is what was signed: voided, corrected, or of another kind than a weighing', async () => {
    const rows = station.db.prepare<{ id: string; kind: string; text: string }>(
      'SELECT id, kind, CAST(bytes AS TEXT) AS text FROM document',
    );
    for (const { id, kind, text } of rows.all()) {
      const document = await query.document(id);
      expect(canonical(document)).toBe(text);
      expect((await query.document(id, 'weighing')) !== null, kind).toBe(kind === 'weighing');
    }
  });

  test('an unknown one is none', async () => {
    expect(await query.document(newId())).toBeNull();
  });
});

test.each(LISTS)('from the last page back to the first it is the same list: %j', async (input) => {
  const whole = (await query.search(input)).items;
  for (let limit = 1; limit <= 4; limit++) {
    let { items, previousCursor } = await query.search({ ...input, limit: 200 });
    expect(previousCursor).toBeNull();
    const last = items.at(-1);
    if (last === undefined) throw new Error('an empty list');
    // The cursor of the very last row, as its page gives it.
    const pages = await query.search({ ...input, limit: Math.max(1, whole.length - 1) });
    const end = pages.nextCursor === null ? null : await query.search({ ...input, cursor: pages.nextCursor });
    let cursor = end === null ? null : end.previousCursor;
    const seen = end === null ? [...whole] : [...end.items];
    while (cursor !== null) {
      ({ items, previousCursor } = await query.search({ ...input, limit, newerThan: cursor }));
      expect(items.length).toBeLessThanOrEqual(limit);
      seen.unshift(...items);
      cursor = previousCursor;
    }
    expect(seen).toEqual(whole);
  }
});

test('a plate that was said in between is named no more; as weighed and as it counts it is', async () => {
  const chain = chainOf(station.db, station.clock, signer);
  const { id } = chain.add(
    'weighing',
    weighingBody({
      weighedAt: minutesLater(-1),
      plateFront: { text: '晋M11111', source: 'manual' },
      plateRear: { text: null, source: 'none' },
    }),
  );
  names.set(id, 'twice');
  const steps = [
    ['晋M11111', '晋M22222'],
    ['晋M22222', '晋M33333'],
  ] as const;
  for (const [from, to] of steps)
    chain.add('notice', noticeBody('correction', { subjectId: id, correction: { field: 'plateFront', from, to } }));
  for (const [text, found] of [
    ['M111', ['twice']],
    ['M222', []],
    ['M333', ['twice']],
  ] as const)
    expect(await search({ text })).toEqual(found);
});

test('what looks like the language of the index is text', async () => {
  for (const text of ['"', '123" OR "456', '晋C* NEAR', 'a'.repeat(64), '%_']) await query.search({ text });
});

test('what was weighed again is told so, until the second one is void', async () => {
  const chain = chainOf(station.db, station.clock, signer);
  const body = weighingBody({
    plateFront: { text: '晋C40999', source: 'manual' },
    plateRear: { text: null, source: 'none' },
  });
  const first = chain.add('weighing', body).id;
  const second = chain.add('weighing', { ...body, replaces: { weighingId: first, reason: '挂车没有全部上磅' } }).id;
  const told = async () =>
    (await query.search({ text: '40999' })).items.map((item) => {
      const { id, replaced, voided } = RecordItem.parse(item);
      return [id, replaced, voided];
    });
  expect(await told()).toEqual([
    [second, false, false],
    [first, true, false],
  ]);
  chain.add('notice', noticeBody('weighing-void', { subjectId: second }));
  expect(await told()).toEqual([
    [second, false, true],
    [first, false, false],
  ]);
});

test('a cursor from elsewhere is refused', async () => {
  await expect(query.search({ cursor: '9.x' })).rejects.toMatchObject({ code: 'rpc.invalid-input' });
});

describe('the query plan walks an index, whatever is asked', () => {
  const at = { step: 0, atMs: 1, sequence: 1 };
  const day = { from: minutesLater(0), to: minutesLater(9) };
  const planOf = ({ sql, params }: Query): string[] => {
    const plan = station.db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
    return (Object.keys(params).length === 0 ? plan.all() : plan.all(params)).map(({ detail }) => detail);
  };
  const expectPlan = (details: readonly string[], expected: readonly string[]): void => {
    const all = details.join('\n');
    for (const part of expected) expect(all).toContain(part);
    // Only the list of plates may be read as a whole, and what was found already.
    const whole = /^SCAN (?!p$|hit$|near$|reach$|next$|\(subquery|CONSTANT ROW)/;
    expect(details.filter((detail) => whole.test(detail) && !/INDEX/.test(detail))).toEqual([]);
  };
  const page = (asked: Partial<Parameters<typeof pageQuery>[0]>): Query =>
    pageQuery(
      { filter: {}, step: null, beyond: null, direction: 'older', limit: 51, walk: false, few: true, ...asked },
      RECORD_COLUMNS,
      RECORD_TABLES,
    );

  test.each<[string, Parameters<typeof page>[0], string[]]>([
    ['everything', {}, ['COVERING INDEX weighing_time']],
    ['a later page', { beyond: at }, ['weighing_time ((weighedAtMs,sequence)<(?,?))']],
    ['back to newer ones', { beyond: at, direction: 'newer' }, ['weighing_time ((weighedAtMs,sequence)>(?,?))']],
    ['a day', { filter: day }, ['weighing_time (weighedAtMs>? AND weighedAtMs<?)']],
    ['a kind', { filter: { kind: 'trial' } }, ['weighing_kind (kind=?)']],
    ['over the limit', { filter: { verdict: 'over-limit' } }, ['COVERING INDEX weighing_over']],
    [
      'over the limit, of one kind',
      { filter: { verdict: 'over-limit', kind: 'gross' } },
      ['COVERING INDEX weighing_over'],
    ],
    ['incomplete', { filter: { evidence: 'incomplete' } }, ['COVERING INDEX weighing_incomplete']],
    [
      'incomplete of a scale on a day',
      { filter: { evidence: 'incomplete', scaleId: 's', ...day } },
      ['weighing_incomplete (weighedAtMs>'],
    ],
    ['one kind of goods', { filter: { goods: '原煤' } }, ['weighing_goods (goods=?)']],
    ['goods of a scale', { filter: { goods: '原煤', scaleId: 's' } }, ['COVERING INDEX weighing_time']],
    ['a scale', { filter: { scaleId: 's' } }, ['COVERING INDEX weighing_time']],
    ['parked', { filter: { upload: 'parked' } }, ['outbox_state (state=?)', 'weighing_sequence (sequence=?)']],
    ['pending, few', { filter: { upload: 'pending' } }, ['outbox_state (state=?)', 'weighing_sequence (sequence=?)']],
    [
      'pending, nearly all',
      { filter: { upload: 'pending' }, few: false },
      ['weighing_time', 'outbox_document (documentId=?)'],
    ],
    ['uploaded', { filter: { upload: 'done' } }, ['weighing_time', 'outbox_document (documentId=?)']],
    ['a short tail', { filter: { text: '23' }, step: 'tail' }, ['SCAN p', 'SEARCH m USING PRIMARY KEY (plate=?']],
    [
      'a tail',
      { filter: { text: '123' }, step: 'tail' },
      ['VIRTUAL TABLE INDEX 0:M', 'SEARCH m USING PRIMARY KEY (plate=?'],
    ],
    [
      'a part, filtered, of a later page',
      { filter: { text: '123', kind: 'gross', ...day }, step: 'inside', beyond: at },
      ['VIRTUAL TABLE INDEX 0:M', 'SEARCH m USING PRIMARY KEY (plate=?', 'weighing_sequence (sequence=?)'],
    ],
    ['a part that nearly all have', { filter: { text: '晋' }, step: 'inside', walk: true }, ['weighing_time']],
    ['a serial', { filter: { text: '123' }, step: 'number' }, ['SEARCH m USING PRIMARY KEY (tail=?)']],
    [
      'a serial on a day',
      { filter: { text: '123', ...day }, step: 'number' },
      ['SEARCH m USING PRIMARY KEY (tail=? AND weighedAtMs>'],
    ],
    ['a sheet number', { filter: { text: '1-20261122-0457' }, step: 'number' }, ['load_sheet_serial (<expr>=?)']],
  ])('%s', (_, asked, expected) => {
    const details = planOf(page(asked));
    expectPlan(details, [...expected, 'print_job_copy (sheetId=?)', 'load_sheet_gross (grossWeighingId=?)']);
  });

  test.each<[string, Query, string[]]>([
    ['totals of all', totalsQuery({}, false, true), ['COVERING INDEX weighing_time']],
    [
      'totals of a day',
      totalsQuery({ ...day, kind: 'gross' }, false, true),
      ['COVERING INDEX weighing_time (weighedAtMs>'],
    ],
    ['totals of a part', totalsQuery({ text: '123' }, false, true), ['VIRTUAL TABLE INDEX 0:M', 'weighing_time']],
    ['totals of one kind of goods', totalsQuery({ goods: '原煤' }, false, true), ['COVERING INDEX weighing_time']],
    ['the outline', outlineQuery({ scaleId: 's' }, 200, true), ['COVERING INDEX weighing_time']],
    ['plates with a part', countPlates({ text: '123' }, 'inside'), ['VIRTUAL TABLE INDEX 0:M']],
    ['every kind of goods', { sql: GOODS, params: {} }, ['COVERING INDEX weighing_goods (goods>?']],
  ])('%s', (_, query, expected) => expectPlan(planOf(query), expected));

  test('parts in a state', () => {
    const plan = station.db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${COUNT_PARTS}`).all('pending');
    expectPlan(
      plan.map(({ detail }) => detail),
      ['COVERING INDEX outbox_state (state=?)'],
    );
  });
});
