/** What the bytes look like: the readings with their scores, and why the first one. */
import type { ListeningCandidate, ListeningState } from '../../../preload/contract/listening.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { useWords } from '../../i18n/index.ts';
import { formName, optionNames, protocolName, readingName, reasonWords } from './names.ts';

export function Candidates({
  state,
  ways,
  proposed,
}: {
  readonly state: ListeningState;
  /** Those that are chosen by digit. */
  readonly ways: readonly ListeningCandidate[];
  /** The one that Enter takes: its number is compared with the display, from a few steps away. */
  readonly proposed: ListeningCandidate | null;
}) {
  const { t } = useWords();
  const { candidates, cannotBeHeard, phase, port, unit } = state;
  const [best] = candidates;
  const reading = proposed === null ? null : readingName(proposed, unit);
  const formOf = ({ form }: ListeningCandidate): string => formName(port.kind === 'tcp' ? null : form, t);
  return (
    <section className="panel listening-candidates" aria-label={t('listening.candidates')}>
      <h2 className="label">{t('listening.candidates')}</h2>
      {candidates.length === 0 && <p className="empty">{t('listening.candidates-none')}</p>}
      <ol>
        {candidates.map((candidate) => {
          const digit = ways.indexOf(candidate) + 1;
          const options = optionNames(candidate.options, t);
          return (
            <li
              key={candidate.key}
              className={`listening-candidate${digit > 0 ? ' listening-way' : ''}`}
              data-protocol={candidate.protocol}
            >
              <span className="listening-digit">{digit > 0 && <KeyCap name={String(digit)} />}</span>
              <b className="listening-score figures">{candidate.score}</b>
              <span className="listening-name">
                <b>{protocolName(candidate.protocol, t)}</b> <span className="figures">{formOf(candidate)}</span>
                {options !== '' && <small> {options}</small>}
              </span>
              <span className="listening-reading figures">
                {readingName(candidate, unit) ?? <small>{t('listening.no-weight')}</small>}
              </span>
            </li>
          );
        })}
      </ol>
      {best !== undefined && (
        <ul className="listening-reasons">
          {best.reasons.map((reason) => (
            <li key={reason.code}>{reasonWords(reason, t)}</li>
          ))}
          {best.alsoReads.length > 0 && (
            <li>
              {t('listening.also-reads', {
                protocols: best.alsoReads.map((id) => protocolName(id, t)).join(t('list.separator')),
              })}
            </li>
          )}
        </ul>
      )}
      {reading !== null && (
        <p className="listening-compare">
          <span className="label">{t('listening.should-show')}</span>
          <b className="figures">{reading}</b>
        </p>
      )}
      {phase === 'nothing' && (
        <p className="label">
          {t('listening.by-hand', {
            protocols: cannotBeHeard.map(({ protocol }) => protocolName(protocol, t)).join(t('list.separator')),
          })}
        </p>
      )}
    </section>
  );
}
