/** Why a port does not open, or closed by itself, as an error code: from the system's or the library's own words. */
import type { ErrorCode } from '../preload/contract/errors.ts';

export type PortFault = Extract<ErrorCode, `port.${string}`>;

/** What a link says of a port that is named by its USB adapter; the adapter's number follows. */
export const ADAPTER_ABSENT = 'adapter absent: ';
export const ADAPTER_TWICE = 'adapter twice: ';

/**
 * In the order they are asked. Linux as node-serialport quotes it (an exclusive lock that another program holds, EBUSY,
 * EACCES, ENOENT); Windows says "Access denied" for a port that another program holds as well; network lines by their code.
 */
const WORDS: readonly (readonly [RegExp, PortFault])[] = [
  [new RegExp(`^${ADAPTER_ABSENT}`), 'port.adapter-absent'],
  [new RegExp(`^${ADAPTER_TWICE}`), 'port.adapter-twice'],
  [/cannot lock port|resource busy|EBUSY|EAGAIN|access denied/i, 'port.busy'],
  [/permission denied|not permitted|EACCES|EPERM/i, 'port.denied'],
  [
    /no such (file|device)|file not found|not a tty|inappropriate ioctl|input\/output error|bad file descriptor|other side|disconnected|^E(NOENT|NXIO|NODEV|IO|BADF|CONN|HOST|NET|TIMEDOUT|NOTFOUND|PIPE)/i,
    'port.gone',
  ],
];

/** @param reason what `LinkEvents.onClose` was told */
export function portFault(reason: string): PortFault {
  return WORDS.find(([words]) => words.test(reason))?.[1] ?? 'port.failed';
}

/** The code, and behind it what a person needs: what the system said, or the adapter's number. */
export function portFaultDetail(reason: string): string {
  const more = [ADAPTER_ABSENT, ADAPTER_TWICE].find((words) => reason.startsWith(words)) ?? '';
  return `${portFault(reason)}: ${reason.slice(more.length)}`;
}
