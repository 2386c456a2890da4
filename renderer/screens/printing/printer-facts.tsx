/** The printer of this station: what it is, how it is, and what waits for it. */
import type { PrinterFacts as Facts } from '../../../preload/contract/printing.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { FactRow } from '../../components/fact-row.tsx';
import { Mark } from '../../components/mark.tsx';
import { isErrorCode } from '../../i18n/is-error-code.ts';
import { useWords } from '../../i18n/index.ts';
import { useLive } from '../../station/live-store.ts';

export function PrinterFacts({
  hasPrinter,
  printer,
}: {
  /** null: not known yet. */
  readonly printer: Facts | null;
  readonly hasPrinter: boolean;
}) {
  const { t } = useWords();
  const device = useLive((live) => live.devices).find(({ kind }) => kind === 'printer');
  const jobs = useLive((live) => live.printJobs);
  if (!hasPrinter) return <ErrorText code="printer.absent" params={{}} meaning="look" />;
  const count = (...states: readonly string[]): number => jobs.filter(({ state }) => states.includes(state)).length;
  const silence = printer === null ? null : silenceOf(printer);
  const trouble = device?.state === 'offline' ? device.detail : null;
  return (
    <>
      <h2 className="label">{t('printing.printer')}</h2>
      <dl>
        <FactRow name={t('printing.driver')}>{printer === null ? '' : t(`printing.driver.${printer.driver}`)}</FactRow>
        <FactRow name={t('printing.place')}>{printer?.place ?? ''}</FactRow>
        <FactRow name={t('printing.paper')}>{printer === null ? '' : t(`printing.paper.${printer.paper}`)}</FactRow>
        <FactRow name={t('printing.state')}>
          {device === undefined ? (
            ''
          ) : device.state === 'online' ? (
            <Mark shape="tick" words={t('printing.ready')} />
          ) : device.state === 'degraded' ? (
            <Mark shape="triangle" meaning="look" words={t('printing.paper-low')} />
          ) : (
            <Mark shape="broken-line" meaning="look" words={t('printing.away')} />
          )}
        </FactRow>
        <FactRow name={t('printing.waiting')}>{count('queued', 'printing')}</FactRow>
        <FactRow name={t('printing.uncertain')}>{count('uncertain')}</FactRow>
      </dl>
      {trouble !== null && isErrorCode(trouble) && <ErrorText code={trouble} params={{}} meaning="look" />}
      {silence !== null && <p className="label">{t(`printing.tells-${silence}`)}</p>}
    </>
  );
}

/** How it is, is known of the queues of CUPS and of receipt printers on the network. */
function silenceOf({ driver, place }: Facts): 'taken' | 'nothing' | null {
  if (driver === 'desktop') return 'taken';
  return driver === 'system' || (driver === 'escpos' && /:\d+$/.test(place)) ? null : 'nothing';
}
