/** Every figure of a record, in groups: weight, truck, sheet, chain. */
import { useQuery } from '@tanstack/react-query';
import type { Weighing } from '../../../preload/contract/documents.ts';
import type { RecordItem } from '../../../preload/contract/records.ts';
import { FactRow } from '../../components/fact-row.tsx';
import { Figure } from '../../components/figure.tsx';
import { UploadMark } from '../../components/upload-mark.tsx';
import { limitBasis, limitWhy } from '../../components/limit-why.ts';
import { dottedPlate, fullTime } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { useSheet } from './use-sheet.ts';
import { EvidenceMark, VerdictMark } from './record-marks.tsx';

export function RecordFacts({
  item,
  weighing,
  keyId,
}: {
  readonly item: RecordItem;
  readonly weighing: Weighing | null;
  readonly keyId: string;
}) {
  const { t } = useWords();
  const sheet = useSheet(item.sheet?.id ?? null);
  const explained = useQuery({
    // A correction changes what counts now.
    queryKey: ['weighing.limitOf', item.id, item.limitKg, item.axleCount],
    queryFn: () => call('weighing.limitOf', { id: item.id }),
  });
  const limit = explained.data ?? null;
  // A correction has changed it; what was signed stands beside it.
  const signedKg = limit !== null && limit.asSignedKg !== limit.limitKg ? limit.asSignedKg : null;
  const corrected = item.plateFront !== item.plateFrontAsWeighed && item.plateFrontAsWeighed !== null;
  return (
    <section className="record-facts panel" aria-label={t('record.figures')} tabIndex={0}>
      <div className="record-weight">
        <span className="label">{t(`kind.${item.kind}`)}</span>
        <Figure kg={item.weightKg} />
        <VerdictMark item={item} t={t} />
      </div>
      <dl>
        <FactRow name={t('records.time')}>{fullTime(item.weighedAt)}</FactRow>
        <FactRow name={t('field.trailer')}>
          {item.plateRear === null || item.plateRear === item.plateFront ? '—' : dottedPlate(item.plateRear)}
        </FactRow>
        {corrected && <FactRow name={t('record.as-weighed')}>{dottedPlate(item.plateFrontAsWeighed ?? '')}</FactRow>}
        <FactRow name={t('field.axles')}>
          {item.axleCount ?? '—'} {limit?.axleSource === 'typed' && <small>{t('record.axles-typed')}</small>}
        </FactRow>
        <FactRow name={t('field.limit')}>
          <Figure kg={item.limitKg} />
          {limit !== null && limit.conditions.length > 0 && <small> {limitWhy(limit.conditions, t)}</small>}
        </FactRow>
        {signedKg !== null && (
          <FactRow name={t('record.limit-signed')}>
            <Figure kg={signedKg} />
          </FactRow>
        )}
        <FactRow name={t('record.limit-rule')}>
          {limit === null ? '—' : limitBasis(limit.basis, t)} <small>{limit?.ruleSet ?? ''}</small>
        </FactRow>
        {(item.overKg ?? 0) > 0 && (
          <FactRow name={t('weight.over')}>
            <span className="stop">
              <Figure kg={item.overKg} />
            </span>
          </FactRow>
        )}
        <FactRow name={t('record.stability')}>
          {weighing === null
            ? '—'
            : t('record.stability-is', {
                seconds: weighing.stability.windowMs / 1000,
                spread: weighing.stability.spreadKg,
                samples: weighing.stability.samples,
              })}
        </FactRow>
        <FactRow name={t('record.zero-before')}>
          <Figure kg={weighing?.zeroBeforeKg ?? null} />
        </FactRow>
        <FactRow name={t('record.raw-frame')}>
          <span className="record-hex">{weighing?.indicator.rawFrame ?? '—'}</span>
        </FactRow>
        <FactRow name={t('records.evidence')}>
          <EvidenceMark state={item.evidenceState} t={t} />
          {weighing?.evidence.reason !== undefined && (
            <span>
              {' '}
              {t('record.reason', { reason: weighing.evidence.reason, by: weighing.evidence.acceptedBy ?? '—' })}
            </span>
          )}
        </FactRow>
        <FactRow name={t('record.operator')}>{item.operatorId}</FactRow>
      </dl>
      <h2 className="label">{t('field.sheet')}</h2>
      {item.sheet === null ? (
        <p className="empty">{t('record.no-sheet')}</p>
      ) : (
        <dl>
          <FactRow name={t('record.number')}>{item.sheet.number}</FactRow>
          <FactRow name={t('weight.net')}>
            <Figure kg={item.sheet.netKg} />
          </FactRow>
          <FactRow name={t('field.tare')}>
            <Figure kg={sheet?.tareKg ?? null} /> <small>{sheet === null ? '' : fullTime(sheet.tareWeighedAt)}</small>
          </FactRow>
          <FactRow name={t('field.goods')}>{sheet?.goods.name ?? '—'}</FactRow>
          <FactRow name={t('field.receiver')}>{sheet?.receiver ?? '—'}</FactRow>
          {sheet?.reissues !== undefined && (
            <FactRow name={t('record.reissues')}>
              {sheet.reissues.number} <small>{sheet.reissues.reason}</small>
            </FactRow>
          )}
          {sheet?.override !== undefined && (
            <FactRow name={t('override.title')}>
              {sheet.override.manager} <small>{sheet.override.reason}</small>
            </FactRow>
          )}
          <FactRow name={t('records.printed')}>{item.sheet.printed}</FactRow>
        </dl>
      )}
      <h2 className="label">{t('record.chain')}</h2>
      <dl>
        <FactRow name={t('records.sequence')}>{item.sequence}</FactRow>
        <FactRow name={t('record.hash')}>{weighing?.hash.slice(0, 16) ?? '—'}</FactRow>
        <FactRow name={t('record.previous')}>{weighing?.prevHash.slice(0, 16) ?? '—'}</FactRow>
        <FactRow name={t('record.key')}>{keyId.slice(0, 24)}</FactRow>
        <FactRow name={t('records.upload')}>
          <UploadMark upload={item.upload} t={t} />
        </FactRow>
      </dl>
    </section>
  );
}
