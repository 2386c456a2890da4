/** F6 in the sheet editor: the paper as it would be printed if the sheet were issued now, and the sheet against its weighing. */
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { CallOutput } from '../../../preload/contract/index.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { PaperPreview } from '../../components/paper-preview.tsx';
import { StateShape } from '../../components/state-shape.tsx';
import { useWords, type WordKey } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { sheetDraftInput } from './inputs.ts';
import type { Desk, SheetFields } from './use-desk.ts';

export function SheetDraft({
  desk,
  fields,
  info,
  scaleId,
}: {
  readonly desk: Desk;
  /** As they stand in the editor now. */
  readonly fields: SheetFields;
  readonly info: StationInfo;
  readonly scaleId: string;
}) {
  const { t } = useWords();
  const said = {
    goods: fields.goods.trim(),
    receiver: fields.receiver.trim(),
    driver: fields.driver.trim(),
    destination: fields.destination.trim(),
  };
  const { document, facts, liveKg, savedKg, situation, tare } = desk;
  const input = sheetDraftInput(
    { ...desk.draft, ...said },
    { document, file: facts.vehicle, operatorId: info.operator, scaleId, tare },
  );
  const isFilled = said.goods !== '' && said.receiver !== '';
  const found = useQuery({
    // Another weight makes another sheet; before one is kept it is that which stands there, and none while it moves.
    queryKey: ['print.draft', input, situation.phase, savedKg ?? (situation.phase === 'steady' ? liveKg : null)],
    queryFn: isFilled ? () => call('print.draft', input) : skipToken,
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: 0,
  });
  return (
    <section className="panel sheet-draft" aria-label={t('printing.draft')}>
      <div className="truck-head">
        <span className="label">{t('printing.draft-title')}</span>
        <span className="hint-key">
          <KeyCap name="F6" /> {t('printing.draft-hide')}
        </span>
      </div>
      {!isFilled ? (
        <p className="empty">{t('printing.draft-wanted')}</p>
      ) : found.error instanceof CodedError ? (
        <ErrorText code={found.error.code} params={errorParams(found.error.params, t)} />
      ) : found.data === undefined ? (
        <p role="status">{t('printing.loading')}</p>
      ) : (
        <>
          <div className="sheet-draft-paper" role="region" aria-label={t('printing.preview')} tabIndex={0}>
            <PaperPreview
              preview={found.data.preview}
              label={t('printing.draft-paper', { paper: t(`printing.paper.${found.data.preview.paperName}`) })}
            />
          </div>
          <Checked rows={found.data.consistency} />
        </>
      )}
    </section>
  );
}

const FIELDS: Readonly<Record<string, WordKey>> = {
  plate: 'printing.field.plate',
  trailerPlate: 'printing.field.trailerPlate',
  grossKg: 'printing.field.grossKg',
  tareKg: 'printing.field.tareKg',
  netKg: 'printing.field.netKg',
  tareWeighedAt: 'printing.field.tareWeighedAt',
  limitKg: 'printing.field.limitKg',
};

function Checked({ rows }: { readonly rows: CallOutput<'print.draft'>['consistency'] }) {
  const { t } = useWords();
  return (
    <div className="sheet-draft-checked">
      <span className="label">{t('printing.draft-checked')}</span>
      {rows.length === 0 && <span>{t('printing.draft-unrecorded')}</span>}
      <ul>
        {rows.map(({ field, result }) => {
          const words = FIELDS[field];
          const name = words === undefined ? field : t(words);
          return (
            <li key={field} className={result === 'pass' ? '' : 'stop'}>
              <StateShape shape={result === 'pass' ? 'tick' : 'octagon'} />{' '}
              {result === 'pass' ? name : t('printing.draft-differs', { field: name })}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
