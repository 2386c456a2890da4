/** One file: what it says, its papers, what it was before; changed, barred and merged from here. */
import type { ReactNode } from 'react';
import type { FileChange, FilePage as Page } from '../../../preload/contract/files.ts';
import { FactRow } from '../../components/fact-row.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { Mark } from '../../components/mark.tsx';
import { dottedPlate, fullTime } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { PaperMark } from './file-columns.tsx';
import { FIELDS, valuesOf } from './file-form-fields.ts';
import { fieldWords, valueWords } from './file-words.ts';

export function FilePage({
  page,
  waits,
  children,
}: {
  readonly page: Page;
  /** Axles of this vehicle are only typed, with this trailer or the one that was opened: they can be vouched for. */
  readonly waits: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useWords();
  const { file, history, others, papers } = page;
  const { fields } = valuesOf(file);
  const vehicle = file.kind === 'vehicle' ? file.vehicle : null;
  const title = vehicle === null ? (file.kind === 'vehicle' ? '' : file.name) : dottedPlate(vehicle.plate);
  const barred = vehicle?.barred ?? '';
  return (
    <main className="files-page">
      <header className="panel files-head">
        <span className="files-name figures">{title}</span>
        {barred !== '' && <Mark shape="octagon" words={`${t('files.barred')} · ${barred}`} meaning="stop" />}
        <span className="files-keys">
          <span className="hint-key">
            <KeyCap name="F2" /> {t('files.edit')}
          </span>
          {waits && (
            <span className="hint-key">
              <KeyCap name="F3" /> {t('files.vouch')}
            </span>
          )}
          {vehicle !== null ? (
            <span className="hint-key">
              <KeyCap name="F4" /> {t(barred === '' ? 'files.bar' : 'files.unbar')}
            </span>
          ) : (
            <span className="hint-key">
              <KeyCap name="F3" /> {t('files.merge')}
            </span>
          )}
          <span className="hint-key">
            <KeyCap name="Esc" /> {t('key.back')}
          </span>
        </span>
      </header>
      <section className="panel files-facts" aria-label={t('files.facts')} tabIndex={0}>
        <dl>
          {FIELDS[file.kind].map(({ field }) => (
            <FactRow key={field} name={fieldWords(field, t)}>
              {fields[field] === undefined ? '—' : valueWords(field, fields[field], t)}
              {field === 'axleCount' && vehicle?.axleSource === 'typed' && (
                <Mark shape="triangle" words={t('files.typed-axles')} meaning="look" />
              )}
              {field === 'axleCount' && vehicle?.axleSource !== 'typed' && vehicle?.axlesBy !== undefined && (
                <Mark shape="tick" words={t('files.axles-vouched-by', { who: vehicle.axlesBy })} />
              )}
            </FactRow>
          ))}
          {others.length > 0 && (
            <FactRow name={t(vehicle === null ? 'files.other-names' : 'files.other-trailers')}>
              {others.map((other) => (vehicle === null ? other : dottedPlate(other))).join(t('list.separator'))}
            </FactRow>
          )}
        </dl>
        {(vehicle !== null || file.kind === 'driver') && (
          <>
            <h2>{t('files.papers')}</h2>
            {papers.length === 0 && <p className="label">{t('files.no-papers')}</p>}
            <dl>
              {papers.map((paper) => (
                <FactRow key={paper.kind} name={t(`files.paper.${paper.kind}`)}>
                  {[paper.number, paper.validUntil].filter((part) => part !== null).join(' · ')}{' '}
                  <PaperMark paper={paper} t={t} />
                </FactRow>
              ))}
            </dl>
          </>
        )}
      </section>
      <section className="files-side">
        {children}
        <History changes={history} />
      </section>
    </main>
  );
}

function History({ changes }: { readonly changes: readonly FileChange[] }) {
  const { t } = useWords();
  return (
    <section className="panel files-history" aria-label={t('files.history')} tabIndex={0}>
      <h2>{t('files.history')}</h2>
      <ol>
        {changes.map((change, index) => (
          <li key={index}>
            <span className="label figures">
              {fullTime(change.at)} · {change.operatorId === 'nobody' ? t('files.from-records') : change.operatorId}
            </span>
            {change.fields.map(({ after, before, field }) => (
              <span key={field} className="files-change">
                <span className="label">{fieldWords(field, t)}</span>
                <span className="figures">
                  {before !== null && <del>{valueWords(field, before, t)}</del>}
                  {after === null ? '—' : valueWords(field, after, t)}
                </span>
              </span>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}
