/** F2: a vehicle that no camera noticed, recorded by keyboard in the place of the list; a picture is taken where one can be had. */
import { Input } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { GatePass } from '../../../preload/contract/documents.ts';
import { ChoiceRow } from '../../components/choice-row.tsx';
import { EnterGuard } from '../../components/enter-guard.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import type { GateCamera } from '../../components/gates.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { PlateField } from '../../components/plate-field.tsx';
import { homeProvince } from '../../components/plate-typing.ts';
import { ProvinceGrid } from '../../components/province-grid.tsx';
import { ReasonChoice } from '../../components/reason-choice.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useWords, type WordKey } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { gateName } from './gate-words.ts';
import { said, type SaidVehicle } from './said-vehicle.ts';

const REASONS: readonly WordKey[] = ['gate.reason-unnoticed', 'gate.reason-camera', 'gate.reason-queue'];

export function RecordForm({
  active,
  gates,
  unitCode,
  onRecorded,
  onBack,
  onRecords,
  onPreferences,
}: {
  readonly active: boolean;
  /** At least one. */
  readonly gates: readonly GateCamera[];
  readonly unitCode: string;
  onRecorded(pass: GatePass): void;
  onBack(): void;
  onRecords(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const [vehicle, setVehicle] = useState<SaidVehicle>(() => ({
    gateId: gates[0]?.id ?? '',
    direction: gates[0]?.role === 'gate-out' ? 'out' : 'in',
    plate: homeProvince(unitCode),
    reason: '',
    saidTwice: '',
  }));
  const [typing, setTyping] = useState(false);
  const [note, setNote] = useState<WordKey | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CodedError | null>(null);
  const first = useRef<HTMLDivElement>(null);
  const plate = useRef<HTMLDivElement>(null);
  const reasons = useRef<HTMLDivElement>(null);
  useEffect(() => first.current?.focus(), []);
  const guard = useMemo(() => new EnterGuard(), []);
  const meaning = `record ${active} ${busy}`;
  useEffect(() => guard.means(meaning, performance.now()), [guard, meaning]);

  const change = (part: Partial<SaidVehicle>): void => {
    setVehicle((now) => ({ ...now, ...part }));
    setNote(null);
    setFailure(null);
  };
  const record = (): void => {
    if (busy || !guard.allows(performance.now())) return;
    const whole = said(vehicle);
    if ('wanted' in whole) {
      setNote(whole.wanted);
      if (whole.wanted === 'plate.unusual') setVehicle({ ...vehicle, saidTwice: vehicle.plate });
      if (whole.at === 'plate') plate.current?.focus();
      else if (!typing) reasons.current?.querySelector('button')?.focus();
      return;
    }
    setBusy(true);
    setFailure(null);
    call('gate.record', whole.input)
      .then(onRecorded)
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure(error);
        setBusy(false);
      });
  };
  const choose = (reason: string): void => {
    setTyping(false);
    change({ reason });
  };
  const other = (): void => {
    change({ reason: '' });
    setTyping(true);
  };
  useKeys(active && !busy, {
    Enter: record,
    Escape: () => (typing ? choose('') : onBack()),
    F8: onRecords,
    F12: onPreferences,
    ...Object.fromEntries(REASONS.map((words, index) => [String(index + 1), () => choose(t(words))])),
    [String(REASONS.length + 1)]: other,
  });

  return (
    <section className="panel gate-form" aria-label={t('gate.record')} data-meaning={meaning}>
      <div className="truck-head">
        <h2>{t('gate.record')}</h2>
        <span className="hint-key">
          <KeyCap name="Esc" /> {t('key.back')}
        </span>
      </div>
      <ChoiceRow
        label={t('gate.gate')}
        choices={gates.map(({ id }) => ({ value: id, words: gateName(id, gates, t) }))}
        value={vehicle.gateId}
        onChange={(gateId) =>
          change({ gateId, direction: gates.find(({ id }) => id === gateId)?.role === 'gate-out' ? 'out' : 'in' })
        }
        groupRef={first}
      />
      <ChoiceRow<'in' | 'out'>
        label={t('gate.direction')}
        choices={[
          { value: 'in', words: t('gate.in') },
          { value: 'out', words: t('gate.out') },
        ]}
        value={vehicle.direction}
        onChange={(direction) => change({ direction })}
      />
      <PlateField
        label={t('gate.plate-optional')}
        text={vehicle.plate}
        onText={(text) => change({ plate: text })}
        onNote={setNote}
        onFocus={() => undefined}
        fieldRef={plate}
        large
      />
      {vehicle.plate === '' && (
        <ProvinceGrid
          onPick={(province) => {
            change({ plate: province });
            plate.current?.focus();
          }}
        />
      )}
      <div ref={reasons}>
        {typing ? (
          <label className="reason-typed">
            <span className="label">{t('explain.typed')}</span>
            <Input
              autoFocus
              value={vehicle.reason}
              maxLength={200}
              onChange={(event) => change({ reason: event.target.value })}
            />
          </label>
        ) : (
          <ReasonChoice
            title={t('gate.reason')}
            reasons={REASONS.map((words) => t(words))}
            chosen={vehicle.reason}
            onChoose={choose}
            onOther={other}
          />
        )}
      </div>
      <p className={note === null ? 'label' : 'look gate-note'} role="status">
        {t(busy ? 'gate.recording' : (note ?? 'gate.record-how'))}
      </p>
      {failure !== null && <ErrorText code={failure.code} params={errorParams(failure.params, t)} />}
      <button type="button" className="default-key" disabled={busy} onClick={record}>
        {!busy && <KeyCap name="Enter" />}
        <span>{t(busy ? 'gate.recording' : 'gate.record-do')}</span>
      </button>
    </section>
  );
}
