import { describe, expect, test } from 'vitest';
import type { LoadSheet } from '../../../../../preload/contract/documents.ts';
import { kg, type Timestamp, type Uuid } from '../../../../../preload/contract/vocabulary.ts';
import type { OpenTruck, StoredTare, Vehicle } from '../../../../../preload/contract/weighing.ts';
import {
  choicesFor,
  EMPTY_DRAFT,
  fillFromVehicle,
  ofThisTrip,
  onlyThisTime,
  proposeKind,
  tareFor,
  tareSaid,
  vehicleToKeep,
  withPlates,
  withRead,
  type Choice,
  type Draft,
} from '../../../../../renderer/screens/weigh/draft.ts';

const id = (n: number): Uuid => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}` as Uuid;
const at = '2026-11-22T09:32:05.000+08:00' as Timestamp;
const inside: OpenTruck = {
  tareWeighingId: id(1),
  caseId: id(2),
  plateFront: '晋C12345',
  plateRear: '晋C6688挂',
  tareKg: kg(16_200),
  weighedAt: at,
};
const stored: StoredTare = {
  weighingId: id(3),
  plateFront: '晋A8F207',
  plateRear: null,
  tareKg: kg(12_480),
  weighedAt: at,
  expiresAt: at,
  expired: false,
};
const draft = withPlates(EMPTY_DRAFT, '晋C12345', '晋C6688挂');

describe('the tare of a truck', () => {
  test('is the one weighed on this trip', () => {
    expect(tareFor(draft, [inside], [])).toEqual({
      source: 'open',
      weighingId: id(1),
      caseId: id(2),
      kg: 16_200,
      weighedAt: at,
    });
  });
  test('belongs to tractor and trailer: another trailer has none', () => {
    expect(tareFor(withPlates(EMPTY_DRAFT, '晋C12345', '晋C9999挂'), [inside], [])).toBeNull();
    expect(tareFor(withPlates(EMPTY_DRAFT, '晋C12345', ''), [inside], [])).toBeNull();
  });
  test('is else the stored one, unless it has expired', () => {
    const rigid = withPlates(EMPTY_DRAFT, '晋A8F207', '');
    expect(tareFor(rigid, [inside], [stored])?.source).toBe('stored');
    expect(tareFor(rigid, [inside], [{ ...stored, expired: true }])).toBeNull();
  });
  test('stays that of this trip when the gross is recorded and the truck is inside no more', () => {
    const gone = tareFor(draft, [], [{ ...stored, ...inside, weighingId: id(1) }]);
    expect(gone?.source).toBe('stored');
    const known = gone === null ? null : { ...gone, caseId: id(2) };
    expect(ofThisTrip(known, id(2))?.source).toBe('open');
    expect(ofThisTrip(known, id(9))?.source).toBe('stored');
    // Not said yet, or nothing recorded: two unknown visits are not the same one.
    expect(ofThisTrip(gone, null)?.source).toBe('stored');
    expect(ofThisTrip(null, id(2))).toBeNull();
  });
  test('is said as the sheet says it, once there is one', () => {
    const tare = tareFor(draft, [], [{ ...stored, ...inside, weighingId: id(1) }]);
    const sheet = { tareKg: 16_200, tareSource: 'same-trip', tareWeighedAt: at } as unknown as LoadSheet;
    expect(tareSaid(sheet, tare)).toEqual({ source: 'open', kg: 16_200, weighedAt: at });
    expect(tareSaid({ ...sheet, tareSource: 'stored' }, null)?.source).toBe('stored');
    expect(tareSaid(null, tare)).toBe(tare);
  });
  test('nobody without a plate has one', () => {
    expect(tareFor(EMPTY_DRAFT, [{ ...inside, plateFront: '', plateRear: null }], [])).toBeNull();
  });
});

test.each([
  [48_620, 16_200, 'gross'],
  [16_240, 16_200, 'tare'],
  [19_440, 16_200, 'tare'],
  [19_460, 16_200, 'gross'],
  [25_000, null, 'tare'],
  [25_020, null, 'gross'],
  [null, 16_200, 'gross'],
  [null, null, 'tare'],
] as const)('%s kg with a tare of %s is a %s', (weight, tare, kind) => {
  const known =
    tare === null ? null : { source: 'open' as const, weighingId: id(1), caseId: id(2), kg: tare, weighedAt: at };
  expect(proposeKind(weight, known)).toBe(kind);
});

const file: Vehicle = {
  plate: '晋C12345',
  trailerPlate: '晋C6688挂',
  axleCount: 6,
  vehicleType: 'articulated',
  driveAxles: 2,
  registeredTotalKg: 49_000,
  goodsName: '原煤',
  receiver: '热电',
};

describe('the vehicle file', () => {
  test('fills what nobody typed and leaves what somebody did', () => {
    const filled = fillFromVehicle({ ...draft, goods: '精煤' }, file);
    expect(filled).toMatchObject({
      axleCount: 6,
      vehicleType: 'articulated',
      driveAxles: 2,
      goods: '精煤',
      receiver: '热电',
    });
  });
  test('says nothing of the driven axles of another number of axles', () => {
    expect(fillFromVehicle({ ...draft, axleCount: 5 }, file)).toMatchObject({ axleCount: 5, driveAxles: null });
    expect(fillFromVehicle({ ...draft, axleCount: 6 }, file)).toMatchObject({ axleCount: 6, driveAxles: 2 });
  });
  test('of another plate fills nothing', () => {
    const other = withPlates(EMPTY_DRAFT, '晋A8F207', '');
    expect(fillFromVehicle(other, file)).toBe(other);
  });
  test('keeps what it knew when it is written again', () => {
    const next = vehicleToKeep({ ...fillFromVehicle(draft, file), receiver: '水泥厂' }, file);
    expect(next).toEqual({ ...file, receiver: '水泥厂' });
  });
  test('of a truck that was never here is made of what was typed, and says so', () => {
    const typed = { ...draft, axleCount: 6, driveAxles: 2 };
    expect(vehicleToKeep(typed, null)).toEqual({
      plate: '晋C12345',
      trailerPlate: '晋C6688挂',
      axleCount: 6,
      driveAxles: 2,
      axleSource: 'typed',
    });
    // Issuing its first sheet wrote down what was loaded, and nothing of axles.
    expect(vehicleToKeep(typed, { plate: '晋C12345', goodsName: '原煤' })).toMatchObject({ axleSource: 'typed' });
    expect(vehicleToKeep({ ...draft, goods: '原煤' }, null)).not.toHaveProperty('axleSource');
  });
  test('of typed axles is typed anew', () => {
    const typedFile: Vehicle = { ...file, axleCount: 5, axleSource: 'typed' };
    expect(vehicleToKeep({ ...draft, axleCount: 6 }, typedFile)).toEqual({ ...typedFile, axleCount: 6 });
  });
  test.each<[string, Partial<Draft>]>([
    ['axles', { axleCount: 5 }],
    ['drive axles', { driveAxles: 1 }],
    ['type', { vehicleType: 'rigid' }],
  ])('that somebody vouched for is not overwritten by what is typed once: %s', (_, typed) => {
    for (const vouched of [file, { ...file, axleSource: 'file' as const }]) {
      const said = { ...fillFromVehicle(draft, vouched), ...typed };
      expect(vehicleToKeep(said, vouched)).toBeNull();
      expect(vehicleToKeep({ ...said, receiver: '水泥厂' }, vouched)).toEqual({ ...vouched, receiver: '水泥厂' });
      expect(onlyThisTime(said, vouched)).toBe(true);
    }
  });
  test('that somebody vouched for has no gap filled by typing: the whole would look vouched for', () => {
    const { driveAxles: _unknown, ...gap } = file;
    const said = { ...fillFromVehicle(draft, gap), driveAxles: 2 };
    expect(vehicleToKeep(said, gap)).toBeNull();
    expect(onlyThisTime(said, gap)).toBe(true);
  });
  test('that was wrong says what was said, also where somebody vouched for it: somebody has to again', () => {
    for (const axleSource of ['file', 'typed'] as const) {
      const wrong = { ...file, axleSource };
      const said = { ...fillFromVehicle(draft, wrong), axleCount: 4, vehicleType: 'rigid' as const, driveAxles: null };
      const mended = { ...wrong, axleCount: 4, vehicleType: 'rigid', driveAxles: null, axleSource: 'typed' } as const;
      expect(vehicleToKeep(said, wrong, 'axles-as-said')).toEqual(mended);
      expect(vehicleToKeep(said, mended, 'axles-as-said')).toBeNull();
    }
  });
  test('keeps its axles, or all of it, where those of this visit are doubted', () => {
    const typedFile: Vehicle = { ...file, axleSource: 'typed' };
    const said = { ...fillFromVehicle(draft, typedFile), axleCount: 4, driveAxles: null, receiver: '水泥厂' };
    expect(vehicleToKeep(said, typedFile, 'but-axles')).toEqual({ ...typedFile, receiver: '水泥厂' });
    expect(vehicleToKeep(said, typedFile, 'nothing')).toBeNull();
  });
  test('has nothing of its own to say where only typing made it, or where it was followed', () => {
    expect(onlyThisTime({ ...draft, axleCount: 5 }, null)).toBe(false);
    expect(onlyThisTime({ ...draft, axleCount: 5 }, { ...file, axleSource: 'typed' })).toBe(false);
    expect(onlyThisTime(fillFromVehicle(draft, file), file)).toBe(false);
    expect(onlyThisTime(draft, file)).toBe(false);
  });
  test('is not written when it says everything already', () => {
    expect(vehicleToKeep(fillFromVehicle(draft, file), file)).toBeNull();
    expect(vehicleToKeep(EMPTY_DRAFT, null)).toBeNull();
  });
});

test('another plate takes everything said about the first one away; a trailer corrected keeps nothing of it either', () => {
  expect(withPlates({ ...draft, goods: '原煤', axleCount: 6 }, '晋A8F207', '')).toEqual({
    ...EMPTY_DRAFT,
    plateFront: '晋A8F207',
  });
  expect(withPlates({ ...draft, goods: '原煤' }, '晋C12345', '晋C6688挂').goods).toBe('原煤');
});

test('choices: trucks inside before known ones, each once, by what is typed after the province, nine at most', () => {
  const known: Vehicle = { plate: '晋E12399' };
  expect(choicesFor('晋', [inside], [file, known]).map((choice) => choice.plateFront)).toEqual([
    '晋C12345',
    '晋E12399',
  ]);
  expect(choicesFor('晋C', [inside], [known]).map((choice) => choice.plateFront)).toEqual(['晋C12345']);
  expect(choicesFor('晋', Array(20).fill(inside), [])).toHaveLength(9);
});

describe('choices read in the picture', () => {
  const read = (plateFront: string, plateRear = ''): Choice => ({ plateFront, plateRear, tareKg: null, weighedAt: null, confidence: 0.6 }); // prettier-ignore
  const said = (choices: readonly Choice[]) =>
    choices.map(({ plateFront, plateRear, tareKg }) => `${plateFront} ${plateRear} ${tareKg ?? '-'}`);
  const here = { ...inside, plateFront: '晋C12345', plateRear: '晋C6688挂', tareKg: kg(15_000) };

  test('stand first, once, and are the truck inside where front and rear are its', () => {
    expect(said(choicesFor('晋', [here], [file], [read('晋C12345', '晋C6688挂'), read('晋C12346')]))).toEqual([
      '晋C12345 晋C6688挂 15000',
      '晋C12346  -',
    ]);
    expect(choicesFor('晋', [here], [], [read('晋C12345', '晋C6688挂')])[0]?.confidence).toBe(0.6);
  });
  test('with another trailer than it came with they stay what was read, without its tare, which is a choice of its own', () => {
    expect(said(choicesFor('晋', [here], [file], [read('晋C12345', '晋K9999挂')]))).toEqual([
      '晋C12345 晋K9999挂 -',
      '晋C12345 晋C6688挂 15000',
    ]);
  });
  test('without a trailer they are the one tractor inside, and nobody’s where two stand there', () => {
    expect(said(choicesFor('晋', [here], [], [read('晋C12345')]))).toEqual(['晋C12345 晋C6688挂 15000']);
    const two = [here, { ...here, plateRear: '晋K9999挂', tareKg: kg(16_000) }];
    expect(said(choicesFor('晋', two, [], [read('晋C12345')]))).toEqual([
      '晋C12345  -',
      '晋C12345 晋C6688挂 15000',
      '晋C12345 晋K9999挂 16000',
    ]);
  });
  test('a rear that equals the front is no trailer', () => {
    expect(
      said(choicesFor('晋', [], [{ plate: '晋E1', trailerPlate: '晋E1' }], [read('晋C12345', '晋C12345')])),
    ).toEqual(['晋C12345  -', '晋E1  -']);
    expect(said(choicesFor('晋', [{ ...here, plateRear: null }], [], [read('晋C12345', '晋C12345')]))).toEqual([
      '晋C12345  15000',
    ]);
  });
  test('only what holds what is typed', () => {
    expect(said(choicesFor('晋E', [here], [], [read('晋C12345'), read('晋E77777')]))).toEqual(['晋E77777  -']);
  });
});

describe('what was read in the plate fields', () => {
  const front = { front: '晋C12345', rear: '' };
  const both = { front: '晋C12345', rear: '晋C6688挂' };
  const chosen: Draft = { ...EMPTY_DRAFT, kind: 'gross', goods: '原煤' };

  test('keeps kind and goods that were chosen before; typing the first plate does, too', () => {
    expect(withRead(chosen, both)).toMatchObject({ plateFront: '晋C12345', plateRear: '晋C6688挂', kind: 'gross', goods: '原煤' }); // prettier-ignore
    expect(withPlates(chosen, '晋C12345', '')).toEqual({ ...chosen, plateFront: '晋C12345' });
  });
  test('the rear comes later, and another one after it', () => {
    const first = { ...withRead(chosen, front), axleCount: 6 };
    const file = { plate: '晋C12345', trailerPlate: '晋C1111挂', axleCount: 6 };
    // Another trailer than the file's: what only the file said of the axles goes.
    expect(withRead(first, both, file)).toMatchObject({ plateRear: '晋C6688挂', axleCount: null, goods: '原煤' });
    expect(withRead(first, both)).toMatchObject({ plateRear: '晋C6688挂', axleCount: 6, goods: '原煤' });
    expect(withRead(withRead(first, both), { ...both, rear: '晋K9999挂' }).plateRear).toBe('晋K9999挂');
  });
  test('another front is another truck: its file’s words go, the kind stays', () => {
    expect(withRead({ ...withRead(chosen, both), axleCount: 6 }, { front: '晋B22222', rear: '' })).toEqual({
      ...EMPTY_DRAFT,
      kind: 'gross',
      plateFront: '晋B22222',
      read: { front: '晋B22222', rear: '' },
    });
    expect(withRead(withRead(chosen, both), { front: '', rear: '' }).plateFront).toBe('');
  });
  test.each([
    ['a plate was typed', withPlates(EMPTY_DRAFT, '晋A8F207', '')],
    ['it was typed over what was read', withPlates(withRead(EMPTY_DRAFT, both), '晋C12345', '晋K9999挂')],
    ['there is no plate', { ...EMPTY_DRAFT, noPlate: true }],
  ] as const)('never what a person put there: %s', (_, draft) => {
    expect(withRead(draft, { front: '晋B22222', rear: '' })).toBe(draft);
  });
});
