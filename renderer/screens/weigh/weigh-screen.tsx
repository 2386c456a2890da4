/** The clerk's screen: one truck, five steps, one default key. */
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { bandState } from '../../components/band-state.ts';
import { gateKey } from '../../components/gates.ts';
import { OpenBarrier } from '../../components/open-barrier.tsx';
import { onlyDisplays } from '../../components/only-displays.ts';
import { QuietStrip } from '../../components/quiet-strip.tsx';
import { StateBand } from '../../components/state-band.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useWords } from '../../i18n/index.ts';
import { ScaleTabs } from '../../components/scale-tabs.tsx';
import type { ScaleFacts, StationInfo } from '../../../preload/contract/station.ts';
import { useSounds } from '../../sounds/use-sounds.ts';
import { useLive } from '../../station/live-store.ts';
import { useWeighing } from '../../station/scale.ts';
import { useIndicatorTrouble } from '../../station/use-indicator-trouble.ts';
import { useLiveReading } from '../../station/use-live-reading.ts';
import { EnterGuard } from '../../components/enter-guard.ts';
import { Message } from './message.tsx';
import { nextAction, stepOf } from './next-action.ts';
import { OverrideEditor } from './override-editor.tsx';
import { PicturesPanel } from './pictures-panel.tsx';
import { PlateEditor } from './plate-editor.tsx';
import { SheetDraft } from './sheet-draft.tsx';
import { SheetEditor } from './sheet-editor.tsx';
import { StepsRow } from './steps-row.tsx';
import { TruckPanel } from './truck-panel.tsx';
import { useDesk, type Desk, type SheetFields } from './use-desk.ts';
import { WeightPanel } from './weight-panel.tsx';
import './weigh.css';

export function WeighScreen({
  info,
  scale,
  active,
  visible,
  pxPerMm,
  sound,
  onRecords,
  onWarnings,
  onListen,
  onGate,
  onPreferences,
  onNextScale,
}: {
  readonly info: StationInfo;
  /** The one this screen is about; its provider stands above it. */
  readonly scale: ScaleFacts;
  /** Its keys work. */
  readonly active: boolean;
  /** In front. Behind another screen the desk itself lives on. */
  readonly visible: boolean;
  readonly pxPerMm: number;
  readonly sound: boolean;
  onRecords(): void;
  onWarnings(): void;
  onListen(): void;
  onGate(): void;
  onPreferences(): void;
  /** null with one scale. */
  readonly onNextScale: (() => void) | null;
}) {
  const { t } = useWords();
  const reading = useLiveReading();
  const status = useLive((live) => live.status.status);
  const weighing = useWeighing();
  const phase = weighing?.phase ?? null;
  const printed = useLive((live) => live.sheets.length > 0 || live.printJobs.length > 0);
  const printable = (printed && info.scales.length === 1) || weighing?.sheet != null;
  const desk = useDesk(scale, reading?.weightKg ?? null);
  const { action, situation } = desk;
  const acceptor = useRef<(() => void) | null>(null);
  const guard = useMemo(() => new EnterGuard(), []);
  const subject = weighing?.document?.id ?? weighing?.capture?.id ?? '';

  const state = bandState({
    status,
    connected: situation.connected,
    phase,
    // What an open editor is for is still what the truck waits for.
    waits: nextAction({ ...situation, editor: 'none' }).waits,
    plateWanted: situation.attended && !situation.plate && !situation.noPlate && !situation.willRead,
    kind: desk.kind,
    over: desk.document === null || desk.over === 'load' ? desk.over : null,
    unproven: !situation.proven,
    displayDiffers: onlyDisplays(desk.missing),
    reading: desk.document === null && desk.readings?.state === 'reading',
  });
  // Coming from another screen or scale is a change like any other: Enter is deaf for a moment.
  const asked = `${action.id} ${desk.editor} ${subject} ${active}`;
  // So is another plate: it would be recorded unseen. In an editor its own typing is what Enter takes.
  const meaning = desk.editor === 'none' ? `${asked} ${desk.draft.plateFront} ${desk.draft.plateRear}` : asked;
  useLayoutEffect(() => guard.means(meaning, performance.now()), [guard, meaning]);
  useSounds(
    sound,
    state.meaning === 'waits' || situation.editor === 'plate' ? asked : null,
    state.meaning === 'stop' ? state.words : null,
  );

  const enter = (): void => {
    if (!guard.allows(performance.now())) return;
    if (desk.editor === 'reason') desk.closeEditor();
    else if (action.id === 'accept-editor') acceptor.current?.();
    else desk.run(action.id);
  };
  const digitGuard = useMemo(() => new EnterGuard(), []);
  const proposed = desk.proposedRear ?? '';
  useLayoutEffect(() => digitGuard.means(proposed, performance.now()), [digitGuard, proposed]);
  const takeRear = (): void => {
    if (digitGuard.allows(performance.now())) desk.takeRear();
  };
  // A digit on its way down was meant for what was asked, or open, before.
  const reasonGuard = useMemo(() => new EnterGuard(), []);
  const question = `${desk.question?.title ?? ''} ${desk.editor}`;
  useLayoutEffect(() => reasonGuard.means(question, performance.now()), [reasonGuard, question]);
  const keys = keysOf(desk, printable);
  const trouble = useIndicatorTrouble();
  const hasBarrier = useLive((live) => live.barriers[scale.id] !== undefined);
  const [opening, setOpening] = useState(false);
  const [previewed, setPreviewed] = useState<SheetFields | null>(null);
  const shown = desk.editor === 'sheet' && !opening ? previewed : null;
  useKeys(active && !opening, {
    Enter: enter,
    Escape: () => {
      if (shown === null) stepBack(desk);
      setPreviewed(null);
    },
    ...(keys.plate ? { F2: () => desk.openEditor('plate') } : {}),
    ...(keys.sheet ? { F3: () => desk.openEditor('sheet') } : {}),
    ...(keys.trial ? { F4: () => desk.toggleTrial() } : {}),
    ...(keys.retake ? { F5: () => desk.photograph() } : {}),
    ...(keys.reweigh ? { F6: () => desk.startReweigh() } : {}),
    ...(keys.kind ? { F7: () => desk.toggleKind() } : {}),
    ...(trouble?.listen === true ? { F1: onListen } : {}),
    ...(hasBarrier ? { 'Shift F3': () => setOpening(true) } : {}),
    F8: onRecords,
    F9: onWarnings,
    ...(keys.reprint ? { F10: () => desk.reprint() } : {}),
    ...(onNextScale === null ? {} : { F11: onNextScale }),
    [gateKey(info)]: onGate,
    F12: onPreferences,
    ...(desk.proposedRear === null ? {} : { 1: takeRear }),
    ...(desk.editor === 'none' ? reasonKeys(desk, t, () => reasonGuard.allows(performance.now())) : {}),
  });

  const step = stepOf(situation.phase);
  return (
    <div
      className="weigh"
      hidden={!visible}
      data-phase={phase ?? ''}
      data-meaning={meaning}
      {...(desk.question === null ? {} : { 'data-question': question })}
    >
      <StateBand state={state}>
        {onNextScale === null ? <span>{info.name}</span> : <ScaleTabs scales={info.scales} shown={scale.id} />}
        {step > 0 && <span>{t(desk.kind === 'gross' ? 'direction.out' : 'direction.in')}</span>}
        {step > 0 && <span>{t('step.of', { step })}</span>}
      </StateBand>
      <main className="weigh-main">
        <WeightPanel
          desk={desk}
          reading={reading}
          scale={scale}
          pxPerMm={pxPerMm}
          trial={keys.trial}
          reweigh={keys.reweigh}
        />
        {shown === null ? (
          <PicturesPanel retakable={keys.retake} visible={visible} />
        ) : (
          <SheetDraft desk={desk} fields={shown} info={info} scaleId={scale.id} />
        )}
        {opening ? (
          <OpenBarrier
            active={active}
            places={[{ id: scale.id, words: info.scales.length === 1 ? info.name : scale.name }]}
            operatorId={info.operator}
            onBack={() => setOpening(false)}
            onPreferences={onPreferences}
          />
        ) : desk.editor === 'plate' ? (
          <PlateEditor
            key={`${desk.editorField} ${desk.truck}`}
            active={active}
            desk={desk}
            unitCode={info.unitCode}
            acceptor={acceptor}
          />
        ) : desk.editor === 'override' ? (
          <OverrideEditor desk={desk} acceptor={acceptor} />
        ) : desk.editor === 'sheet' ? (
          <SheetEditor
            active={active}
            desk={desk}
            acceptor={acceptor}
            previewed={shown !== null}
            onPreview={setPreviewed}
          />
        ) : (
          <TruckPanel desk={desk} />
        )}
      </main>
      <StepsRow desk={desk} scaleId={scale.id} resting={opening} onDefault={enter}>
        <Message desk={desk} />
      </StepsRow>
      <QuietStrip reprint={keys.reprint} explain gate barrier={hasBarrier} />
    </div>
  );
}

interface Keys {
  readonly plate: boolean;
  readonly sheet: boolean;
  readonly retake: boolean;
  readonly kind: boolean;
  readonly trial: boolean;
  readonly reweigh: boolean;
  readonly reprint: boolean;
}

/** Which keys do something now; only these are shown. */
function keysOf(desk: Desk, printable: boolean): Keys {
  const { situation } = desk;
  const open = situation.connected && !situation.busy;
  return {
    plate: open && !situation.sheet,
    sheet: open && !situation.sheet && desk.kind === 'gross' && situation.phase !== 'idle',
    retake:
      open &&
      desk.editor === 'none' &&
      desk.document === null &&
      (situation.phase === 'confirm' || situation.phase === 'incomplete'),
    kind: open && desk.editor === 'none' && desk.document === null,
    trial: open && desk.editor === 'none' && desk.document === null && situation.phase !== 'idle',
    reweigh: open && desk.editor === 'none' && desk.document !== null && !situation.sheet && !situation.reweigh,
    reprint: open && printable,
  };
}

/** Esc: one step back; a weight is never thrown away. */
function stepBack(desk: Desk): void {
  if (desk.editor === 'reason') {
    desk.setReason('');
    desk.closeEditor();
  } else if (desk.editor !== 'none') desk.closeEditor();
  else if (desk.situation.reweigh) desk.endReweigh();
  else if (desk.reason !== '' && desk.document === null) desk.setReason('');
}

function reasonKeys(
  desk: Desk,
  t: ReturnType<typeof useWords>['t'],
  stands: () => boolean,
): Record<string, () => void> {
  const reasons = desk.question?.reasons;
  if (reasons === undefined) return {};
  const deeds = [...reasons.map((reason) => () => desk.setReason(t(reason))), () => desk.openEditor('reason')];
  return Object.fromEntries(
    deeds.map((deed, index) => [
      String(index + 1),
      () => {
        if (stands()) deed();
      },
    ]),
  );
}
