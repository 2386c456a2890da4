/** How certificate and seal of each scale stand, and what waits for a person: on top, in its place. */
import type { LedgerState } from '../../../preload/contract/ledger.ts';
import type { ScaleFacts } from '../../../preload/contract/station.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { ledgerSentence } from '../../components/ledger-words.ts';
import { Mark } from '../../components/mark.tsx';
import { dayTime } from '../../format.ts';
import { useWords, type Translate } from '../../i18n/index.ts';

type OfScale = LedgerState['scales'][number];

export function LedgerStatus({
  state,
  scales,
  offers,
}: {
  /** F5 explains the first that waits. */
  readonly offers: boolean;
  readonly state: LedgerState;
  readonly scales: readonly ScaleFacts[];
}) {
  const { t } = useWords();
  const [first] = state.open;
  return (
    <section className="panel ledger-status" aria-label={t('ledger.status')}>
      {state.scales.map((one) => (
        <dl key={one.scaleId} className="ledger-scale">
          <div>
            <dt className="label">{t('ledger.scale')}</dt>
            <dd>{scales.find(({ id }) => id === one.scaleId)?.name ?? one.scaleId}</dd>
          </div>
          <div>
            <dt className="label">{t('ledger.certificate')}</dt>
            <dd>{certificate(one.certificate, t)}</dd>
          </div>
          <div>
            <dt className="label">{t('ledger.seal')}</dt>
            <dd>{seal(one.seal, t)}</dd>
          </div>
        </dl>
      ))}
      {state.suspendedSince !== null && (
        <p>
          <Mark shape="square" words={t('ledger.suspended', { since: dayTime(state.suspendedSince).slice(0, 11) })} />
        </p>
      )}
      {first !== undefined && (
        <p className="ledger-open" role="status">
          <Mark shape="triangle" meaning="look" words={ledgerSentence(first.ledger, t)} />{' '}
          {state.open.length > 1 && (
            <span className="label">{t('warning.more', { count: state.open.length - 1 })}</span>
          )}{' '}
          {offers && (
            <span className="hint-key">
              <KeyCap name="F5" /> {t('ledger.explain')}
            </span>
          )}
        </p>
      )}
    </section>
  );
}

function certificate({ blocks, daysLeft, details, state }: OfScale['certificate'], t: Translate) {
  if (details === null || daysLeft === null)
    return blocks ? (
      <Mark shape="octagon" meaning="stop" words={t('ledger.certificate-blocks-none')} />
    ) : (
      t('ledger.none')
    );
  const params = { no: details.certificateNo, until: details.validUntil, days: Math.abs(daysLeft) };
  if (state === 'valid') return <Mark shape="tick" words={t('ledger.certificate-valid', params)} />;
  if (state === 'due') return <Mark shape="triangle" meaning="look" words={t('ledger.certificate-due', params)} />;
  return blocks ? (
    <Mark shape="octagon" meaning="stop" words={t('ledger.certificate-blocks', params)} />
  ) : (
    <Mark shape="triangle" meaning="look" words={t('ledger.certificate-expired', params)} />
  );
}

function seal({ photoDueOn, sealNo, state }: OfScale['seal'], t: Translate) {
  if (state === 'none' || sealNo === null) return t('ledger.none');
  const params = { no: sealNo, due: photoDueOn ?? '—' };
  if (state === 'intact') return <Mark shape="tick" words={t('ledger.seal-is-intact', params)} />;
  if (state === 'photo-due') return <Mark shape="triangle" meaning="look" words={t('ledger.seal-is-due', params)} />;
  return <Mark shape="triangle" meaning="look" words={t('ledger.seal-is-broken', params)} />;
}
