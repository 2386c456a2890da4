/** Installer and manager: which cameras there are, where each looks, what it gives, and whether that is enough. */
import { useEffect, useMemo, useState } from 'react';
import type { StationInfo } from '../../../preload/contract/station.ts';
import type { CameraRole } from '../../../preload/contract/vocabulary.ts';
import { EnterGuard } from '../../components/enter-guard.ts';
import { cameraWord, errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { Figure } from '../../components/figure.tsx';
import { gateKey } from '../../components/gates.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { QuietStrip } from '../../components/quiet-strip.tsx';
import { SaidPanel } from '../../components/said-panel.tsx';
import { StateBand } from '../../components/state-band.tsx';
import { useBand } from '../../components/use-band.ts';
import { useKeys, type KeyTable } from '../../components/use-keys.ts';
import { clockTime, photoUrl } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { useLiveReading } from '../../station/use-live-reading.ts';
import { CameraFacts, type Measured } from './camera-facts.tsx';
import { CameraList } from './camera-list.tsx';
import { ChosenPicture } from './chosen-picture.tsx';
import { atNextScale, changed, placed, removed, ROLES, withTyped, type DraftCamera } from './draft.ts';
import { EncoderFields } from './encoder-fields.tsx';
import { DisplayPanel } from './display-panel.tsx';
import { DisplayTrial } from './display-trial.tsx';
import { MarkDisplay } from './mark-display.tsx';
import { firstBox } from './measure-box.ts';
import { KeyHints } from './key-hints.tsx';
import { fieldsOf, SignInFields } from './sign-in-fields.tsx';
import { hasDisplay, keysOf, situationOf, type Opened } from './situation.ts';
import { StillMeasure } from './still-measure.tsx';
import { lightOf, missingSamples } from './trial-summary.ts';
import { useCameras } from './use-cameras.ts';
import { useDisplay } from './use-display.ts';
import { useEncoders } from './use-encoders.ts';
import { useExposure } from './use-exposure.ts';
import './cameras.css';

const NOTHING: Measured = { plate: null, display: null };

export function CamerasScreen({
  active,
  info,
  onBack,
  onRecords,
  onGate,
  onPreferences,
}: {
  readonly active: boolean;
  readonly info: StationInfo;
  onBack(): void;
  onRecords(): void;
  onGate(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const band = useBand();
  const reading = useLiveReading();
  const cameras = useCameras();
  const { draft, justSaved, unsaved } = cameras;
  const [moved, setMoved] = useState<string | null>(null);
  const [opened, setOpened] = useState<Opened>(null);
  const [sizes, setSizes] = useState<ReadonlyMap<string, Measured>>(new Map());
  const chosen = draft.find(({ key }) => key === moved) ?? draft[0];
  const key = chosen?.key ?? null;
  const seen = chosen === undefined ? null : cameras.inspectionOf(chosen);
  const still = key === null ? null : cameras.stillOf(key);
  const exposure = useExposure(still === null ? null : photoUrl(still.sha256));
  const measured = (still === null ? undefined : sizes.get(still.sha256)) ?? NOTHING;
  const scales = info.scales.map(({ id }) => id);
  const https = chosen?.address.toLowerCase().startsWith('https:') === true;
  const shown = cameraWord(chosen?.role ?? 'other', t);
  const encoders = useEncoders(seen, chosen?.id != null, opened, setOpened);
  const display = useDisplay(cameras, chosen, opened, setOpened, lightOf(exposure));
  const { trial } = display;
  const busy = cameras.busy ?? (display.trying ? 'trying' : null);
  const failure = cameras.failure ?? (trial?.code == null ? null : { code: trial.code, params: {} });
  const situation = situationOf({ opened, busy, unsaved, justSaved, chosen, trial: trial?.state ?? null });
  const missing = ({ display: mark, id, role }: DraftCamera): string => {
    if (id === null || mark === null || (role !== 'front' && role !== 'rear')) return '';
    const lights = missingSamples(display.samples.get(id)).map((light) => t(`cameras.light-${light}`));
    return lights.length === 0 ? '' : t('cameras.samples-missing', { lights: lights.join(t('list.separator')) });
  };

  const guard = useMemo(() => new EnterGuard(), []);
  const meaning = `${situation.deed ?? 'none'} ${key ?? ''} ${String(active)}`;
  useEffect(() => guard.means(meaning, performance.now()), [guard, meaning]);

  const place = (camera: string, role: CameraRole): void => {
    cameras.change((now) => placed(now, camera, role, scales));
    setMoved(camera);
  };
  const step = (by: number): void => {
    const at = draft.findIndex((camera) => camera === chosen);
    setMoved(draft[Math.min(Math.max(0, at + by), draft.length - 1)]?.key ?? null);
  };
  const keepMeasured = (): void => {
    if (opened?.kind === 'measure' && still !== null)
      setSizes((now) => new Map(now).set(still.sha256, { ...measured, [opened.what]: sizeOf(opened) }));
  };
  const takeOver = (): void => {
    if (opened === null) return;
    if (opened.kind === 'display') {
      if (key !== null) cameras.change((now) => changed(now, key, { display: opened.mark }));
      setOpened(null);
    } else if (opened.kind === 'measure') {
      keepMeasured();
      setOpened(null);
    } else if (opened.kind === 'encoder') {
      if (encoders.changes.length === 0 || chosen === undefined) setOpened(null);
      else cameras.configure(chosen, encoders.changes);
    } else if (opened.kind === 'sign-in') {
      const { password, username } = opened;
      if (key !== null)
        cameras.change((now) => changed(now, key, { username, ...(password === '' ? {} : { password }) }));
      setOpened(null);
    } else {
      const next = withTyped(draft, opened.address);
      setOpened(next === null ? { ...opened, wrong: true } : null);
      if (next === null) return;
      cameras.change(() => next);
      setMoved(next.at(-1)?.key ?? null);
    }
  };
  const enter = (): void => {
    if (busy !== null || !guard.allows(performance.now())) return;
    if (situation.deed === 'take') takeOver();
    else if (situation.deed === 'try' && chosen !== undefined) display.begin(chosen);
    else if (situation.deed === 'save') cameras.save();
    else if (situation.deed === 'inspect' && chosen !== undefined) cameras.inspect(chosen);
    else if (situation.deed === 'done') onBack();
  };
  const back = (): void => {
    if (busy === 'trying') display.stop();
    else if (opened?.kind === 'display' && busy !== null) return;
    else if (opened !== null) setOpened(null);
    else if (!unsaved) onBack();
    else if (busy === null) cameras.discard();
  };
  const measure = (what: keyof Measured): void => {
    keepMeasured();
    if (still !== null) setOpened({ kind: 'measure', what, box: firstBox(still) });
  };

  const free = opened === null && busy === null;
  const onChosen = (run: (camera: DraftCamera) => void) => () => {
    if (chosen !== undefined) run(chosen);
  };
  const open: KeyTable = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    ...Object.fromEntries(
      ROLES.map((role, index) => [String(index + 1), onChosen(({ key: one }) => place(one, role))]),
    ),
    F2: onChosen(({ username }) => setOpened({ kind: 'sign-in', username, password: '' })),
    F3: onChosen(({ key: one }) => cameras.change((now) => atNextScale(now, one, scales))),
    F4: cameras.search,
    F5: onChosen(cameras.inspect),
    F6: onChosen(({ key: one }) => {
      const certificate = seen?.certificate ?? null;
      if (certificate !== null) cameras.change((now) => changed(now, one, { certificate }));
    }),
    F7: onChosen(cameras.setClock),
    a: () => setOpened({ kind: 'address', address: '', wrong: false }),
    m: () => measure('plate'),
    d: onChosen((camera) => {
      if (hasDisplay(camera)) display.open(camera);
    }),
    ...(encoders.profiles.length > 0 ? { e: encoders.open } : {}),
    Delete: onChosen(({ key: one }) => cameras.change((now) => removed(now, one))),
  };
  useKeys(active, {
    ...(free ? open : {}),
    ...(opened?.kind === 'measure' ? { m: () => measure(opened.what === 'plate' ? 'display' : 'plate') } : {}),
    ...(opened?.kind === 'encoder' && busy === null ? encoders.keys : {}),
    ...(opened?.kind === 'display' && busy === null
      ? { ...display.keys, ...(trial?.state === 'done' ? { r: onChosen(display.begin) } : {}) }
      : {}),
    Enter: enter,
    Escape: back,
    ...(unsaved ? {} : { F8: onRecords, [gateKey(info)]: onGate }),
    F12: onPreferences,
  });

  return (
    <div className="cameras" data-busy={busy ?? 'no'} data-meaning={meaning}>
      <StateBand state={band} compact>
        <span>{t('cameras.title')}</span>
        <Figure kg={reading?.weightKg ?? null} />
      </StateBand>
      <main className="cameras-main">
        <CameraList
          draft={draft}
          chosen={key}
          scales={info.scales}
          searching={busy === 'searching'}
          searched={cameras.searched}
          onChoose={(one) => {
            // What is typed or measured belongs to the camera that it was begun for.
            if (opened === null) setMoved(one);
          }}
          missing={missing}
          onPlace={(one, role) => {
            if (free) place(one, role);
          }}
        />
        <div className="cameras-chosen-one">
          <div className="cameras-picture">
            {opened?.kind === 'display' && still !== null ? (
              <MarkDisplay
                url={photoUrl(still.sha256)}
                alt={t('cameras.still', { role: shown, time: clockTime(still.takenAt) })}
                mark={opened.mark}
                corner={opened.corner}
                onCorner={(corner) => setOpened({ ...opened, corner })}
                onMark={(mark) => {
                  if (busy === null) display.change(() => mark);
                }}
              />
            ) : opened?.kind === 'measure' && still !== null ? (
              <StillMeasure
                url={photoUrl(still.sha256)}
                alt={t('cameras.still', { role: shown, time: clockTime(still.takenAt) })}
                size={still}
                box={opened.box}
                onBox={(box) => setOpened({ ...opened, box })}
              />
            ) : (
              <ChosenPicture chosen={chosen} known={info} />
            )}
            {trial !== null && <DisplayTrial trial={trial} />}
          </div>
          {opened?.kind === 'display' ? (
            <DisplayPanel
              mark={opened.mark}
              light={opened.light ?? lightOf(exposure)}
              exposure={exposure}
              found={opened.found}
              samples={display.samples.get(chosen?.id ?? '')}
              cameraWords={shown}
            />
          ) : opened?.kind === 'encoder' ? (
            <EncoderFields profiles={encoders.profiles} wishes={opened.wishes} chosen={opened.at} cameraWords={shown} />
          ) : opened?.kind === 'sign-in' || opened?.kind === 'address' ? (
            <SignInFields
              key={opened.kind}
              fields={fieldsOf(opened, chosen)}
              wrong={opened.kind === 'address' && opened.wrong ? t('cameras.address-bad') : null}
              onChange={(name, value) => setOpened({ ...opened, [name]: value, wrong: false } as Opened)}
            />
          ) : (
            <CameraFacts
              seen={seen}
              pinned={chosen?.certificate ?? null}
              https={https}
              exposure={exposure}
              measured={opened?.kind === 'measure' ? { ...measured, [opened.what]: sizeOf(opened) } : measured}
              measurable={still !== null}
              cameraWords={shown}
              inspecting={busy === 'inspecting'}
              {...(chosen !== undefined && hasDisplay(chosen) ? { display: chosen.display } : {})}
            />
          )}
        </div>
      </main>
      <SaidPanel
        label={t('cameras.foot')}
        meaning={situation.waits ? 'waits' : failure === null ? 'quiet' : 'look'}
        action={busy === null ? (situation.deed ?? 'none') : 'none'}
        deed={t(situation.deedWords)}
        enabled={situation.deed !== null && busy === null}
        onEnter={enter}
        hints={
          <span className="hint-key">
            <KeyCap name="Esc" />{' '}
            {t(
              busy === 'trying' ? 'cameras.key-stop' : opened === null && unsaved ? 'cameras.key-discard' : 'key.back',
            )}
          </span>
        }
      >
        {failure === null ? (
          <>
            <h1>
              <span role="status">{t(situation.words)}</span>
            </h1>
            <p>{t(situation.hint)}</p>
          </>
        ) : (
          <ErrorText code={failure.code} params={{ camera: shown, status: '', ...errorParams(failure.params, t) }} />
        )}
        <p className="cameras-keys">
          <KeyHints
            keys={keysOf({
              opened,
              busy: busy !== null,
              chosen,
              certificate: seen?.certificate ?? null,
              https,
              hasStill: still !== null,
              scales: scales.length,
              settable: encoders.profiles.length > 0,
              tried: trial?.state === 'done',
            })}
          />
        </p>
      </SaidPanel>
      <QuietStrip reprint={false} gate={!unsaved} />
    </div>
  );
}

const sizeOf = ({ box, what }: Extract<Opened, { kind: 'measure' }>): number =>
  what === 'plate' ? box.width : box.height;
