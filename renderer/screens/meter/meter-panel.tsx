/** One thing that is read: what is proven of it, large, and what is still lacking; then the groups. */
import type { ReactNode } from 'react';
import type { Tally } from '../../../preload/contract/recognition.ts';
import { Mark } from '../../components/mark.tsx';
import { grouped } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { shareText } from '../../components/share-text.ts';

export function MeterPanel({
  of,
  tally,
  children,
}: {
  readonly of: 'plates' | 'displays';
  /** What the large number is of. */
  readonly tally: Tally;
  /** The table, and what is left out of it. */
  readonly children: ReactNode;
}) {
  const { t } = useWords();
  const { lowerBound, moreToProve, notRead, rate, right, wrong } = tally;
  const counts = {
    count: grouped(right + wrong + notRead),
    right: grouped(right),
    wrong: grouped(wrong),
    notRead: grouped(notRead),
  };
  return (
    <section className="panel meter-panel" data-of={of} aria-label={t(`meter.${of}`)}>
      <h2 className="label">{t(`meter.${of}`)}</h2>
      {rate === null ? (
        <p className="meter-none">{t(`meter.none-${of}`)}</p>
      ) : (
        <>
          <p>{t(`meter.proven-${of}`)}</p>
          <p className="meter-proven figures">{shareText(lowerBound)} %</p>
          <p>
            {t(`meter.found-${of}`, counts)} <b className="figures">{shareText(rate)} %</b>
          </p>
          <p className="meter-more">
            {moreToProve === 0 ? (
              <Mark shape="tick" words={t('meter.enough')} />
            ) : (
              t(`meter.more-${of}`, { count: grouped(moreToProve) })
            )}
          </p>
        </>
      )}
      {children}
    </section>
  );
}
