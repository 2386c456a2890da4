/** A month of the devices, as the program saw it: how long they were there, and when they were not. */
import type { Availability } from '../../../preload/contract/ledger.ts';
import { dayTime } from '../../format.ts';
import { useWords, type Translate } from '../../i18n/index.ts';

export function AvailabilityView({ figures }: { readonly figures: Availability }) {
  const { t } = useWords();
  const { devices, faults, station } = figures;
  return (
    <section className="panel ledger-availability" aria-label={t('ledger.availability')} tabIndex={0}>
      <p className="label">
        {t('ledger.station-time', {
          running: lasting(station.runningMs, t),
          stopped: lasting(station.stoppedMs, t),
          starts: station.starts,
          unclean: station.uncleanEnds,
        })}
      </p>
      {devices.length === 0 ? (
        <p className="empty">{t('ledger.availability-none')}</p>
      ) : (
        <table className="ledger-table">
          <thead>
            <tr>
              <th scope="col">{t('ledger.device')}</th>
              <th scope="col" className="right">
                {t('ledger.there-percent')}
              </th>
              <th scope="col" className="right">
                {t('ledger.offline')}
              </th>
              <th scope="col" className="right">
                {t('ledger.times')}
              </th>
              <th scope="col">{t('ledger.last-fault')}</th>
            </tr>
          </thead>
          <tbody>
            {devices.map(({ deviceId, faults: times, kind, observedMs, offlineMs }) => {
              const last = faults.find((fault) => fault.deviceId === deviceId);
              return (
                <tr key={deviceId}>
                  <th scope="row">{`${t(`device.${kind}`)} ${deviceId}`}</th>
                  <td className="right figures">{there(observedMs, offlineMs)}</td>
                  <td className="right figures">{offlineMs === 0 ? '—' : lasting(offlineMs, t)}</td>
                  <td className="right figures">{times}</td>
                  <td className="figures">
                    {last === undefined
                      ? '—'
                      : `${dayTime(last.from).slice(0, 11)} – ${last.until === null ? t('ledger.lasts') : dayTime(last.until).slice(0, 11)}`}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** Rounded down: what was away for a minute was never there all the time. */
const there = (observedMs: number, offlineMs: number): string =>
  (Math.floor(((observedMs - offlineMs) / observedMs) * 10_000) / 100).toFixed(2);

function lasting(ms: number, t: Translate): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return t('ledger.seconds', { count: Math.round(ms / 1000) });
  return t('ledger.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
