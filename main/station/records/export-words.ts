/**
 * The words in lists that are taken away as files. They go to people who never see the window, so they are not in the locale files;
 * this is the one place to change them.
 */
import type { RecordItem } from '../../../preload/contract/records.ts';

export interface ExportWords {
  readonly sheet: string;
  readonly total: string;
  readonly madeAt: string;
  readonly columns: readonly [
    sequence: string,
    time: string,
    kind: string,
    scale: string,
    plate: string,
    trailer: string,
    axles: string,
    weight: string,
    limit: string,
    over: string,
    verdict: string,
    evidence: string,
    number: string,
    goods: string,
    receiver: string,
    tare: string,
    net: string,
    printed: string,
    upload: string,
    operator: string,
    state: string,
  ];
  readonly kinds: Readonly<Record<RecordItem['kind'], string>>;
  readonly verdicts: Readonly<Record<RecordItem['verdict'], string>>;
  readonly evidence: Readonly<Record<RecordItem['evidenceState'], string>>;
  readonly uploads: Readonly<Record<RecordItem['upload'], string>>;
  readonly voided: string;
  readonly replaced: string;
  /** Of the rows above, so many are void or weighed again. */
  gone(count: number): string;
}

export const EXPORT_WORDS: Readonly<Record<'zh-CN' | 'en', ExportWords>> = {
  'zh-CN': {
    sheet: '过磅记录',
    total: '合计',
    madeAt: '导出时间',
    columns: [
      '序号',
      '过磅时间',
      '类型',
      '磅秤',
      '车牌',
      '挂车号牌',
      '轴数',
      '重量 kg',
      '限重 kg',
      '超限 kg',
      '结论',
      '证据',
      '装载单号',
      '货物',
      '收货单位',
      '皮重 kg',
      '净重 kg',
      '打印份数',
      '上传',
      '司磅员',
      '状态',
    ],
    kinds: { tare: '皮重', gross: '毛重', trial: '试磅', recheck: '复磅' },
    verdicts: { 'within-limit': '未超限', 'over-limit': '超限', unknown: '未知' },
    evidence: { complete: '完整', incomplete: '不全' },
    uploads: { pending: '待上传', parked: '被退回', done: '已回执', 'not-taken': '平台不收' },
    voided: '已作废',
    replaced: '已重过',
    gone: (count) => `${count} 条不计`,
  },
  en: {
    sheet: 'Weighings',
    total: 'Total',
    madeAt: 'Exported at',
    columns: [
      'No.',
      'Weighed at',
      'Kind',
      'Scale',
      'Plate',
      'Trailer',
      'Axles',
      'Weight kg',
      'Limit kg',
      'Over kg',
      'Verdict',
      'Evidence',
      'Sheet',
      'Goods',
      'Receiver',
      'Tare kg',
      'Net kg',
      'Printed',
      'Upload',
      'Operator',
      'State',
    ],
    kinds: { tare: 'tare', gross: 'gross', trial: 'trial', recheck: 'recheck' },
    verdicts: { 'within-limit': 'within limit', 'over-limit': 'over limit', unknown: 'unknown' },
    evidence: { complete: 'complete', incomplete: 'incomplete' },
    uploads: { pending: 'pending', parked: 'refused', done: 'receipt', 'not-taken': 'not taken' },
    voided: 'void',
    replaced: 'weighed again',
    gone: (count) => `${count} do not count`,
  },
};
