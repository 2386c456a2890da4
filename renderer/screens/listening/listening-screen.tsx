/** Installer: what does the indicator speak? Found out by listening only, taken by one key. */
import { useEffect, useMemo, useState } from 'react';
import type { ScaleFacts, StationInfo } from '../../../preload/contract/station.ts';
import { EnterGuard } from '../../components/enter-guard.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { Figure } from '../../components/figure.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { QuietStrip } from '../../components/quiet-strip.tsx';
import { SaidPanel } from '../../components/said-panel.tsx';
import { StateBand } from '../../components/state-band.tsx';
import { useBand } from '../../components/use-band.ts';
import { useKeys } from '../../components/use-keys.ts';
import { useWords } from '../../i18n/index.ts';
import { useLiveReading } from '../../station/use-live-reading.ts';
import { Candidates } from './candidates.tsx';
import { formName, optionNames, protocolName } from './names.ts';
import { PortList, portName } from './port-list.tsx';
import { RawBytes } from './raw-bytes.tsx';
import { SettingsTried } from './settings-tried.tsx';
import { situationOf } from './situation.ts';
import { useListening } from './use-listening.ts';
import './listening.css';

const MOST_WAYS = 5;

export function ListeningScreen({
  active,
  info,
  scale,
  onBack,
  onRecords,
  onPreferences,
}: {
  readonly active: boolean;
  readonly info: StationInfo;
  /** The one whose indicator is looked for. */
  readonly scale: ScaleFacts;
  onBack(): void;
  onRecords(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const band = useBand();
  const reading = useLiveReading();
  const listening = useListening();
  const { busy, failure, ports, state, taken, takenAdapter } = listening;
  const own = ports.findIndex(({ scaleId }) => scaleId === scale.id);
  const [moved, setMoved] = useState<number | null>(null);
  const chosen = moved ?? Math.max(0, own);
  const port = ports[chosen];
  const said = situationOf({ state, taken, hasPorts: ports.length > 0 }, t);
  const choosing = taken === null && (state === null || state.phase === 'stopped');
  const fault = failure ?? (taken === null ? (state?.fault ?? null) : null);

  const guard = useMemo(() => new EnterGuard(), []);
  const meaning = `${said.deed} ${said.words} ${said.best?.key ?? ''} ${busy} ${active}`;
  useEffect(() => guard.means(meaning, performance.now()), [guard, meaning]);

  const enter = (): void => {
    if (busy || !guard.allows(performance.now())) return;
    if (said.deed === 'done') onBack();
    else if (said.deed === 'start' && port !== undefined) listening.start(port, scale.id);
    else if (said.deed === 'take' && said.best !== null) listening.take(said.best.key);
  };
  const back = (): void => {
    if (choosing || taken !== null) onBack();
    else listening.stop();
  };
  const step = (by: number): void => setMoved(Math.min(Math.max(0, chosen + by), ports.length - 1));
  const digits = Object.fromEntries(
    said.ways.slice(0, MOST_WAYS).map((way, index) => [String(index + 1), () => listening.observe(way.key)]),
  );
  useKeys(active, {
    ...digits,
    Enter: enter,
    Escape: back,
    ...(choosing ? { ArrowDown: () => step(1), ArrowUp: () => step(-1), F5: listening.refreshPorts } : {}),
    F8: onRecords,
    F12: onPreferences,
  });

  const configured = state?.configured ?? null;
  return (
    <div
      className="listening"
      data-phase={taken === null ? (state?.phase ?? 'stopped') : 'taken'}
      data-meaning={meaning}
    >
      <StateBand state={band} compact>
        <span>
          {t('listening.title')} · {scale.name}
        </span>
        <Figure kg={reading?.weightKg ?? null} />
      </StateBand>
      <main className="listening-main">
        {choosing || state === null ? (
          <PortList ports={ports} chosen={chosen} onChoose={setMoved} scales={info.scales} />
        ) : (
          <>
            <Candidates state={state} ways={said.ways} proposed={said.best} />
            <div className="listening-side">
              <SettingsTried state={state} />
              <RawBytes tail={state.tail} total={state.heardBytes} quietMs={state.quietMs} />
            </div>
          </>
        )}
      </main>
      <SaidPanel
        label={t('listening.title')}
        meaning={said.meaning}
        action={busy ? 'none' : said.deed}
        deed={t(busy ? 'listening.busy' : said.deedWords)}
        enabled={said.deed !== 'none' && !busy}
        onEnter={enter}
        hints={
          <>
            <span className="hint-key">
              <KeyCap name="Esc" /> {t(choosing || taken !== null ? 'key.back' : 'listening.key-stop')}
            </span>
            {choosing && (
              <span className="hint-key">
                <KeyCap name="↑" /> <KeyCap name="↓" /> {t('listening.key-ports')} <KeyCap name="F5" />{' '}
                {t('listening.key-refresh')}
              </span>
            )}
          </>
        }
      >
        {fault === null ? (
          <>
            <h1>
              <span role="status">{t(said.words, said.params)}</span>
            </h1>
            <p>
              {t(said.hint, said.hintParams)}{' '}
              {taken !== null && (reading === null ? t('listening.taken-waiting') : <Figure kg={reading.weightKg} />)}
            </p>
            {takenAdapter !== null && <p>{t('listening.taken-usb', { number: takenAdapter })}</p>}
            {said.cautions.map(({ params, words }) => (
              <p key={words} className="look">
                {t(words, params)}
              </p>
            ))}
          </>
        ) : (
          <ErrorText code={fault.code} params={errorParams(faultParams(fault), t)} />
        )}
        <p className="label">
          {configured !== null && taken === null && (
            <>
              {t('listening.now-set')} {protocolName(configured.protocol, t)}{' '}
              <span className="figures">{formName(configured.form, t)}</span> {optionNames(configured.options, t)}{' '}
              {state !== null && <span className="figures">{portName(state.port)}</span>}{' '}
              {configured.adapter !== null && (
                <span className="figures">USB {t('listening.port-number', { number: configured.adapter })}</span>
              )}
            </>
          )}
        </p>
      </SaidPanel>
      <QuietStrip reprint={false} />
    </div>
  );
}

/** A port's fault has its system's words, an error of a call its params. */
const faultParams = (fault: object): Readonly<Record<string, unknown>> =>
  'params' in fault ? (fault.params as Readonly<Record<string, unknown>>) : { ...fault };
