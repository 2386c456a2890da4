import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SearchInput } from '../../../preload/contract/records.ts';
import { RecordItem } from '../../../preload/contract/records.ts';
import { kg, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { canonical } from '../../../main/station/records/canonical.ts';
import { pageQuery, RecordQuery } from '../../../main/station/records/record-query.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import { chainOf, minutesLater, noticeBody, sheetBody, weighingBody } from '../../unit/records/samples.ts';
import { newId, tempStation, type TempStation } from '../../unit/store/temp-station.ts';

let station: TempStation;
let reader: Reader;
let query: RecordQuery;
const names = new Map<Uuid, string>();

beforeAll(() => {
  station = tempStation();
  const { db } = station;
  const chain = chainOf(db, station.clock);
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
    'INSERT INTO outbox (part, documentId, sequence, sha256, state, createdAtMs) VALUES (?, ?, 1, ?, ?, 0)',
  );
  for (const [id, document, ...photos] of [
    [tare, 'done', 'done', 'done'],
    [sold, 'done', 'done', 'pending'],
    [over, 'done', 'pending', 'parked'],
    [gone, 'parked'],
    [fixed, 'pending', 'done'],
    [plateless, 'pending'],
  ] as const) {
    part.run('document', id, null, document);
    photos.forEach((state, index) => part.run('photo', id, `${index}`, state));
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
  ['all at once', { text: '123', kind: 'gross', from: minutesLater(0), verdict: 'within-limit' }, ['void', 'sold']],
])('filter: %s', async (_, input, found) => {
  expect(await search(input)).toEqual(found);
});

test.each([{}, { text: '456' }, { text: '77' }, { verdict: 'within-limit' as const }])(
  'pages of any size are the whole list, each once: %j',
  async (input) => {
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
  },
);

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

test('a cursor from elsewhere is refused', async () => {
  await expect(query.search({ cursor: '9.x' })).rejects.toMatchObject({ code: 'rpc.invalid-input' });
});

describe('the query plan walks an index, whatever is asked', () => {
  const after = { step: 0, atMs: 1, sequence: 1 };
  test.each([
    ['everything', {}, null, null, ['weighing_time']],
    ['a later page', {}, null, after, ['weighing_time ((weighedAtMs,sequence)<(?,?))']],
    [
      'a day',
      { from: minutesLater(0), to: minutesLater(9) },
      null,
      null,
      ['weighing_time (weighedAtMs>? AND weighedAtMs<?)'],
    ],
    ['a kind', { kind: 'trial' as const }, null, null, ['weighing_kind (kind=?)']],
    ['over the limit', { verdict: 'over-limit' as const }, null, null, ['weighing_over']],
    ['a tail', { text: '123' }, 'tail' as const, null, ['SCAN p', 'SEARCH m USING PRIMARY KEY (plate=?)']],
    ['a sheet number', { text: '123' }, 'number' as const, null, ['load_sheet_serial (<expr>=?)']],
  ])('%s', (_, input, step, cursor, expected) => {
    const { sql, params } = pageQuery(input, step, cursor, 50);
    const plan = station.db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(params);
    const details = plan.map(({ detail }) => detail);
    for (const part of expected)
      expect(
        details.some((detail) => detail.includes(part)),
        details.join('\n'),
      ).toBe(true);
    // Only the list of plates may be read as a whole.
    expect(details.filter((detail) => /^SCAN (?!p$)/.test(detail) && !detail.includes('INDEX'))).toEqual([]);
    expect(
      details.some((detail) => detail.includes('print_job_copy (sheetId=?)')),
      details.join('\n'),
    ).toBe(true);
    expect(details.some((detail) => detail.includes('load_sheet_gross (grossWeighingId=?)'))).toBe(true);
  });
});
