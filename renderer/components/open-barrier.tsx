/** A person opens a barrier: which one, why, and what came of it. Recorded first, then opened; it stands beside the weight, never over it. */
import { Input } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { CodedError } from '../../preload/contract/errors.ts';
import type { OpenedByHand } from '../../preload/contract/barrier.ts';
import { useWords, type WordKey } from '../i18n/index.ts';
import { call } from '../station/client.ts';
import { BarrierLine } from './barrier-line.tsx';
import { ChoiceRow } from './choice-row.tsx';
import { EnterGuard } from './enter-guard.ts';
import { errorParams } from './error-params.ts';
import { ErrorText } from './error-text.tsx';
import { KeyCap } from './key-cap.tsx';
import { ReasonChoice } from './reason-choice.tsx';
import { useKeys } from './use-keys.ts';
import './open-barrier.css';

const REASONS: readonly WordKey[] = [
  'barrier.why-back',
  'barrier.why-plate',
  'barrier.why-checked',
  'barrier.why-emergency',
  'barrier.why-fault',
];

export function OpenBarrier({
  active,
  places,
  operatorId,
  onBack,
  onPreferences,
}: {
  readonly active: boolean;
  /** At least one. */
  readonly places: readonly { readonly id: string; readonly words: string }[];
  readonly operatorId: string;
  onBack(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const [placeId, setPlaceId] = useState(places[0]?.id ?? '');
  const [reason, setReason] = useState('');
  const [typing, setTyping] = useState(false);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<OpenedByHand | null>(null);
  const [failure, setFailure] = useState<CodedError | null>(null);
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => first.current?.focus(), []);
  const guard = useMemo(() => new EnterGuard(), []);
  // Enter that was meant for another barrier or another reason opens none.
  const meaning = `open ${active} ${busy} ${placeId} ${reason !== '' && !typing ? reason : ''} ${done?.notice.id ?? ''}`;
  useEffect(() => guard.means(meaning, performance.now()), [guard, meaning]);

  const open = (): void => {
    if (done !== null) return onBack();
    if (busy || reason.trim() === '' || !guard.allows(performance.now())) return;
    setBusy(true);
    setFailure(null);
    call('gate.open', { gateId: placeId, reason: reason.trim(), operatorId })
      .then(setDone)
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure(error);
      })
      .finally(() => setBusy(false));
  };
  const choose = (words: string): void => {
    setTyping(false);
    setReason(words);
  };
  const other = (): void => {
    setReason('');
    setTyping(true);
  };
  useKeys(active && !busy, {
    Enter: open,
    Escape: () => (typing ? choose('') : onBack()),
    F12: onPreferences,
    ...(done === null
      ? {
          ...Object.fromEntries(REASONS.map((words, index) => [String(index + 1), () => choose(t(words))])),
          [String(REASONS.length + 1)]: other,
        }
      : {}),
  });
  const name = places.find(({ id }) => id === placeId)?.words ?? placeId;
  return (
    <section className="panel open-barrier" aria-label={t('barrier.by-hand')} data-meaning={meaning}>
      <div className="truck-head">
        <h2>{t('barrier.at', { place: name })}</h2>
        <span className="hint-key">
          <KeyCap name="Esc" /> {t('key.back')}
        </span>
      </div>
      {places.length > 1 && done === null && (
        <ChoiceRow<string>
          label={t('barrier.choose')}
          choices={places.map(({ id, words }) => ({ value: id, words }))}
          value={placeId}
          onChange={setPlaceId}
          groupRef={first}
        />
      )}
      <BarrierLine placeId={placeId} />
      {done === null &&
        (typing ? (
          <label className="reason-typed">
            <span className="label">{t('explain.typed')}</span>
            <Input autoFocus value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
          </label>
        ) : (
          <ReasonChoice
            title={t('barrier.why')}
            reasons={REASONS.map((words) => t(words))}
            chosen={reason}
            onChoose={choose}
            onOther={other}
          />
        ))}
      {done !== null && done.result !== 'failed' && (
        <p className="open-barrier-done" role="status">
          {t(done.result === 'opened' ? 'barrier.opened' : 'barrier.unknown', { sequence: done.notice.sequence })}
        </p>
      )}
      {done !== null && done.trouble !== null && <ErrorText code={done.trouble} params={{ detail: '' }} />}
      {failure !== null && <ErrorText code={failure.code} params={errorParams(failure.params, t)} />}
      <button
        type="button"
        className="default-key"
        disabled={busy || (done === null && reason.trim() === '')}
        onClick={open}
      >
        {!busy && <KeyCap name="Enter" />}
        <span>{t(busy ? 'barrier.ordering' : done === null ? 'barrier.by-hand' : 'key.back')}</span>
      </button>
    </section>
  );
}
