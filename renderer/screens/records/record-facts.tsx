/** Every figure of a record, in groups: weight, truck, sheet, chain. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { LoadSheet, Weighing } from '../../../preload/contract/documents.ts';
import type { RecordItem } from '../../../preload/contract/records.ts';
import { Figure } from '../../components/figure.tsx';
import { dottedPlate, fullTime } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { EvidenceMark, UploadMark, VerdictMark } from './record-marks.tsx';

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
  const sheetId = item.sheet?.id;
  const found = useQuery({
    queryKey: ['records.document', sheetId],
    queryFn: async () => asSheet(await call('records.document', { id: sheetId ?? '' })),
    enabled: sheetId !== undefined,
  });
  const sheet = found.data ?? null;
  const corrected = item.plateFront !== item.plateFrontAsWeighed && item.plateFrontAsWeighed !== null;
  return (
    <section className="record-facts panel" aria-label={t('record.figures')}>
      <div className="record-weight">
        <span className="label">{t(`kind.${item.kind}`)}</span>
        <Figure kg={item.weightKg} />
        <VerdictMark item={item} t={t} />
      </div>
      <dl>
        <Row name={t('records.time')}>{fullTime(item.weighedAt)}</Row>
        <Row name={t('field.trailer')}>
          {item.plateRear === null || item.plateRear === item.plateFront ? '—' : dottedPlate(item.plateRear)}
        </Row>
        {corrected && <Row name={t('record.as-weighed')}>{dottedPlate(item.plateFrontAsWeighed ?? '')}</Row>}
        <Row name={t('field.axles')}>{item.axleCount ?? '—'}</Row>
        <Row name={t('field.limit')}>
          <Figure kg={item.limitKg} /> <small>{weighing?.limitRule ?? ''}</small>
        </Row>
        {(item.overKg ?? 0) > 0 && (
          <Row name={t('weight.over')}>
            <span className="stop">
              <Figure kg={item.overKg} />
            </span>
          </Row>
        )}
        <Row name={t('record.stability')}>
          {weighing === null
            ? '—'
            : t('record.stability-is', {
                seconds: weighing.stability.windowMs / 1000,
                spread: weighing.stability.spreadKg,
                samples: weighing.stability.samples,
              })}
        </Row>
        <Row name={t('record.zero-before')}>
          <Figure kg={weighing?.zeroBeforeKg ?? null} />
        </Row>
        <Row name={t('record.raw-frame')}>
          <span className="record-hex">{weighing?.indicator.rawFrame ?? '—'}</span>
        </Row>
        <Row name={t('records.evidence')}>
          <EvidenceMark state={item.evidenceState} t={t} />
          {weighing?.evidence.reason !== undefined && (
            <span>
              {' '}
              {t('record.reason', { reason: weighing.evidence.reason, by: weighing.evidence.acceptedBy ?? '—' })}
            </span>
          )}
        </Row>
        <Row name={t('record.operator')}>{item.operatorId}</Row>
      </dl>
      <h2 className="label">{t('field.sheet')}</h2>
      {item.sheet === null ? (
        <p className="empty">{t('record.no-sheet')}</p>
      ) : (
        <dl>
          <Row name={t('record.number')}>{item.sheet.number}</Row>
          <Row name={t('weight.net')}>
            <Figure kg={item.sheet.netKg} />
          </Row>
          <Row name={t('field.tare')}>
            <Figure kg={sheet?.tareKg ?? null} /> <small>{sheet === null ? '' : fullTime(sheet.tareWeighedAt)}</small>
          </Row>
          <Row name={t('field.goods')}>{sheet?.goods.name ?? '—'}</Row>
          <Row name={t('field.receiver')}>{sheet?.receiver ?? '—'}</Row>
          <Row name={t('records.printed')}>{item.sheet.printed}</Row>
        </dl>
      )}
      <h2 className="label">{t('record.chain')}</h2>
      <dl>
        <Row name={t('records.sequence')}>{item.sequence}</Row>
        <Row name={t('record.hash')}>{weighing?.hash.slice(0, 16) ?? '—'}</Row>
        <Row name={t('record.previous')}>{weighing?.prevHash.slice(0, 16) ?? '—'}</Row>
        <Row name={t('record.key')}>{keyId.slice(0, 24)}</Row>
        <Row name={t('records.upload')}>
          <UploadMark upload={item.upload} t={t} />
        </Row>
      </dl>
    </section>
  );
}

/** Documents of every kind come from one call; a sheet is the one with a tare. */
const asSheet = (document: object): LoadSheet | null => ('tareKg' in document ? (document as LoadSheet) : null);

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="record-row">
      <dt>{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
