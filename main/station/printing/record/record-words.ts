/** The words of a printed record. As on every paper they are Chinese and not in the locale files; this is the one place to change them. */
import type { CheckCode, Weighing } from '../../../../preload/contract/documents.ts';
import type { CurveCode } from '../../../../preload/contract/curves.ts';
import type { LimitBasis, LimitCondition } from '../../../../preload/contract/mass-limit.ts';
import type { DisplaySeen } from '../../../../preload/contract/readings.ts';
import type { RecordLife } from '../../../../preload/contract/workbench.ts';
import type * as z from 'zod';

export const RECORD = {
  title: '称重记录及证据',
  simulated: '模拟数据 仅供测试 不作凭证',
  voided: '本记录已作废',
  replaced: '本记录已由复磅代替 见序号',
  printedAt: '打印时间',
  facts: '称重',
  pictures: '照片',
  displays: '显示屏',
  curve: '重量曲线',
  checks: '核对',
  sheets: '装载单',
  notices: '更正与作废',
  receipts: '县平台回执',
  signature: '签名',
  none: '无',
  unknown: '未知',
  now: '更正后',
  pictureGone: '照片文件不在本机（超过保存期已清理，或丢失）',
  pictureDamaged: '照片文件与哈希不符（已损坏）',
  pictureMissing: '没有照片，原因',
  saved: '保存',
  sound: '内容、摘要、签名核对无误',
  broken: '核对不符，不能作为凭证',
} as const;

export const KINDS: Readonly<Record<Weighing['kind'], string>> = {
  tare: '皮重',
  gross: '毛重',
  trial: '试磅',
  recheck: '复磅',
};
export const DIRECTIONS: Readonly<Record<string, string>> = { in: '进厂', out: '出厂' };
export const ROLES: Readonly<Record<string, string>> = {
  front: '前',
  rear: '后',
  side: '侧面',
  office: '磅房',
  'gate-in': '进口',
  'gate-out': '出口',
};
export const AXLE_SOURCES: Readonly<Record<string, string>> = { file: '档案', typed: '现场填写', unknown: '未知' };
export const PLATE_SOURCES: Readonly<Record<string, string>> = {
  camera: '摄像机识别',
  recognised: '程序识别',
  corrected: '人工更正',
  manual: '人工填写',
  none: '无牌',
};
export const CHECKS: Readonly<Record<z.infer<typeof CheckCode>, string>> = {
  'display-matches': '屏显一致',
  'plates-consistent': '前后车牌',
  'within-limit': '不超限',
  'trace-plausible': '重量曲线',
  'images-complete': '照片齐全',
  'camera-resolution': '照片清晰',
  'clock-synchronised': '时钟对准',
};
export const RESULTS = { pass: '通过', fail: '不通过', unknown: '未知' } as const;
export const UPLOADS: Readonly<Record<RecordLife['parts'][number]['state'], string>> = {
  pending: '待上传',
  parked: '被退回',
  done: '已回执',
  'not-taken': '平台不收',
};
export const DISPLAY_VERDICTS: Readonly<Record<DisplaySeen['verdict'], string>> = {
  matches: '与保存重量一致',
  differs: '与保存重量不一致',
  'cannot-tell': '看不清',
};
export const BASES: Readonly<Record<LimitBasis, string>> = {
  'order-62-2016': '第62号令第三条',
  'annex-2016': '2016年认定标准',
};
export const CONDITIONS: Readonly<Record<LimitCondition, string>> = {
  'axles-unknown': '轴数未知',
  'body-unknown': '车型未知，按货车',
  'body-not-drawn': '图示外车型，按轴数',
  'drive-axles-unknown': '驱动轴数未知，按 46 吨',
  'drive-axle-single': '单驱动轴，46 吨',
  'tractor-axles-unknown': '牵引车轴数未知，按总轴数',
  'tractor-two-axles': '两轴牵引车，42 吨',
  'truck-three-axles': '三轴货车拖一轴，35 吨',
  'air-suspension': '空气悬架，加 1 吨',
  'registered-total': '按行驶证总质量',
  'tyres-fewer': '轮胎少装，每两条减 3 吨',
  'wide-tyres': '宽胎，不减',
  'axle-cap': '按各轴限载之和',
  'other-trailer': '挂车未登记，按档案轴数',
  'rule-unknown': '由新版程序算出',
};

/** Why a picture is not there, as the record has it; another code stands there as it is. */
export const LACKS: Readonly<Record<string, string>> = {
  'camera.absent': '没有装摄像机',
  'camera.refused': '摄像机拒绝连接',
  'camera.unauthorised': '摄像机不认用户名或密码',
  'camera.timeout': '摄像机没有回应',
  'camera.disconnected': '传到一半断线',
  'camera.http-status': '摄像机回答出错',
  'camera.not-jpeg': '给的不是照片',
  'camera.truncated': '照片只有一部分',
  'camera.too-large': '照片过大',
  'camera.too-small': '照片不足 200 万像素',
  'camera.black': '照片全黑',
  'camera.frozen': '还是上一车的照片',
  'camera.stale': '照片不是现在拍的',
  'camera.foreign-host': '照片地址不是摄像机自己的',
  'camera.certificate': '摄像机证书与登记的不同',
  'camera.service-fault': '摄像机拒绝了请求',
  'camera.no-snapshot': '摄像机没有抓拍功能',
  'camera.display-differs': '显示屏数字与仪表不同',
};
export const FINDINGS: Readonly<Record<CurveCode, string>> = {
  'crossing-without-record': '过磅无记录',
  'jump-without-ramp': '重量突变',
  'ramp-without-axles': '不见车轴',
  'held-value': '读数不动',
  'step-after-steady': '停稳后变重',
  'half-on': '未全上磅',
  'two-trucks': '两车相接',
  'constant-across-trucks': '多车同重',
  replayed: '曲线相同',
  'zero-drift': '零点偏移',
};
