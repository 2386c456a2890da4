/** One record: large pictures, every figure, the curve, its place in the chain, its sheet, and correcting or voiding it with a reason. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CodedError, type ErrorCode, type ErrorParams } from '../../../preload/contract/errors.ts';
import type { Image, Weighing } from '../../../preload/contract/documents.ts';
import type { CallInput } from '../../../preload/contract/index.ts';
import type { RecordItem } from '../../../preload/contract/records.ts';
import type { DisplaySeen } from '../../../preload/contract/readings.ts';
import type { RecordLife } from '../../../preload/contract/workbench.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import { cameraWord, errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { PictureFrame } from '../../components/picture-frame.tsx';
import { SheetPreview } from '../../components/sheet-preview.tsx';
import { PlateText } from '../../components/plate-text.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { errorSentences, useWords } from '../../i18n/index.ts';
import type { Theme } from '../../preferences.ts';
import { call } from '../../station/client.ts';
import { useClips } from '../../video/use-clips.ts';
import { VideoPanel } from '../../video/video-panel.tsx';
import { CurvePanel } from '../../components/curve-panel.tsx';
import { CorrectPanel } from './correct-panel.tsx';
import type { CorrectedField } from './corrected-value.ts';
import { RecordFacts } from './record-facts.tsx';
import { ReissuePanel } from './reissue-panel.tsx';
import { useSheet } from './use-sheet.ts';
import { RecordLifePanel } from './record-life.tsx';
import { VoidPanel } from './void-panel.tsx';

const ROLES = ['front', 'rear'] as const;

export function RecordDetail({
  item,
  active,
  info,
  theme,
  onBack,
  onPass,
  onPreferences,
}: {
  readonly item: RecordItem;
  readonly active: boolean;
  readonly info: StationInfo;
  readonly theme: Theme;
  onBack(): void;
  /** What its curve shows waits to be explained, or was. */
  onPass(passId: string): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [panel, setPanel] = useState<'none' | 'void' | 'correct' | 'reissue'>('none');
  const [view, setView] = useState<'pictures' | 'film' | 'life' | 'paper'>('pictures');
  const filmed = view === 'film';
  const papered = view === 'paper';
  const toggle = (which: 'film' | 'life' | 'paper'): void => setView(view === which ? 'pictures' : which);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly code: ErrorCode; readonly params: ErrorParams } | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const document = useQuery({
    queryKey: ['weighing.get', item.id],
    queryFn: () => call('weighing.get', { id: item.id }),
  });
  const weighing = document.data ?? null;
  const sheet = useSheet(item.sheet?.id ?? null);
  const curve =
    useQuery({ queryKey: ['records.curve', item.id], queryFn: () => call('records.curve', { id: item.id }) }).data ??
    null;
  const life =
    useQuery({
      queryKey: ['records.search', 'life', item.id],
      queryFn: () => call('records.life', { id: item.id }),
    }).data ?? null;
  const clips = useClips({ weighingId: item.id }, item.weighedAt) ?? [];
  const shows = curve?.pass?.warningId == null ? null : curve.pass;

  const attempt = (deed: () => Promise<string>): void => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    setDone(null);
    deed()
      .then((words) => {
        setDone(words);
        setPanel('none');
        return queries.invalidateQueries({ queryKey: ['records.search'] });
      })
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure({ code: error.code, params: error.params });
      })
      .finally(() => setBusy(false));
  };
  const reprint = (): void =>
    attempt(async () => {
      const id = item.sheet?.id;
      if (id === undefined) throw new CodedError('sheet.not-found');
      const job = await call('loadSheet.print', { id });
      return t('record.reprinted', { copy: job.copy });
    });
  const printSlip = (): void =>
    attempt(async () => {
      const id = item.sheet?.id;
      if (id === undefined) throw new CodedError('sheet.not-found');
      const job = await call('print.exitSlip', { id });
      return t('printing.slip-queued', { copy: job.copy });
    });
  const printEvidence = (): void =>
    attempt(async () => {
      const { file, pages, picturesLacking } = await call('records.print', { id: item.id });
      return picturesLacking === 0
        ? t('record.pdf-done', { file, pages })
        : t('record.pdf-lacking', { file, pages, count: picturesLacking });
    });
  const voidIt = (reason: string): void =>
    attempt(async () => {
      const operatorId = info.operator;
      if (item.sheet !== null) await call('loadSheet.void', { id: item.sheet.id, reason, operatorId });
      else await call('weighing.void', { id: item.id, reason, operatorId });
      return t(item.sheet === null ? 'record.voided' : 'record.sheet-voided');
    });
  const correct = (field: CorrectedField, value: string | number | null, reason: string, managerId: string): void =>
    attempt(async () => {
      const manager = managerId === '' ? {} : { managerId };
      await call('weighing.correct', { id: item.id, field, value, reason, operatorId: info.operator, ...manager });
      return t('record.corrected');
    });
  const reissue = (terms: Omit<CallInput<'loadSheet.reissue'>, 'id' | 'operatorId'>): void =>
    attempt(async () => {
      const id = item.sheet?.id;
      if (id === undefined) throw new CodedError('sheet.not-found');
      const made = await call('loadSheet.reissue', { id, ...terms, operatorId: info.operator });
      return t('reissue.done', { number: made.number });
    });
  const closed = panel === 'none';
  const voidable = !item.voided && closed;
  // With a sheet the sheet goes first: its paper is out.
  const correctable = voidable && item.sheet === null;
  const reissuable = voidable && sheet !== null;
  useKeys(active, {
    Escape: () => (closed ? onBack() : setPanel('none')),
    F8: onBack,
    ...(shows !== null && closed ? { F9: () => onPass(shows.id) } : {}),
    F12: onPreferences,
    ...(closed ? { F3: () => toggle('life'), F11: printEvidence } : {}),
    ...(clips.length > 0 && closed ? { F7: () => toggle('film') } : {}),
    ...(item.sheet !== null && closed ? { F10: reprint, F6: () => toggle('paper') } : {}),
    ...(item.sheet !== null && closed && papered ? { F5: printSlip } : {}),
    ...(correctable ? { F2: () => setPanel('correct') } : {}),
    ...(reissuable ? { F4: () => setPanel('reissue') } : {}),
    ...(voidable ? { Delete: () => setPanel('void') } : {}),
  });

  return (
    <main className="record">
      <div className="record-head panel">
        <span className="record-plate">
          {item.plateFront === null ? t(plateless(weighing)) : <PlateText plate={item.plateFront} />}
        </span>
        <span className="record-keys">
          {item.sheet !== null && closed && (
            <button type="button" className="plain-key" onClick={reprint}>
              <KeyCap name="F10" /> {t('key.reprint')}
            </button>
          )}
          {item.sheet !== null && closed && papered && (
            <button type="button" className="plain-key" onClick={printSlip}>
              <KeyCap name="F5" /> {t('printing.exit-slip')}
            </button>
          )}
          {item.sheet !== null && closed && (
            <button type="button" className="plain-key" onClick={() => toggle('paper')}>
              <KeyCap name="F6" /> {t(papered ? 'printing.hide' : 'printing.show')}
            </button>
          )}
          {correctable && (
            <button type="button" className="plain-key" onClick={() => setPanel('correct')}>
              <KeyCap name="F2" /> {t('record.correct')}
            </button>
          )}
          {reissuable && (
            <button type="button" className="plain-key" onClick={() => setPanel('reissue')}>
              <KeyCap name="F4" /> {t('record.reissue')}
            </button>
          )}
          {voidable && (
            <button type="button" className="plain-key" onClick={() => setPanel('void')}>
              <KeyCap name="Del" /> {t(item.sheet === null ? 'record.void' : 'record.void-sheet')}
            </button>
          )}
          {closed && (
            <button type="button" className="plain-key" onClick={() => toggle('life')}>
              <KeyCap name="F3" /> {t(view === 'life' ? 'film.pictures' : 'life.title')}
            </button>
          )}
          {closed && (
            <button type="button" className="plain-key" onClick={printEvidence}>
              <KeyCap name="F11" /> {t('record.pdf')}
            </button>
          )}
          {clips.length > 0 && closed && (
            <button type="button" className="plain-key" onClick={() => toggle('film')}>
              <KeyCap name="F7" /> {t(filmed ? 'film.pictures' : 'film.title')}
            </button>
          )}
          {shows !== null && closed && (
            <button
              type="button"
              className={`plain-key${shows.acknowledged === null ? ' look' : ''}`}
              onClick={() => onPass(shows.id)}
            >
              <KeyCap name="F9" /> {t('record.curve')}
            </button>
          )}
          <button type="button" className="plain-key" onClick={onBack}>
            <KeyCap name="Esc" /> {t('key.back')}
          </button>
        </span>
      </div>
      {papered && item.sheet !== null ? (
        <section className="record-pictures record-paper panel" aria-label={t('printing.preview')}>
          <SheetPreview sheetId={item.sheet.id} />
        </section>
      ) : view === 'life' ? (
        <RecordLifePanel item={item} weighing={weighing} life={life} />
      ) : filmed ? (
        <VideoPanel active={active && closed} files={clips} info={info} />
      ) : (
        <section className="record-pictures panel" aria-label={t('pictures.title')}>
          {ROLES.map((role) => (
            <RecordPicture key={role} role={role} weighing={weighing} seen={seenIn(life, role)} />
          ))}
        </section>
      )}
      {panel === 'reissue' && sheet !== null ? (
        <ReissuePanel sheet={sheet} busy={busy} onReissue={reissue} onBack={() => setPanel('none')} />
      ) : (
        <RecordFacts item={item} weighing={weighing} keyId={info.keyId} />
      )}
      <CurvePanel curve={curve} theme={theme} />
      {(failure !== null ||
        done !== null ||
        panel === 'void' ||
        panel === 'correct' ||
        document.error instanceof CodedError) && (
        <div className="record-message panel">
          {document.error instanceof CodedError && (
            <ErrorText code={document.error.code} params={errorParams(document.error.params, t)} />
          )}
          {failure !== null && <ErrorText code={failure.code} params={errorParams(failure.params, t)} />}
          {done !== null && <p role="status">{done}</p>}
          {panel === 'correct' && (
            <CorrectPanel
              item={item}
              busy={busy}
              managerWanted={failure?.code === 'weighing.axles-above-file'}
              onCorrect={correct}
              onBack={() => setPanel('none')}
            />
          )}
          {panel === 'void' && (
            <VoidPanel sheet={item.sheet?.number ?? null} busy={busy} onVoid={voidIt} onBack={() => setPanel('none')} />
          )}
        </div>
      )}
    </main>
  );
}

/** Of that camera's display. */
const seenIn = (life: RecordLife | null, role: 'front' | 'rear'): DisplaySeen | undefined =>
  life?.displays.find((display) => display.role === role);

function RecordPicture({
  role,
  weighing,
  seen,
}: {
  readonly role: 'front' | 'rear';
  readonly weighing: Weighing | null;
  readonly seen: DisplaySeen | undefined;
}) {
  const { t } = useWords();
  const image: Image | undefined = weighing?.images.find((candidate) => candidate.role === role);
  const missing = weighing?.evidence.missing.find((candidate) => candidate.role === role);
  const said = missing === undefined ? null : errorSentences(missing.code, { camera: cameraWord(role, t), status: '' });
  return (
    <PictureFrame
      large
      role={t(`camera.short-${role}`)}
      picture={
        image === undefined
          ? null
          : {
              ...image,
              displayReadingKg: image.displayReadingKg ?? null,
              // Of another picture it would show another place: it may have been taken again.
              ...(seen !== undefined && seen.sha256 === image.sha256 ? { seen } : {}),
            }
      }
      missing={said === null ? null : `${said.number} ${said.what}`}
      waiting={t(weighing === null ? 'records.loading' : 'pictures.none')}
    />
  );
}

/** No plate by a person's word, or because nobody said anything. */
const plateless = (weighing: Weighing | null): 'truck.no-plate' | 'record.plate-unnamed' =>
  weighing?.plateFront.source === 'manual' ? 'truck.no-plate' : 'record.plate-unnamed';
