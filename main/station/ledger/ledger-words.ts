/** The words of entries as they stand in a Notice and on paper: Chinese, for that is what the county reads. Pure. */
import type { EntryKind, LedgerEntry, LedgerName, SealDetails } from '../../../preload/contract/ledger.ts';
import type { DeviceKind } from '../../../preload/contract/vocabulary.ts';

export const LEDGER_TITLES: Readonly<Record<LedgerName, string>> = {
  maintenance: '设备维护保养维修台账',
  'spare-device': '备用设备更换台账',
  calibration: '衡器检定台账',
  seal: '仪表铅封台账',
  patrol: '巡查台账',
  emergency: '应急预案与演练台账',
  business: '停业复业台账',
  outage: '设备故障台账',
};

export const KIND_WORDS: Readonly<Record<EntryKind, string>> = {
  maintenance: '维护保养',
  repair: '维修',
  'spare-device': '更换设备',
  calibration: '检定',
  seal: '铅封检查',
  patrol: '巡查',
  'emergency-plan': '应急预案',
  drill: '应急演练',
  suspension: '停业',
  resumption: '复业',
  outage: '故障停用',
};

export const SEAL_WORDS: Readonly<Record<SealDetails['state'], string>> = {
  intact: '完好',
  broken: '破损',
  replaced: '更换新封',
};

export const DEVICE_WORDS: Readonly<Record<DeviceKind, string>> = {
  indicator: '称重仪表',
  'camera-front': '车头摄像机',
  'camera-rear': '车尾摄像机',
  'camera-gate-in': '入口摄像机',
  'camera-gate-out': '出口摄像机',
  'camera-side': '侧面摄像机',
  'camera-office': '磅房摄像机',
  recorder: '录像机',
  display: '显示屏',
  printer: '打印机',
  barrier: '道闸',
  'traffic-light': '红绿灯',
  'plate-push': '车牌推送',
};

/** The figures of an entry as one line; empty where it has none. */
export function detailsText({ details }: Pick<LedgerEntry, 'details'>): string {
  if (details === null) return '';
  if ('certificateNo' in details)
    return `证书编号 ${details.certificateNo}，检定日期 ${details.verifiedOn}，有效期至 ${details.validUntil}，检定机构 ${details.institution}`;
  if ('sealNo' in details) return `铅封编号 ${details.sealNo}，${SEAL_WORDS[details.state]}`;
  if ('newSerial' in details) {
    const parts = [
      ...(details.oldSerial === '' ? [] : [`原序列号 ${details.oldSerial}`]),
      ...(details.newSerial === '' ? [] : [`新序列号 ${details.newSerial}`]),
      ...(details.model === '' ? [] : [`型号 ${details.model}`]),
    ];
    return parts.join('，');
  }
  if ('participants' in details)
    return [`参加人员 ${details.participants}`, ...(details.result === '' ? [] : [`效果 ${details.result}`])].join(
      '，',
    );
  if ('township' in details)
    return [`报告 ${details.township}`, ...(details.until === null ? [] : [`至 ${details.until}`])].join('，');
  return details.result === 'in-order' ? '未见异常' : '发现问题';
}

/** What a Notice says: what it is, its figures, the person's words; of a correction first that it is one, and why. */
export function noticeText(entry: Pick<LedgerEntry, 'corrects' | 'details' | 'kind' | 'text'>): string {
  const { corrects, kind, text } = entry;
  const details = detailsText(entry);
  const said = [KIND_WORDS[kind], details, text].filter((part) => part !== '').join('：');
  if (corrects === null) return said;
  return corrects.withdrawn ? `撤回：${corrects.reason}` : `更正（${corrects.reason}）：${said}`;
}
