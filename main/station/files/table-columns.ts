/**
 * The columns that a table of files can have, by the headings people write over them, Chinese and English, in any order. A
 * column says how its cell becomes a value, and a value its cell again; what the value may be, the contract's own form says.
 */
import type { FileKind, TableFault } from '../../../preload/contract/files.ts';
import type { Paper } from '../../../preload/contract/weighing.ts';
import type { Cell } from '../spreadsheet/sheet.ts';
import { isWritable, normalisePlate } from '../rules/plate-grammar.ts';

export type Value = string | number | boolean;
export type CellValue =
  { readonly value: Value } | { readonly reason: TableFault['reason']; readonly expected: string };

interface Form {
  /** How an export writes it. */
  readonly cell: 'text' | 'whole' | 'day';
  read(text: string): CellValue;
  /** null: no word for it, and the cell stays empty. */
  write(value: Value): Cell;
}

export interface Column extends Form {
  /** Where it goes: a field of the file, or of one of its papers. */
  readonly field: string | { readonly paper: Paper['kind']; readonly of: 'number' | 'validUntil' };
  /** The first is the one that an export writes. */
  readonly zh: readonly string[];
  readonly en: readonly string[];
  readonly required?: true;
}

const text: Form = { cell: 'text', read: (value) => ({ value }), write: String };
/** Normalised, and nothing else: O stays O and I stays I. */
const plate: Form = {
  ...text,
  read(value) {
    const normalised = normalisePlate(value);
    return normalised !== null && isWritable(normalised)
      ? { value: normalised }
      : { reason: 'not-a-plate', expected: '晋C12345' };
  },
};
const whole = (min: number, max: number): Form => ({
  cell: 'whole',
  read(value) {
    const plain = value.normalize('NFKC').replace(/[\s,]/g, '');
    const number = Number(plain);
    if (!/^-?\d+(\.0+)?$/.test(plain)) return { reason: 'not-a-number', expected: `${min}–${max}` };
    return number < min || number > max ? { reason: 'out-of-range', expected: `${min}–${max}` } : { value: number };
  },
  write: Number,
});
/** In kilograms: nothing of the trade is lighter than a tonne, so 49 was meant in tonnes and is refused. */
const kilograms = whole(1000, 200_000);

function readDay(value: string): CellValue {
  const parts = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(value.normalize('NFKC'));
  const [, year = '', month = '', date = ''] = parts ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  const real = !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
  return parts !== null && real ? { value: iso } : { reason: 'not-a-date', expected: '2027-01-31' };
}

/** A day has no clock: its midnight in Beijing is the cell that says so. */
const day: Form = { cell: 'day', read: readDay, write: (value) => Date.parse(`${value}T00:00:00+08:00`) };

/** Written as the first word that means it. */
const choice = (choices: Readonly<Record<string, Value>>): Form => ({
  cell: 'text',
  read(value) {
    const word = value.normalize('NFKC').trim().toLowerCase();
    const found = Object.hasOwn(choices, word) ? choices[word] : undefined;
    return found === undefined
      ? { reason: 'not-a-choice', expected: Object.keys(choices).slice(0, 4).join(' / ') }
      : { value: found };
  },
  write: (value) => Object.entries(choices).find(([, meant]) => meant === value)?.[0] ?? null,
});
const yesNo = choice({ 是: true, 否: false, 有: true, 无: false, yes: true, no: false, true: true, false: false });
const vehicleType = choice({
  单车: 'rigid',
  半挂: 'articulated',
  中置轴: 'centre-axle-train',
  全挂: 'full-trailer-train',
  整车: 'rigid',
  半挂车: 'articulated',
  rigid: 'rigid',
  articulated: 'articulated',
  'centre-axle-train': 'centre-axle-train',
  'full-trailer-train': 'full-trailer-train',
});

const paper = (kind: Paper['kind'], zh: string, en: string): readonly Column[] => [
  { field: { paper: kind, of: 'number' }, zh: [`${zh}号`, `${zh}编号`], en: [`${en} no`], ...text },
  {
    field: { paper: kind, of: 'validUntil' },
    zh: [`${zh}有效期`, `${zh}有效期至`],
    en: [`${en} valid until`],
    ...day,
  },
];

export const COLUMNS: Readonly<Record<FileKind, readonly Column[]>> = {
  vehicle: [
    { field: 'plate', zh: ['车牌号', '车牌', '车号', '牌照', '车牌号码'], en: ['plate'], required: true, ...plate },
    {
      field: 'trailerPlate',
      zh: ['挂车车牌', '挂车', '挂车牌号', '挂车号'],
      en: ['trailer plate', 'trailer'],
      ...plate,
    },
    { field: 'axleCount', zh: ['轴数'], en: ['axles'], ...whole(2, 10) },
    { field: 'vehicleType', zh: ['车型', '车辆类型'], en: ['vehicle type'], ...vehicleType },
    { field: 'driveAxles', zh: ['驱动轴数', '驱动轴'], en: ['drive axles'], ...whole(1, 4) },
    { field: 'tractorAxles', zh: ['牵引车轴数'], en: ['tractor axles'], ...whole(2, 4) },
    { field: 'airSuspension', zh: ['空气悬架'], en: ['air suspension'], ...yesNo },
    { field: 'tyrePairsFewer', zh: ['少装轮胎对数'], en: ['tyre pairs fewer'], ...whole(0, 8) },
    { field: 'wideTyres', zh: ['宽胎'], en: ['wide tyres'], ...yesNo },
    { field: 'trailerSpacingMm', zh: ['挂车轴距mm', '挂车轴距'], en: ['trailer spacing mm'], ...whole(500, 3000) },
    { field: 'registeredTotalKg', zh: ['总质量kg', '总质量'], en: ['registered total kg'], ...kilograms },
    { field: 'approvedLoadKg', zh: ['核定载质量kg', '核定载质量'], en: ['approved load kg'], ...kilograms },
    { field: 'driverName', zh: ['驾驶员', '司机', '司机姓名'], en: ['driver'], ...text },
    { field: 'goodsName', zh: ['货物', '货物名称', '货名'], en: ['goods'], ...text },
    { field: 'receiver', zh: ['收货单位', '收货人'], en: ['receiver'], ...text },
    { field: 'destination', zh: ['目的地', '到达地'], en: ['destination'], ...text },
    { field: 'barred', zh: ['停装原因'], en: ['barred because'], ...text },
    ...paper('vehicle-licence', '行驶证', 'vehicle licence'),
    ...paper('transport-permit', '道路运输证', 'transport permit'),
  ],
  driver: [
    { field: 'name', zh: ['姓名', '驾驶员', '司机', '司机姓名'], en: ['name', 'driver'], required: true, ...text },
    { field: 'phone', zh: ['电话', '手机', '手机号', '联系电话'], en: ['phone'], ...text },
    ...paper('driving-licence', '驾驶证', 'driving licence'),
    ...paper('qualification', '从业资格证', 'qualification'),
  ],
  goods: [
    { field: 'name', zh: ['名称', '货物', '货物名称', '货名'], en: ['name', 'goods'], required: true, ...text },
    { field: 'category', zh: ['类别', '货物类别'], en: ['category'], ...text },
  ],
  receiver: [
    {
      field: 'name',
      zh: ['名称', '收货单位', '单位名称', '收货人'],
      en: ['name', 'receiver'],
      required: true,
      ...text,
    },
    { field: 'address', zh: ['地址', '收货地址'], en: ['address'], ...text },
  ],
};

/** As headings are compared: brackets, units' dots and blanks say nothing. */
export const plainHeading = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()[\]_*.:-]/g, '');

export function columnOf(kind: FileKind, heading: string): Column | null {
  const plain = plainHeading(heading);
  return COLUMNS[kind].find(({ zh, en }) => [...zh, ...en].some((word) => plainHeading(word) === plain)) ?? null;
}
