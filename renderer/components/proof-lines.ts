/** What the verifier found out, as lines for people: for the window, and for the command without one (main/verify.ts). */
import type { ProofReport } from '../../preload/contract/proof.ts';
import type { proofZhCn } from '../i18n/proof-zh-cn.ts';

export type ProofWord = keyof typeof proofZhCn;
type Words = (key: ProofWord, params?: Readonly<Record<string, string | number>>) => string;

export interface ProofLines {
  readonly verdict: string;
  readonly sound: boolean;
  /** The first one is what to look at. */
  readonly faults: readonly string[];
  readonly facts: readonly string[];
  readonly notes: readonly string[];
}

export function proofLines(report: ProofReport, t: Words): ProofLines {
  const { documents, faultCount, faults, head, headAt, heartbeat, keys, notes, pictures, receipts } = report;
  const untold = faultCount - faults.length;
  return {
    sound: faultCount === 0,
    verdict: faultCount === 0 ? t('proof.sound') : t('proof.broken', { count: faultCount }),
    faults: [
      ...faults.map(({ code, params }) => t(`proof.fault.${code}`, params)),
      ...(untold > 0 ? [t('proof.more', { count: untold })] : []),
    ],
    facts: [
      ...(report.simulated ? [t('proof.simulated')] : []),
      head === null
        ? t('proof.no-documents')
        : t('proof.documents', { count: documents, sequence: head.sequence, at: headAt ?? '' }),
      t('proof.pictures', pictures),
      ...keys.map(({ confirmed, documents: signed, firstSequence: sequence, kid, list }) =>
        t('proof.key', {
          kid,
          sequence,
          documents: signed,
          list: list ? t('proof.key-list') : '',
          confirmed: t(confirmed ? 'proof.key-yes' : 'proof.key-no'),
        }),
      ),
      t('proof.receipts', receipts),
      ...(heartbeat === null ? [] : [t('proof.heartbeat', { at: heartbeat.answeredAt, length: heartbeat.length })]),
      t('proof.took', { seconds: report.seconds }),
    ],
    notes: notes.map(({ code, params }) => t(`proof.note.${code}`, params)),
  };
}

/** Where nothing could be proved. */
export const unreadable = (reason: string, t: Words): string => t('proof.unreadable', { reason });
