/**
 * What a receipt of 80 mm has to say, line by line, typed from the rules of the load sheet (product.md L7, domain.md §2.5) and
 * from nothing in the program: a second opinion on its layout. Large lines hold half as many characters; what is centred
 * stands without its margin, blank lines are left out.
 */
export interface SheetByRule {
  readonly number: string;
  readonly sender: string;
  readonly receiver: string;
  readonly goods: string;
  readonly plate: string;
  readonly trailerPlate: string | null;
  readonly grossKg: number;
  readonly grossAt: string;
  readonly tareKg: number;
  readonly tareAt: string;
  readonly axleCount: number;
  readonly limitKg: number;
  readonly issuedAt: string;
  readonly operator: string;
  readonly sequence: number;
  readonly hash: string;
  readonly keyId: string;
  /** The sheet that was voided for this one. */
  readonly instead: string | null;
}

const COLUMNS = 48;
const LABEL = 9;
/** Weights end here, their times at the right edge. */
const WEIGHT_EDGE = 28;

const RULE = '-'.repeat(COLUMNS);
const columnsOf = (text: string): number => [...text].reduce((sum, char) => sum + (char > '~' ? 2 : 1), 0);
const labelled = (label: string, value: string): string => label + ' '.repeat(LABEL - columnsOf(label)) + value;
const grouped = (kg: number): string => `${Math.floor(kg / 1000)} ${String(kg % 1000).padStart(3, '0')} kg`;
/** A document's time has its offset: +08:00, and the paper shows the same clock. */
const clock = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 19)}`;

function weight(label: string, kg: number, at: string | null, size = 1): string {
  const amount = grouped(kg);
  const gap = WEIGHT_EDGE - columnsOf(label) - amount.length * size;
  return label + ' '.repeat(gap) + amount + (at === null ? '' : ` ${clock(at)}`);
}

export function paperByRule(sheet: SheetByRule): readonly string[] {
  const cut = sheet.number.lastIndexOf('-', sheet.number.lastIndexOf('-') - 1) + 1;
  const key = sheet.keyId;
  const room = COLUMNS - LABEL;
  return [
    '模拟数据',
    '仅供测试 不作凭证',
    '货物装载单',
    sheet.number.slice(0, cut),
    sheet.number.slice(cut),
    ...(sheet.instead === null ? [] : [labelled('替代单号', sheet.instead)]),
    RULE,
    labelled('发货单位', sheet.sender),
    labelled('收货单位', sheet.receiver),
    labelled('货物名称', sheet.goods),
    labelled('车牌号码', sheet.plate),
    ...(sheet.trailerPlate === null ? [] : [labelled('挂车号牌', sheet.trailerPlate)]),
    RULE,
    weight('毛重', sheet.grossKg, sheet.grossAt),
    weight('皮重 本次实测', sheet.tareKg, sheet.tareAt),
    weight('净重', sheet.grossKg - sheet.tareKg, null, 2),
    weight(`限重 ${sheet.axleCount}轴`, sheet.limitKg, null),
    labelled('结论', '合格 未超限'),
    RULE,
    labelled('开单时间', clock(sheet.issuedAt)),
    labelled('操作员', sheet.operator),
    labelled('记录序号', String(sheet.sequence)),
    labelled('记录摘要', sheet.hash.slice(0, 16)),
    labelled('密钥指纹', key.slice(0, room)),
    ...(key.length > room ? [' '.repeat(LABEL) + key.slice(room)] : []),
    sheet.number,
    '单位盖章',
    ...['司磅员', '驾驶员', '收货方', '放行'].map((signer) => labelled(signer, '_'.repeat(room))),
    '模拟数据',
  ];
}
