import { describe, expect, it } from 'vitest';
import { recordBlocks, recordMarks, type PrintedRecord } from '../../../main/station/printing/record/record-blocks.ts';
import { WeightCurve } from '../../../preload/contract/curves.ts';
import { Weighing, type WeighingBody } from '../../../preload/contract/documents.ts';
import { kg, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { AT, displaySeen, minutesLater, weighingBody } from '../records/samples.ts';

const ID = '019ab000-0000-7000-8000-000000000001' as Uuid;
const weighing = (changes: Partial<WeighingBody> = {}): Weighing =>
  Weighing.parse({
    ...weighingBody(changes),
    id: ID,
    stationId: ID,
    sequence: 7,
    createdAt: AT,
    prevHash: '0'.repeat(64),
    hash: 'a'.repeat(64),
    signature: 'e30..c2ln',
  });
const NOTHING = { parts: [], sheets: [], jobs: [], notices: [], visit: [], gates: [], displays: [] };
const curve = (pass: WeightCurve['pass'] = null): WeightCurve => ({
  scaleId: 'scale-1',
  startedAt: AT,
  points: { atMs: [0, 100, 200], weightKg: [kg(0), kg(20_000), kg(48_620)] },
  zeroBeforeKg: kg(0),
  zeroAfterKg: null,
  divisionKg: kg(20),
  saved: [{ weighingId: ID, atMs: 200, weightKg: kg(48_620) }],
  pass,
});
const record = (changes: Partial<PrintedRecord> = {}): PrintedRecord => ({
  unitName: '示例煤矿',
  contact: '',
  simulated: false,
  printedAt: AT,
  weighing: weighing(),
  now: { plateFront: '晋C12345', plateRear: '晋C678挂', axleCount: 6, voided: false, replacedBy: null },
  broken: null,
  keyId: 'kid',
  limit: {
    limitKg: kg(49_000),
    asSignedKg: kg(49_000),
    ruleSet: 'order-62-2016-art-3/2',
    basis: 'order-62-2016',
    conditions: ['air-suspension'],
    axleCount: 6,
    axleSource: 'file',
    toleranceKg: kg(0),
  },
  life: NOTHING,
  curve: curve(),
  sheets: [],
  pictures: new Map(),
  ...changes,
});
const facts = (given: PrintedRecord): Record<string, string> =>
  Object.fromEntries(
    recordBlocks(given).flatMap((block) => (block.kind === 'fact' ? [[block.label, block.value]] : [])),
  );
const shown = (given: PrintedRecord) =>
  recordBlocks(given).flatMap((block) => (block.kind === 'pictures' ? block.pictures : []));

describe('the verdict', () => {
  const verdict = (limitKg: number | null, toleranceKg: number): string | undefined => {
    const limit = { ...record().limit, limitKg: limitKg === null ? null : kg(limitKg), toleranceKg: kg(toleranceKg) };
    return facts(record({ limit }))['结论'];
  };
  it.each([
    [49_000, 0, '未超限'],
    [48_620, 0, '未超限'],
    [48_600, 0, '超限 20 kg'],
    // Above the tolerance the whole of it counts, within it nothing.
    [48_500, 100, '超限 120 kg'],
    [48_500, 120, '未超限'],
    [null, 0, '未知'],
  ])('limit %s, tolerance %i: %s', (limitKg, toleranceKg, said) => {
    expect(verdict(limitKg, toleranceKg)).toBe(said);
  });
});

it('a record that does not count says so, each reason of it', () => {
  expect(recordMarks(record())).toEqual([]);
  const now = { ...record().now, voided: true, replacedBy: 9 };
  expect(recordMarks(record({ now, simulated: true, broken: 'hash' }))).toEqual([
    '模拟数据 仅供测试 不作凭证',
    '核对不符，不能作为凭证',
    '本记录已作废',
    '本记录已由复磅代替 见序号 9',
  ]);
  expect(facts(record({ broken: 'signature' }))['核对']).toBe('核对不符，不能作为凭证 (signature)');
  expect(facts(record())['核对']).toBe('内容、摘要、签名核对无误');
});

it('a picture that was never had is said by its reason, in words', () => {
  const missing = [{ role: 'rear', cameraId: 'cam-rear', code: 'camera.timeout' }];
  const one = weighing({ images: [], evidence: { state: 'incomplete', missing } });
  expect(shown(record({ weighing: one })).map(({ jpeg, lines }) => [jpeg, lines])).toEqual([
    [null, ['后  没有照片，原因: 摄像机没有回应']],
  ]);
});

it('the display is cut out of the picture with something around it, and never beyond its edge', () => {
  const made = weighing();
  const [front] = made.images;
  if (front === undefined) throw new Error('no picture');
  const jpeg = new Uint8Array([1]);
  const pictures = new Map([[front.sha256, jpeg]]);
  const corners = [
    [0, 100],
    [200, 100],
    [200, 180],
    [0, 180],
  ] as const;
  const seen = displaySeen('cam-front', { corners: corners.map(([x, y]) => [x, y]) as never });
  const crop = shown(record({ weighing: made, pictures, life: { ...NOTHING, displays: [seen] } })).at(-1);
  expect(crop?.lines).toEqual(['前  读数 48 620 kg  与保存重量一致']);
  expect(crop?.part).toEqual({
    x: 0,
    y: 60 / front.height,
    width: 240 / front.width,
    height: 160 / front.height,
  });
  expect(crop?.shape).toBeCloseTo(240 / 160);
  const gone = shown(record({ weighing: made, life: { ...NOTHING, displays: [seen] } })).at(-1);
  expect(gone).toMatchObject({
    jpeg: null,
    lines: ['前  读数 48 620 kg  与保存重量一致', expect.stringContaining('不在本机')],
  });
  const spoilt = new Map([[front.sha256, 'damaged' as const]]);
  const damaged = shown(record({ weighing: made, pictures: spoilt, life: { ...NOTHING, displays: [seen] } }));
  expect(damaged.at(-1)?.lines).toEqual(['前  读数 48 620 kg  与保存重量一致', '照片文件与哈希不符（已损坏）']);
  expect(damaged[0]?.lines[0]).toBe('照片文件与哈希不符（已损坏）');
});

it('what of the curve is to be looked at is named, with what a person said of it', () => {
  const pass = {
    id: ID,
    plate: null,
    topKg: kg(48_620),
    endedAt: AT,
    judged: true,
    findings: [{ code: 'half-on' as const, atMs: 0, detail: {} }],
    warningId: ID,
    acknowledged: { at: minutesLater(5), operatorId: '李四', reason: '已复磅' },
  };
  const parsed = WeightCurve.shape.pass.safeParse(pass);
  if (!parsed.success) throw parsed.error;
  const said = facts(record({ curve: curve(parsed.data) }));
  expect([said['待查'], said['说明']]).toEqual(['未全上磅', '已复磅  李四  2026-11-22 14:37:05']);
});
