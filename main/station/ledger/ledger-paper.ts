/** What stands on a printed ledger, on the month's up-time, and in the letter to the township (product.md M3, M4). Pure. */
import type { Availability, BusinessDetails, LedgerEntry, LedgerName } from '../../../preload/contract/ledger.ts';
import { timestamp, type EpochMs, type Timestamp } from '../../../preload/contract/vocabulary.ts';
import { DEVICE_WORDS, detailsText, KIND_WORDS, LEDGER_TITLES } from './ledger-words.ts';
import { COLUMNS, type PaperBlock, type PaperColumn } from './paper-flow.ts';

/** Whose paper it is. */
export interface PaperHead {
  readonly unitName: string;
  readonly unitCode: string;
  /** Address and telephone; empty where the unit wants none there. */
  readonly contact: string;
  readonly printedAt: Timestamp;
}

const TIME: PaperColumn = { title: '时间', width: 16 };
const SHORT_HASH = 16;

const head = ({ contact, unitCode, unitName }: PaperHead, title: string): PaperBlock[] => [
  { kind: 'name', text: `${unitName}（${unitCode}）` },
  ...(contact === '' ? [] : [{ kind: 'name', text: contact } as const]),
  { kind: 'title', text: title },
];

/** @param nameOf a scale's or a device's name as people say it */
export function ledgerBlocks(
  ledger: LedgerName,
  entries: readonly LedgerEntry[],
  period: { readonly from: string; readonly to: string },
  paper: PaperHead,
  nameOf: (subjectId: string) => string,
): PaperBlock[] {
  const kind: PaperColumn = { title: '类别', width: 12 };
  const subject: PaperColumn = { title: '对象', width: 18 };
  const who: PaperColumn = { title: '记录人', width: 14 };
  const content: PaperColumn = { title: '内容', width: COLUMNS - 16 - 12 - 18 - 14 - 4 };
  return [
    ...head(paper, LEDGER_TITLES[ledger]),
    { kind: 'fact', label: '期间', value: `${period.from} 至 ${period.to}` },
    { kind: 'fact', label: '打印时间', value: clock(paper.printedAt) },
    { kind: 'fact', label: '条数', value: String(entries.length) },
    { kind: 'space', lines: 0.6 },
    entries.length === 0
      ? { kind: 'text', text: '本期没有记录。' }
      : {
          kind: 'table',
          columns: [TIME, kind, subject, content, who],
          rows: entries.map((entry) => [
            clock(entry.at),
            KIND_WORDS[entry.kind],
            entry.subjectId === null ? '全站' : nameOf(entry.subjectId),
            contentOf(entry),
            entry.operatorId,
          ]),
        },
    { kind: 'sign', labels: ['记录人', '治超专责人', '日期'] },
  ];
}

/** What an entry says, whether it counts, and by what it can be proven. */
function contentOf(entry: LedgerEntry): string {
  const { correctedBy, corrects, id, images, sequence, text } = entry;
  const state =
    correctedBy !== null ? '【已被更正】' : corrects === null ? '' : corrects.withdrawn ? '【撤回】' : '【更正】';
  const reason = corrects === null || corrects.withdrawn ? '' : `原因：${corrects.reason}。`;
  const of = corrects === null ? '' : `原记录 ${corrects.id.slice(-12)}。`;
  const pictures =
    images.length === 0 ? '' : `照片：${images.map(({ sha256 }) => sha256.slice(0, SHORT_HASH)).join(' ')}。`;
  const notice = sequence === null ? `记录 ${id.slice(-12)}` : `记录 ${id.slice(-12)}，公告 ${String(sequence)}`;
  return [state, detailsText(entry), ' ', text, ' ', reason, of, pictures, notice]
    .filter((part) => part !== '')
    .join('');
}

export function availabilityBlocks(
  { devices, faults, month, station }: Availability,
  paper: PaperHead,
  nameOf: (deviceId: string) => string,
): PaperBlock[] {
  return [
    ...head(paper, '设备运行台账'),
    { kind: 'fact', label: '月份', value: month },
    { kind: 'fact', label: '打印时间', value: clock(paper.printedAt) },
    {
      kind: 'fact',
      label: '程序运行',
      value: `${duration(station.runningMs)}，停止 ${duration(station.stoppedMs)}，启动 ${String(station.starts)} 次，非正常结束 ${String(station.uncleanEnds)} 次`,
    },
    { kind: 'heading', text: '设备在线' },
    devices.length === 0
      ? { kind: 'text', text: '本月没有设备记录。' }
      : {
          kind: 'table',
          columns: [
            { title: '设备', width: 44 },
            { title: '在线率', width: 12, right: true },
            { title: '观察时间', width: 20, right: true },
            { title: '离线时间', width: 20, right: true },
            { title: '离线次数', width: 12, right: true },
          ],
          rows: devices.map(({ deviceId, faults: times, kind, observedMs, offlineMs }) => [
            `${nameOf(deviceId)}  ${DEVICE_WORDS[kind]}`,
            percent(observedMs - offlineMs, observedMs),
            duration(observedMs),
            duration(offlineMs),
            String(times),
          ]),
        },
    { kind: 'heading', text: '故障（十秒以上）' },
    faults.length === 0
      ? { kind: 'text', text: '本月没有。' }
      : {
          kind: 'table',
          columns: [
            TIME,
            { title: '恢复', width: 16 },
            { title: '设备', width: 30 },
            { title: '离线', width: 16, right: true },
            { title: '次数', width: 6, right: true },
            { title: '原因', width: 31 },
          ],
          rows: faults.map(({ detail, deviceId, from, offlineMs, times, until }) => [
            clock(from),
            until === null ? '未恢复' : clock(until),
            nameOf(deviceId),
            duration(offlineMs),
            String(times),
            detail ?? '',
          ]),
        },
    { kind: 'sign', labels: ['记录人', '治超专责人', '日期'] },
  ];
}

/** The letter of a suspension or resumption to the township (domain.md §1.3, C3), with a slip that it came there. */
export function letterBlocks(
  entry: Pick<LedgerEntry, 'at' | 'id' | 'kind' | 'operatorId' | 'sequence' | 'text'>,
  { township, until }: BusinessDetails,
  paper: PaperHead,
): PaperBlock[] {
  const { unitCode, unitName } = paper;
  const suspends = entry.kind === 'suspension';
  const day = chineseDay(entry.at);
  const end = until === null ? '恢复时间另行报告' : `预计至${chineseDay(until)}`;
  const said = suspends
    ? `我单位（${unitName}，货运源头单位代码 ${unitCode}）自${day}起停止货物装载和称重业务，${end}。`
    : `我单位（${unitName}，货运源头单位代码 ${unitCode}）自${day}起恢复货物装载和称重业务。`;
  const kind = suspends ? '停业' : '复业';
  return [
    ...head(paper, suspends ? '停业报告' : '复业报告'),
    { kind: 'space', lines: 2 },
    { kind: 'address', text: `${township}：` },
    { kind: 'paragraph', text: said },
    { kind: 'paragraph', text: `情况说明：${entry.text}` },
    { kind: 'paragraph', text: '特此报告。' },
    { kind: 'space', lines: 2 },
    { kind: 'right', text: `${unitName}（盖章）` },
    { kind: 'right', text: chineseDay(paper.printedAt) },
    { kind: 'sign', labels: ['负责人', '治超专责人', '联系电话'] },
    { kind: 'space', lines: 1 },
    {
      kind: 'fact',
      label: '公告',
      value: `序号 ${entry.sequence === null ? '—' : String(entry.sequence)}  编号 ${entry.id}  记录人 ${entry.operatorId}`,
    },
    { kind: 'space', lines: 3 },
    {
      kind: 'heading',
      text: `回执：${unitName}${kind}报告（序号 ${entry.sequence === null ? '—' : String(entry.sequence)}）已收到。`,
    },
    { kind: 'sign', labels: ['签收单位（盖章）', '签收人', '日期'] },
  ];
}

/** yyyy-MM-dd HH:mm, Beijing time. */
const clock = (at: Timestamp): string =>
  timestamp(Date.parse(at) as EpochMs)
    .slice(0, 16)
    .replace('T', ' ');

const chineseDay = (at: string): string => {
  const day = at.length > 10 ? timestamp(Date.parse(at) as EpochMs) : at;
  const [year = '', month = '', date = ''] = day.slice(0, 10).split('-');
  return `${year}年${String(Number(month))}月${String(Number(date))}日`;
};

function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return `${String(Math.round(ms / 1000))} 秒`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return hours === 0 ? `${String(rest)} 分` : `${String(hours)} 时 ${String(rest)} 分`;
}

/** Rounded down: what was away for a minute was never there all the time. */
const percent = (part: number, of: number): string => `${(Math.floor((part / of) * 10_000) / 100).toFixed(2)} %`;
