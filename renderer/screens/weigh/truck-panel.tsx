/** Who stands on the deck: plate, axles and limit, goods, tare with its origin. Between trucks: who is inside. */
import type { ReactNode } from 'react';
import { Figure } from '../../components/figure.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { dottedPlate, minuteTime } from '../../format.ts';
import { errorSentences, useWords } from '../../i18n/index.ts';
import type { OpenTruck } from '../../../preload/contract/weighing.ts';
import { limitWhy } from '../../components/limit-why.ts';
import { PlateText } from '../../components/plate-text.tsx';
import { writtenAs } from '../../i18n/written-as.ts';
import { onlyThisTime, tareSaid } from './draft.ts';
import { FILE_WRONG } from './questions.ts';
import { ReadBeside, ReadPlate } from './read-plate.tsx';
import { readBeside } from './readings.ts';
import type { Desk } from './use-desk.ts';

const CROP_PX = 36;
const TRAILER_CROP_PX = 26;

export function TruckPanel({ desk }: { readonly desk: Desk }) {
  const { t } = useWords();
  const { draft, document } = desk;
  const tare = tareSaid(desk.sheet, desk.tare);
  const idle = desk.situation.phase === 'idle' && draft.plateFront === '';
  const front = draft.plateFront || (document?.plateFront.text ?? '');
  const rear = draft.plateRear || (document?.plateRear.text ?? '');
  const seen = idle ? null : (desk.readings?.plateFront ?? null);
  const seenRear = idle ? null : (desk.readings?.plateRear ?? null);
  const failed = idle ? null : (desk.readings?.plateTrouble ?? null);
  const trouble = failed === null ? null : errorSentences(failed.code, { file: failed.file });
  const reading = !idle && desk.readings?.state === 'reading' && front === '';
  // Once it is recorded the pictures' readings are gone; what they read stands in the record.
  const [frontBeside, rearBeside] =
    document === null
      ? [null, null]
      : [readBeside(document.plateFront, front), readBeside(document.plateRear, rear === front ? '' : rear)];
  const axles = document?.axleCount ?? draft.axleCount;
  const type = document?.vehicleType ?? draft.vehicleType ?? 'unknown';
  const note =
    onlyThisTime(draft, desk.facts.vehicle) && !writtenAs(desk.reason, FILE_WRONG)
      ? t('truck.only-this-time')
      : undefined;
  // What a person can put right stands out, alone; the rest only explains.
  const wanting = desk.limitConditions.includes('drive-axles-unknown');
  const onlyNow = onlyThisTime(draft, desk.facts.vehicle) && !writtenAs(desk.reason, FILE_WRONG);
  // One note at a time: a small screen has room for no second one.
  const why = wanting ? t('limit.why.drive-axles-unknown') : onlyNow ? '' : limitWhy(desk.limitConditions, t);
  return (
    <section className="panel truck" aria-label={t('truck.title')}>
      <div className="truck-head">
        <span className="label">{t('field.plate')}</span>
        <span className="hint-key">
          <KeyCap name="F2" /> {t(front === '' ? 'key.plate-enter' : 'key.plate-change')}
        </span>
      </div>
      <div className="truck-plate">
        {front === '' ? (
          <span className={reading ? 'truck-no-plate truck-reading' : 'truck-no-plate'}>
            {draft.noPlate
              ? t('truck.no-plate')
              : reading
                ? t('plate.reading')
                : !idle && desk.situation.willRead
                  ? ''
                  : t('truck.plate-wanted')}
          </span>
        ) : (
          <PlateText plate={front} />
        )}
      </div>
      {seen !== null ? (
        <ReadPlate seen={seen} said={front} images={desk.images} heightPx={CROP_PX} />
      ) : frontBeside !== null ? (
        <ReadBeside plate={frontBeside} />
      ) : (
        trouble !== null && (
          <p className="label read-plate look">
            {trouble.number} {trouble.what}
          </p>
        )
      )}
      {idle ? (
        <OpenTrucks trucks={desk.facts.openTrucks} />
      ) : (
        <dl className="facts">
          <Fact
            name={t('field.trailer')}
            whole
            hint={
              seenRear?.kind === 'trailer' ? (
                <>
                  <ReadPlate seen={seenRear} said={rear} images={desk.images} heightPx={TRAILER_CROP_PX} />
                  {desk.proposedRear !== null && (
                    <span className="proposed-rear">
                      {' '}
                      <KeyCap name="1" /> {dottedPlate(desk.proposedRear)}
                    </span>
                  )}
                </>
              ) : rearBeside === null ? null : (
                <ReadBeside plate={rearBeside} />
              )
            }
          >
            {rear === '' || rear === front ? '—' : <span className="figures">{dottedPlate(rear)}</span>}
          </Fact>
          <Fact name={t('field.vehicle')} {...(note === undefined ? {} : { note })}>
            {axles === null ? '—' : t('truck.axles', { count: axles })}
            {axles !== null && type !== 'unknown' && ` · ${t(`vehicle.${type}`)}`}
            {axles !== null && draft.driveAxles !== null && ` · ${t('truck.drive-axles', { count: draft.driveAxles })}`}
          </Fact>
          <Fact name={t('field.limit')} {...(wanting ? { note: why } : {})}>
            <Figure kg={desk.limitKg} /> {!wanting && <small>{why}</small>}
          </Fact>
          <Fact name={t('field.tare')}>
            {front === '' ? (
              '—'
            ) : desk.kind === 'tare' ? (
              t('truck.tare-now')
            ) : tare === null ? (
              t('truck.tare-none')
            ) : (
              <>
                <Figure kg={tare.kg} />{' '}
                <small>
                  {t(tare.source === 'open' ? 'truck.tare-weighed' : 'truck.tare-stored', {
                    time: minuteTime(tare.weighedAt),
                  })}
                </small>
              </>
            )}
          </Fact>
          <Fact
            name={t('field.goods')}
            hint={
              desk.kind === 'gross' && desk.sheet === null ? (
                <>
                  <KeyCap name="F3" /> {t('key.change')}
                </>
              ) : null
            }
          >
            {draft.goods || '—'}
          </Fact>
          <Fact name={t('field.receiver')}>{draft.receiver || '—'}</Fact>
          <Fact name={t('field.sheet')}>
            {desk.sheet === null ? '—' : <span className="figures sheet-number">{desk.sheet.number}</span>}
          </Fact>
        </dl>
      )}
    </section>
  );
}

function Fact({
  name,
  children,
  note,
  hint,
  whole = false,
}: {
  readonly name: string;
  readonly children: ReactNode;
  readonly note?: string;
  readonly hint?: ReactNode;
  /** Never shortened. */
  readonly whole?: boolean;
}) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>
        <span className={whole ? 'fact-value fact-whole' : 'fact-value'}>{children}</span>
        {hint != null && <span className="hint-key">{hint}</span>}
        {note !== undefined && <small className="fact-note">{note}</small>}
      </dd>
    </div>
  );
}

function OpenTrucks({ trucks }: { readonly trucks: readonly OpenTruck[] }) {
  const { t } = useWords();
  return (
    <div className="open-trucks">
      <h2 className="label">
        {t('trucks.inside')} <span className="figures">{trucks.length}</span>
      </h2>
      {trucks.length === 0 ? (
        <p className="empty">{t('trucks.none')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('field.plate')}</th>
              <th scope="col" className="right">
                {t('trucks.tare-kg')}
              </th>
              <th scope="col" className="right">
                {t('trucks.since')}
              </th>
            </tr>
          </thead>
          <tbody>
            {trucks.slice(0, 12).map((truck) => (
              <tr key={truck.tareWeighingId}>
                <td className="figures">
                  {dottedPlate(truck.plateFront)}
                  {truck.plateRear !== null && truck.plateRear !== truck.plateFront && (
                    <small> {dottedPlate(truck.plateRear)}</small>
                  )}
                </td>
                <td className="right">
                  <Figure kg={truck.tareKg} unit={false} />
                </td>
                <td className="right figures">{minuteTime(truck.weighedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
