/** Which day and moment, how fast, and what is to be copied. */
import type { ReactNode } from 'react';
import { clockTime, fullTime } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { shownTyped } from './typed-moment.ts';
import type { Films } from './use-films.ts';

export function FilmsHead({ films, records }: { readonly films: Films; readonly records: boolean }) {
  const { language, t } = useWords();
  const { byHour, found, marked, playback, speed, typed, wrong } = films;
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'Asia/Shanghai' });
  const until = found?.untilMs ?? null;
  return (
    <div className="films-head panel">
      <dl>
        <Fact name={t('films.day')}>
          {fullTime(playback.atMs).slice(0, 10)} <small>{weekday.format(playback.atMs)}</small>
        </Fact>
        <Fact name={t('films.moment')}>
          <span className="films-moment" data-typed={typed === null ? '' : typed.digits}>
            {typed === null || typed.kind === 'second' ? clockTime(playback.atMs).slice(0, 5) : shownTyped(typed)}
            {typed === null && clockTime(playback.atMs).slice(5)}
            {typed?.kind === 'second' && shownTyped(typed)}
          </span>{' '}
          {wrong === null ? (
            <small>{t('films.typing-hint')}</small>
          ) : (
            <small className="look" role="alert">
              {t(`films.wrong-${wrong}`)}
            </small>
          )}
        </Fact>
        <Fact name={t('films.speed')}>×{speed}</Fact>
        <Fact name={t('films.range')}>
          {marked === null ? (
            <small>{t('films.range-none')}</small>
          ) : marked.toMs === null ? (
            t('films.range-open', { from: clockTime(marked.fromMs) })
          ) : (
            t('films.range-set', { from: clockTime(marked.fromMs), to: clockTime(marked.toMs) })
          )}
        </Fact>
      </dl>
      <p role="status">
        {found === null ? (
          t('films.loading')
        ) : (
          <span className="figures">{t('films.count', { count: found.files.length })}</span>
        )}
        {until !== null && (
          <strong className="look">
            {' '}
            {t(byHour ? 'films.count-until-hour' : 'films.count-until', { time: clockTime(until) })}
          </strong>
        )}
        {!records && <small> {t('films.not-recorded-short')}</small>}
      </p>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="label">{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
