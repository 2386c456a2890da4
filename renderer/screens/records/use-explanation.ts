/** A person's word on what waits to be explained: by digit or typed, kept by Enter, once. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { Acknowledgement } from '../../../preload/contract/curves.ts';
import type { KeyTable } from '../../components/use-keys.ts';
import { useWords, type WordKey } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';

export interface Explanation {
  readonly reasons: readonly WordKey[];
  readonly reason: string;
  /** In one's own words. */
  readonly typing: boolean;
  readonly busy: boolean;
  readonly failure: CodedError | null;
  /** What was kept just now. */
  readonly kept: Acknowledgement | null;
  choose(words: string): void;
  other(): void;
  write(reason: string): void;
  keep(): void;
  /** Digits and Enter, while it is open. */
  readonly keys: KeyTable;
}

/** @param warningId null: nothing waits to be explained */
export function useExplanation(warningId: string | null, reasons: readonly WordKey[], operatorId: string): Explanation {
  const { t } = useWords();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [typing, setTyping] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CodedError | null>(null);
  const [kept, setKept] = useState<Acknowledgement | null>(null);
  const keep = (): void => {
    if (warningId === null || busy || reason.trim() === '') return;
    setBusy(true);
    setFailure(null);
    call('warnings.acknowledge', { warningId, reason: reason.trim(), operatorId })
      .then((closed) => {
        if ('acknowledged' in closed) setKept(closed.acknowledged);
        setTyping(false);
      })
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure(error);
      })
      .finally(() => {
        setBusy(false);
        for (const queryKey of [['passes.curve'], ['records.curve'], ['warnings.search']])
          void queries.invalidateQueries({ queryKey });
      });
  };
  const choose = (words: string): void => {
    setTyping(false);
    setReason(words);
  };
  const other = (): void => {
    setReason('');
    setTyping(true);
  };
  const digits = reasons.map((words, nth) => [String(nth + 1), () => choose(t(words))] as const);
  return {
    reasons,
    reason,
    typing,
    busy,
    failure,
    kept,
    choose,
    other,
    write: setReason,
    keep,
    keys: warningId === null ? {} : { Enter: keep, ...Object.fromEntries(digits), [String(reasons.length + 1)]: other },
  };
}
