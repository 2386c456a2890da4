/** The foot of a pass that a person has to explain: its matters, the usual reasons by digit, and the plate where it was misread. */
import { Input } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { GatePassItem, GateReason } from '../../../preload/contract/gate.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import { EnterGuard } from '../../components/enter-guard.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { PlateField } from '../../components/plate-field.tsx';
import { homeProvince, plateForm } from '../../components/plate-typing.ts';
import { ReasonChoice } from '../../components/reason-choice.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { dottedPlate } from '../../format.ts';
import { useWords, type WordKey } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { openMatters, reasonsFor, takeable } from './matters.ts';

/** A reason; or that the suggested plate is this vehicle's. */
type Option = GateReason | 'suggested';

export function MatterPanel({
  item,
  active,
  info,
  correcting,
  onCorrecting,
}: {
  readonly item: GatePassItem;
  readonly active: boolean;
  readonly info: StationInfo;
  /** The plate is being typed. */
  readonly correcting: boolean;
  onCorrecting(on: boolean): void;
}) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Option | null>(null);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CodedError | null>(null);
  const [plate, setPlate] = useState('');
  const [note, setNote] = useState<WordKey | null>(null);
  const field = useRef<HTMLDivElement>(null);
  const guard = useMemo(() => new EnterGuard(), []);
  const meaning = `${item.id} ${correcting} ${busy} ${chosen ?? ''}`;
  useEffect(() => guard.means(meaning, performance.now()), [guard, meaning]);
  useEffect(() => {
    if (correcting) field.current?.focus();
  }, [correcting]);

  const open = openMatters(item);
  const suggested = open.length === 0 ? null : takeable(item);
  const options: readonly Option[] = [...(suggested === null ? [] : (['suggested'] as const)), ...reasonsFor(open)];
  const wordsOf = (option: Option): string =>
    option === 'suggested' ? t('gate.is', { plate: dottedPlate(suggested ?? '') }) : t(`gate.why-${option}`);
  const typing = chosen === 'other';
  const run = (work: Promise<unknown>, after: () => void): void => {
    setBusy(true);
    setFailure(null);
    work
      .then(after)
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure(error);
      })
      .finally(() => {
        setBusy(false);
        void queries.invalidateQueries({ queryKey: ['gate.list'] });
      });
  };
  const correct = (to: string, reason: WordKey): void => {
    const said = { passId: item.id, plate: to, reason: t(reason), operatorId: info.operator };
    run(call('gate.correct', said), () => {
      setChosen(null);
      onCorrecting(false);
    });
  };
  const close = (): void => {
    if (busy || chosen === null || (typing && text.trim() === '') || !guard.allows(performance.now())) return;
    if (chosen === 'suggested') return correct(suggested ?? '', 'gate.plate-reason-suggestion');
    const said = { passId: item.id, reasonCode: chosen, text: typing ? text.trim() : '', operatorId: info.operator };
    run(call('gate.close', said), () => {
      setChosen(null);
      setText('');
    });
  };
  const keepPlate = (): void => {
    if (busy || !guard.allows(performance.now())) return;
    if (plateForm(plate) === 'incomplete' || plateForm(plate) === 'empty') return setNote('plate.incomplete');
    correct(plate, 'gate.plate-reason-seen');
  };
  useKeys(active && !busy, {
    ...(correcting
      ? { Enter: keepPlate, Escape: () => onCorrecting(false) }
      : {
          F2: () => {
            setPlate(item.plate ?? item.plateRear ?? item.unsure ?? homeProvince(info.unitCode));
            setNote(null);
            onCorrecting(true);
          },
          ...(options.length === 0
            ? {}
            : {
                Enter: close,
                ...Object.fromEntries(options.map((option, index) => [String(index + 1), () => setChosen(option)])),
                [String(options.length + 1)]: () => setChosen('other'),
              }),
        }),
    ...(typing && !correcting ? { Escape: () => setChosen(null) } : {}),
  });

  if (options.length === 0 && !correcting && failure === null) return null;
  return (
    <div className="record-message panel gate-matter" data-meaning={meaning}>
      {failure !== null && <ErrorText code={failure.code} params={errorParams(failure.params, t)} />}
      {correcting ? (
        <div className="gate-matter-row">
          <PlateField
            label={t('gate.say-plate')}
            text={plate}
            onText={setPlate}
            onNote={setNote}
            onFocus={() => undefined}
            fieldRef={field}
          />
          {note !== null && <span className="look">{t(note)}</span>}
          <button type="button" className="plain-key explain-do" disabled={busy} onClick={keepPlate}>
            <KeyCap name="Enter" /> {t('gate.say-plate-do')}
          </button>
        </div>
      ) : (
        options.length > 0 && (
          <div className="gate-matter-row">
            {typing ? (
              <label className="reason-typed">
                <span className="label">{t('explain.typed')}</span>
                <Input autoFocus value={text} maxLength={200} onChange={(event) => setText(event.target.value)} />
              </label>
            ) : (
              <ReasonChoice
                title={t('gate.why')}
                reasons={options.map(wordsOf)}
                chosen={chosen === null ? '' : wordsOf(chosen)}
                onChoose={(words) => setChosen(options.find((one) => wordsOf(one) === words) ?? null)}
                onOther={() => setChosen('other')}
              />
            )}
            <button
              type="button"
              className="plain-key explain-do"
              disabled={busy || chosen === null || (typing && text.trim() === '')}
              onClick={close}
            >
              <KeyCap name="Enter" /> {t('explain.do')}
            </button>
          </div>
        )
      )}
    </div>
  );
}
