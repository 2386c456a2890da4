/** One pass: its picture large, what is known of it, its place in the chain, and its film. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { GatePass } from '../../../preload/contract/documents.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { GatePassItem } from '../../../preload/contract/gate.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { FactRow } from '../../components/fact-row.tsx';
import { gateKey, gatesOf } from '../../components/gates.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { PictureFrame } from '../../components/picture-frame.tsx';
import { PlateText } from '../../components/plate-text.tsx';
import { UploadMark } from '../../components/upload-mark.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { Mark } from '../../components/mark.tsx';
import { dottedPlate, fullTime, grouped } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { useClips } from '../../video/use-clips.ts';
import { VideoPanel } from '../../video/video-panel.tsx';
import { gateName, plateWords, whyNoPicture } from './gate-words.ts';
import { MatterPanel } from './matter-panel.tsx';
import { closedWords } from './matters.ts';

export function PassDetail({
  item,
  active,
  info,
  onBack,
  onRecords,
  onPreferences,
}: {
  readonly item: GatePassItem;
  readonly active: boolean;
  readonly info: StationInfo;
  onBack(): void;
  onRecords(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const [filmed, setFilmed] = useState(false);
  const [correcting, setCorrecting] = useState(false);
  const document = useQuery({
    queryKey: ['records.document', item.id],
    queryFn: async () => asGatePass(await call('records.document', { id: item.id })),
  });
  const pass = document.data ?? null;
  const clips = useClips({ passId: item.id }, item.passedAt);
  const hasFilm = clips !== null && clips.length > 0;
  // While the plate is typed its own keys hold.
  const leading = {
    Escape: onBack,
    [gateKey(info)]: onBack,
    F8: onRecords,
    ...(hasFilm ? { F7: () => setFilmed(!filmed) } : {}),
  };
  useKeys(active, { ...(correcting ? {} : leading), F12: onPreferences });
  const image = pass?.images[0];
  const why = whyNoPicture(item, gatesOf(info), t);
  return (
    <main className="record gate-pass">
      <div className="record-head panel">
        <span className="record-plate">
          {item.plate === null && item.plateRear === null ? (
            plateWords(item, t)
          ) : (
            <PlateText plate={item.plate ?? item.plateRear ?? ''} />
          )}
        </span>
        <span className="record-keys">
          {hasFilm && (
            <button type="button" className="plain-key" onClick={() => setFilmed(!filmed)}>
              <KeyCap name="F7" /> {t(filmed ? 'film.pictures' : 'film.title')}
            </button>
          )}
          <span className="plain-key">
            <KeyCap name="F2" /> {t('gate.say-plate')}
          </span>
          <button type="button" className="plain-key" onClick={onBack}>
            <KeyCap name="Esc" /> {t('key.back')}
          </button>
        </span>
      </div>
      {filmed && clips !== null ? (
        <VideoPanel active={active} files={clips} info={info} />
      ) : (
        <section className="record-pictures panel" aria-label={t('pictures.title')}>
          <PictureFrame
            large
            display={false}
            role={gateName(item.gateId, gatesOf(info), t)}
            picture={image === undefined ? null : { ...image, displayReadingKg: null }}
            missing={why === null ? null : `${why.number} ${why.what}`}
            waiting={t(pass === null ? 'records.loading' : 'pictures.none')}
          />
        </section>
      )}
      <Facts item={item} pass={pass} filmed={clips === null ? null : hasFilm} info={info} />
      {document.error instanceof CodedError ? (
        <div className="record-message panel">
          <ErrorText code={document.error.code} params={errorParams(document.error.params, t)} />
        </div>
      ) : (
        <MatterPanel
          key={item.id}
          item={item}
          active={active}
          info={info}
          correcting={correcting}
          onCorrecting={setCorrecting}
        />
      )}
    </main>
  );
}

function Facts({
  item,
  pass,
  filmed,
  info,
}: {
  readonly item: GatePassItem;
  readonly pass: GatePass | null;
  /** null while it is not known. */
  readonly filmed: boolean | null;
  readonly info: StationInfo;
}) {
  const { t } = useWords();
  const { sheetNumber, weighing } = item;
  return (
    <section className="record-facts panel" aria-label={t('record.figures')}>
      <div className="gate-direction">
        <span>{t(`gate.${item.direction}`)}</span>
        <time className="figures">{fullTime(item.passedAt).slice(11)}</time>
      </div>
      <dl>
        <FactRow name={t('records.time')}>{fullTime(item.passedAt)}</FactRow>
        <FactRow name={t('gate.gate')}>
          {gateName(item.gateId, gatesOf(info), t)} <small>{item.gateId}</small>
        </FactRow>
        <FactRow name={t('gate.noticed')}>{t(`gate.by-${item.trigger}`)}</FactRow>
        {pass !== null && (
          <FactRow name={t('gate.plate-fact')}>
            {t(`gate.plate-by-${plateSource(pass)}`)}
            {confidenceWords(pass)}
          </FactRow>
        )}
        {item.barrier !== null && <FactRow name={t('barrier.of-pass')}>{t(`barrier.pass-${item.barrier}`)}</FactRow>}
        {pass?.reason !== undefined && (
          <FactRow name={t('gate.reason-fact')}>
            {t('record.reason', { reason: pass.reason, by: pass.operatorId ?? '—' })}
          </FactRow>
        )}
        <FactRow name={t('film.title')}>
          {filmed === null ? '…' : t(filmed ? 'gate.film-there' : 'gate.film-none')}
        </FactRow>
      </dl>
      <h2 className="label">{t('gate.matched')}</h2>
      <dl>
        <FactRow name={t('gate.matched-weighing-fact')}>
          {weighing === null ? (
            t('gate.matched-none')
          ) : (
            <>
              {t(`kind.${weighing.kind}`)} {grouped(weighing.weightKg)} kg{' '}
              {weighing.overKg !== null && weighing.overKg > 0 && (
                <strong className="stop">{t('gate.over', { kg: grouped(weighing.overKg) })}</strong>
              )}
            </>
          )}
        </FactRow>
        {weighing !== null && (
          <>
            <FactRow name={t('gate.weighed-at')}>{fullTime(weighing.weighedAt)}</FactRow>
            <FactRow name={t('field.plate')}>
              {weighing.plateFront === null ? '—' : dottedPlate(weighing.plateFront)}
              {weighing.plateRear !== null && ` ${dottedPlate(weighing.plateRear)}`}{' '}
              {item.matchedBy !== null && <small>{t(`gate.by-${item.matchedBy}`)}</small>}
            </FactRow>
          </>
        )}
        <FactRow name={t('field.sheet')}>{sheetNumber ?? t('gate.matched-none')}</FactRow>
        {item.suggestion !== null && (
          <FactRow name={t('gate.may-be', { plate: dottedPlate(item.suggestion.plate) })}>
            {t(`gate.may-be-${item.suggestion.why}`)}
          </FactRow>
        )}
      </dl>
      {item.matters.length > 0 && (
        <>
          <h2 className="label">{t('gate.to-check')}</h2>
          <dl>
            {item.matters.map((matter) => (
              <FactRow key={`${matter.kind} ${matter.raisedAt}`} name={t(`gate.matter-${matter.kind}`)}>
                {closedWords(matter, t) ?? <Mark shape="triangle" words={t('gate.to-check')} meaning="look" />}
              </FactRow>
            ))}
          </dl>
        </>
      )}
      <h2 className="label">{t('record.chain')}</h2>
      <dl>
        <FactRow name={t('records.sequence')}>{item.sequence}</FactRow>
        <FactRow name={t('record.hash')}>{pass?.hash.slice(0, 16) ?? '—'}</FactRow>
        <FactRow name={t('records.upload')}>
          <UploadMark upload={item.upload} t={t} />
        </FactRow>
      </dl>
    </section>
  );
}

/** Where its plate came from, as it was signed. */
function plateSource({ plate, plateRear }: GatePass): 'recognised' | 'manual' | 'none' | 'unsure' {
  const source = plate.source === 'none' ? (plateRear?.source ?? 'none') : plate.source;
  if (source === 'recognised' || source === 'manual') return source;
  return (plate.recognisedText ?? plateRear?.recognisedText) == null ? 'none' : 'unsure';
}

/** How sure the reader was, in per cent. */
function confidenceWords({ plate, plateRear }: GatePass): string {
  const sure = plate.confidence ?? plateRear?.confidence ?? null;
  return sure === null ? '' : ` ${Math.round(sure * 100)}%`;
}

/** Documents of every kind come from one call; a pass is the one with a gate. */
const asGatePass = (document: object): GatePass | null => ('gateId' in document ? (document as GatePass) : null);
