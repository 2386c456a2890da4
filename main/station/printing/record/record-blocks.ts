/** What a printed record says, in its order: every figure with its unit, and whatever is lacking in words. Pure. */
import type { Image, LoadSheet, Plate, Weighing } from '../../../../preload/contract/documents.ts';
import type { WeightCurve } from '../../../../preload/contract/curves.ts';
import type { CallOutput } from '../../../../preload/contract/index.ts';
import type { DisplaySeen } from '../../../../preload/contract/readings.ts';
import type { Timestamp } from '../../../../preload/contract/vocabulary.ts';
import type { RecordLife } from '../../../../preload/contract/workbench.ts';
import type { RecordNow } from '../../records/print-query.ts';
import type { BrokenReason } from '../../records/document-check.ts';
import { overLimit } from '../../rules/mass-limits/over-limit.ts';
import { groupedKg, localTime } from '../sheet-facts.ts';
import { overrideText, WORDS } from '../sheet-words.ts';
import type { RecordBlock, ShownCurve, ShownPicture } from './record-pages.ts';
import {
  AXLE_SOURCES,
  BASES,
  CHECKS,
  CONDITIONS,
  DIRECTIONS,
  DISPLAY_VERDICTS,
  FINDINGS,
  KINDS,
  LACKS,
  PLATE_SOURCES,
  RECORD,
  RESULTS,
  ROLES,
  UPLOADS,
} from './record-words.ts';

/** A picture's file as it was found on this computer. */
export type FoundPicture = Uint8Array | 'missing' | 'damaged';

export interface PrintedRecord {
  readonly unitName: string;
  /** Address and telephone of the unit, as on its sheets; empty where it wants none there. */
  readonly contact: string;
  readonly simulated: boolean;
  readonly printedAt: Timestamp;
  readonly weighing: Weighing;
  readonly now: RecordNow;
  /** Why the stored document is not what was signed; null: it is. */
  readonly broken: BrokenReason | null;
  readonly limit: CallOutput<'weighing.limitOf'>;
  readonly life: RecordLife;
  /** Thumbprint of the key that the signature names. */
  readonly keyId: string | null;
  readonly curve: WeightCurve;
  /** Of its sheets: those that were issued, and those that void them. */
  readonly sheets: readonly LoadSheet[];
  readonly pictures: ReadonlyMap<string, FoundPicture>;
}

const LACKING: Readonly<Record<Exclude<FoundPicture, Uint8Array>, string>> = {
  missing: RECORD.pictureGone,
  damaged: RECORD.pictureDamaged,
};
const [PICTURE_MM, CROP_MM] = [56, 24] as const;
/** Of the display's own size, on each side of it. */
const AROUND = 0.5;

/** What keeps the record from counting, for the head of each page. */
export const recordMarks = ({ broken, now, simulated, weighing }: PrintedRecord): string[] => [
  ...(simulated || weighing.simulated === true ? [RECORD.simulated] : []),
  ...(broken === null ? [] : [RECORD.broken]),
  ...(now.voided ? [RECORD.voided] : []),
  ...(now.replacedBy === null ? [] : [`${RECORD.replaced} ${String(now.replacedBy)}`]),
];

export function recordBlocks(record: PrintedRecord): RecordBlock[] {
  const { broken, contact, life, printedAt, unitName, weighing } = record;
  return [
    { kind: 'name', text: unitName },
    ...(contact === '' ? [] : [{ kind: 'name', text: contact } as const]),
    { kind: 'title', text: RECORD.title },
    fact(RECORD.printedAt, localTime(printedAt)),
    heading(RECORD.facts),
    ...figures(record),
    heading(RECORD.pictures),
    ...pictures(record),
    heading(RECORD.displays),
    ...displays(record),
    heading(RECORD.curve),
    { kind: 'curve', curve: curve(record) },
    ...findings(record),
    heading(RECORD.checks),
    ...orNone(
      weighing.checks.map(({ code, detail, result }) =>
        fact(CHECKS[code], [RESULTS[result], checkDetail(code, detail)].join(' ')),
      ),
    ),
    heading(RECORD.sheets),
    ...orNone(sheets(record)),
    heading(RECORD.notices),
    ...orNone(life.notices.map(({ at, operatorId, text }) => fact(localTime(at), `${text}  ${operatorId}`))),
    heading(RECORD.receipts),
    ...orNone(receipts(record)),
    heading(RECORD.signature),
    fact('记录编号', weighing.id),
    fact('记录摘要', weighing.hash),
    fact('前一摘要', weighing.prevHash),
    fact('密钥指纹', record.keyId ?? RECORD.unknown),
    fact('签名', weighing.signature),
    fact('核对', broken === null ? RECORD.sound : `${RECORD.broken} (${broken})`),
  ];
}

const heading = (text: string): RecordBlock => ({ kind: 'heading', text });
const fact = (label: string, value: string): RecordBlock => ({ kind: 'fact', label, value });
const orNone = (blocks: readonly RecordBlock[]): readonly RecordBlock[] =>
  blocks.length === 0 ? [{ kind: 'text', text: RECORD.none }] : blocks;
const mass = (kg: number | null | undefined): string => (kg == null ? RECORD.unknown : groupedKg(kg));

function plate(signed: Plate, now: string | null): string {
  const said = `${signed.text ?? RECORD.none} (${PLATE_SOURCES[signed.source] ?? signed.source})`;
  return signed.text === now ? said : `${said}  ${RECORD.now}: ${now ?? RECORD.none}`;
}

function figures({ limit, now, weighing }: PrintedRecord): RecordBlock[] {
  const { evidence, indicator, otherAxles, repeats, replaces, stability } = weighing;
  const signedLimit = limit.asSignedKg === limit.limitKg ? '' : ` (签名时 ${mass(limit.asSignedKg)})`;
  const why = limit.conditions.map((condition) => CONDITIONS[condition]).join('、');
  const basis = limit.basis === null ? RECORD.unknown : BASES[limit.basis];
  const overKg = limit.limitKg === null ? null : overLimit(weighing.weightKg, limit.limitKg, limit.toleranceKg).overKg;
  const verdict = overKg === null ? RECORD.unknown : overKg > 0 ? `超限 ${groupedKg(overKg)}` : '未超限';
  const direction = DIRECTIONS[weighing.direction ?? ''] ?? '';
  return [
    fact('序号', `${String(weighing.sequence)}  磅秤 ${weighing.scaleId}`),
    fact('类型', [KINDS[weighing.kind], direction].join('  ')),
    fact('时间', localTime(weighing.weighedAt)),
    fact('重量', groupedKg(weighing.weightKg)),
    fact('前车牌', plate(weighing.plateFront, now.plateFront)),
    fact('后车牌', plate(weighing.plateRear, now.plateRear)),
    fact('轴数', `${String(now.axleCount ?? RECORD.unknown)}  ${AXLE_SOURCES[limit.axleSource] ?? ''}`),
    fact('限重', mass(limit.limitKg) + signedLimit),
    fact('依据', [basis, limit.ruleSet, why].filter((words) => words !== '').join('  ')),
    fact('允差', groupedKg(limit.toleranceKg)),
    fact('结论', verdict),
    fact('证据', evidence.state === 'complete' ? '完整' : '不全'),
    ...(evidence.reason === undefined
      ? []
      : [fact('证据不全原因', `${evidence.reason}  ${evidence.acceptedBy ?? ''}`)]),
    fact(
      '稳定',
      `${String(stability.windowMs / 1000)} s 内 ${String(stability.samples)} 个读数，相差 ${groupedKg(stability.spreadKg)}，允许 ${groupedKg(stability.toleranceKg)}`,
    ),
    fact('上磅前零点', mass(weighing.zeroBeforeKg)),
    fact('仪表', `${indicator.protocol}  ${indicator.rawFrame}`),
    ...(replaces === undefined ? [] : [fact('复磅原因', replaces.reason)]),
    ...(repeats === undefined ? [] : [fact('再次过磅', repeats.reason)]),
    ...(otherAxles === undefined
      ? []
      : [
          fact(
            '轴数不符',
            `档案 ${String(otherAxles.fileAxleCount)} 轴  ${otherAxles.reason}  ${otherAxles.managerId ?? ''}`,
          ),
        ]),
    fact('司磅员', weighing.operatorId),
  ];
}

function pictures({ pictures: found, weighing }: PrintedRecord): RecordBlock[] {
  const lacking = weighing.evidence.missing.map(({ code, role }): ShownPicture => ({
    jpeg: null,
    shape: 1,
    lines: [`${ROLES[role] ?? role}  ${RECORD.pictureMissing}: ${LACKS[code] ?? code}`],
  }));
  const shown = weighing.images.map((image): ShownPicture => {
    const file = found.get(image.sha256) ?? 'missing';
    const lines = [
      `${ROLES[image.role] ?? image.role}  ${image.cameraId}  ${localTime(image.takenAt)}`,
      `${String(image.width)}×${String(image.height)}  ${String(image.bytes)} 字节`,
      `SHA-256 ${image.sha256}`,
    ];
    if (typeof file !== 'string') return { jpeg: file, shape: image.width / image.height, lines };
    return { jpeg: null, shape: 1, lines: [LACKING[file], ...lines] };
  });
  const all = [...shown, ...lacking];
  return all.length === 0
    ? [{ kind: 'text', text: RECORD.none }]
    : [{ kind: 'pictures', pictures: all, height: PICTURE_MM }];
}

function displays({ life, pictures: found, weighing }: PrintedRecord): readonly RecordBlock[] {
  const crops = life.displays.map((seen): ShownPicture => {
    const image = weighing.images.find(({ sha256 }) => sha256 === seen.sha256);
    const file = found.get(seen.sha256) ?? 'missing';
    const lines = [`${ROLES[seen.role] ?? seen.role}  读数 ${mass(seen.readingKg)}  ${DISPLAY_VERDICTS[seen.verdict]}`];
    const part = image === undefined ? null : partOf(seen, image);
    if (typeof file === 'string' || image === undefined || part === null)
      return { jpeg: null, shape: 1, lines: [...lines, typeof file === 'string' ? LACKING[file] : '位置不明'] };
    return { jpeg: file, part, shape: (part.width * image.width) / (part.height * image.height), lines };
  });
  return crops.length === 0
    ? [{ kind: 'text', text: RECORD.none }]
    : [{ kind: 'pictures', pictures: crops, height: CROP_MM }];
}

/** The display with something around it, in shares of the picture. */
function partOf({ corners }: DisplaySeen, { height, width }: Image): NonNullable<ShownPicture['part']> | null {
  if (corners === null) return null;
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const around = (bottom - top) * AROUND;
  const [x, y] = [Math.max(0, left - around), Math.max(0, top - around)];
  const [toX, toY] = [Math.min(width, right + around), Math.min(height, bottom + around)];
  if (toX - x < 1 || toY - y < 1) return null;
  return { x: x / width, y: y / height, width: (toX - x) / width, height: (toY - y) / height };
}

function curve({ curve: shown, weighing }: PrintedRecord): ShownCurve {
  const { atMs, weightKg } = shown.points;
  const points = atMs.map((at, index) => ({ atMs: at, weightKg: weightKg[index] ?? null }));
  const saved = shown.saved.find(({ weighingId }) => weighingId === weighing.id);
  const seconds = ((atMs.at(-1) ?? 0) - (atMs[0] ?? 0)) / 1000;
  const topKg = Math.max(0, ...weightKg.map((kg) => kg ?? 0));
  return {
    points,
    savedAtMs: saved?.atMs ?? null,
    words: `${localTime(shown.startedAt)} 起 ${seconds.toFixed(1)} s  最高 ${groupedKg(topKg)}  保存 ${groupedKg(weighing.weightKg)}  下磅后零点 ${mass(shown.zeroAfterKg)}`,
  };
}

/** What of the curve is to be looked at, and what a person said that it was. */
function findings({ curve: { pass } }: PrintedRecord): RecordBlock[] {
  if (pass === null || pass.findings.length === 0) return [];
  const names = [...new Set(pass.findings.map(({ code }) => FINDINGS[code]))].join('、');
  const { acknowledged } = pass;
  const said =
    acknowledged === null
      ? '尚无人说明'
      : `${acknowledged.reason}  ${acknowledged.operatorId}  ${localTime(acknowledged.at)}`;
  return [fact('待查', names), fact('说明', said)];
}

/** What a check found, in words where it is a list of codes. */
function checkDetail(code: Weighing['checks'][number]['code'], detail = ''): string {
  if (code !== 'trace-plausible') return detail;
  const names: Readonly<Record<string, string>> = FINDINGS;
  return detail
    .split(', ')
    .map((finding) => names[finding] ?? finding)
    .join('、');
}

function sheets({ life, sheets: stored }: PrintedRecord): RecordBlock[] {
  return life.sheets.map(({ id, issuedAt, netKg, number, voided }) => {
    const sheet = stored.find((one) => one.id === id);
    const voidReason = stored.find(({ voids }) => voids === id)?.voidReason;
    const printed = life.jobs.filter(
      (job) => job.kind === 'sheet' && job.sheetNumber === number && job.state === 'printed',
    ).length;
    const said = [
      number,
      voided ? '已作废' : '有效',
      `净重 ${groupedKg(netKg)}`,
      ...(sheet === undefined
        ? []
        : [`皮重 ${groupedKg(sheet.tareKg)}`, sheet.goods.name, `收货 ${sheet.receiver}`, `开单 ${sheet.operatorId}`]),
      ...(sheet?.reissues === undefined ? [] : [`替代 ${sheet.reissues.number} ${sheet.reissues.reason}`]),
      ...(sheet?.override === undefined ? [] : [`${WORDS.override} ${overrideText(sheet.override)}`]),
      ...(voidReason === undefined ? [] : [`${WORDS.voidReason} ${voidReason}`]),
      `已打印 ${String(printed)} 份`,
    ];
    return fact(localTime(issuedAt), said.join('  '));
  });
}

function receipts({ life, weighing }: PrintedRecord): RecordBlock[] {
  return life.parts.map(({ lastError, part, receivedAt, sha256, state }) => {
    const role = weighing.images.find((image) => image.sha256 === sha256)?.role;
    const name = part === 'document' ? '记录' : `照片 ${role === undefined ? '' : (ROLES[role] ?? role)}`;
    const when = receivedAt === null ? '' : localTime(receivedAt);
    return fact(name, [UPLOADS[state], when, state === 'done' ? '' : (lastError ?? '')].join('  '));
  });
}
