/**
 * The words on the printed load sheet. The paper is an official Chinese document whatever language the screen speaks, so
 * they are not in the locale files; this is the one place to change them.
 */
import type { LoadSheet } from '../../../preload/contract/documents.ts';

export const WORDS = {
  title: '货物装载单',
  exitSlip: '出场小票',
  testPage: '打印测试页',
  address: '地址',
  phone: '电话',
  continued: '续页',
  simulated: '模拟数据',
  simulatedNote: '仅供测试 不作凭证',
  draft: '草稿 不作凭证',
  unnumbered: '尚未编号',
  voided: '作废',
  voidReason: '作废原因',
  sender: '发货单位',
  issuer: '开单单位',
  receiver: '收货单位',
  destination: '目的地',
  goods: '货物名称',
  plate: '车牌号码',
  trailerPlate: '挂车号牌',
  driver: '驾驶员',
  permit: '运输证号',
  gross: '毛重',
  tare: '皮重',
  net: '净重',
  limit: '限重',
  over: '超限',
  approvedLoad: '核定载质量',
  overLoad: '超载',
  verdict: '结论',
  evidence: '证据不全',
  override: '证件放行',
  reissues: '替代单号',
  issuedAt: '开单时间',
  operator: '操作员',
  sequence: '记录序号',
  hash: '记录摘要',
  key: '密钥指纹',
  time: '时间',
  seal: '单位盖章',
} as const;

/** Who signs, where the unit does not say otherwise; what is void is signed by the first alone. */
export const SIGNERS: readonly string[] = ['司磅员', '驾驶员', '收货方', '放行'];

/** A paper of the vehicle or its driver, as the law calls it. */
const PAPERS: Readonly<Record<string, string>> = {
  'vehicle-licence': '行驶证',
  'transport-permit': '道路运输证',
  'driving-licence': '驾驶证',
  qualification: '从业资格证',
};

/** Who let it go, with which papers, and why: 李站长 (道路运输证过期): 新证已办 */
export function overrideText({ manager, papers, reason }: NonNullable<LoadSheet['override']>): string {
  const faults = papers.map(({ fault, kind }) =>
    fault === 'missing' ? `无${PAPERS[kind] ?? kind}` : `${PAPERS[kind] ?? kind}过期`,
  );
  return `${manager} (${faults.join('、')}): ${reason}`;
}

/** The mark of every copy after the first; copy 2 is the first reprint. */
export const reprintMark = (copy: number): string => `第${String(copy - 1)}次补打`;

export const axles = (count: number): string => `${String(count)}轴`;

export const TARE_ORIGIN: Readonly<Record<LoadSheet['tareSource'], string>> = {
  'same-trip': '本次实测',
  stored: '库存皮重',
};

export const VERDICT: Readonly<Record<LoadSheet['verdict'], string>> = {
  'within-limit': '合格 未超限',
  'over-limit': '超限',
  'over-load': '超载',
};
