/** What waits to be explained, in the five parts of an error: the newest one in words, how many more there are. */
import type { StationInfo } from '../../preload/contract/station.ts';
import type { OpenWarnings, SiteWarning } from '../../preload/contract/warnings.ts';
import { dottedPlate, minuteTime } from '../format.ts';
import {
  DOUBT_NUMBER,
  FINDING_NUMBERS,
  GATE_NUMBER,
  LEDGER_NUMBER,
  PLATFORM_NUMBER,
  UNPROVEN_NUMBER,
} from '../i18n/finding-numbers.ts';
import { useWords, type Translate } from '../i18n/index.ts';
import { useLive } from '../station/live-store.ts';
import { StateShape } from './state-shape.tsx';
import { doubtSentence } from './doubt-words.ts';
import { ForeignText } from './foreign-text.tsx';
import { ledgerSentence } from './ledger-words.ts';
import { findingParams } from './finding-params.ts';
import { proofSubject } from './proof-subject.ts';

export function WarningText({ open: { count, newest, platform } }: { readonly open: OpenWarnings }) {
  const { t } = useWords();
  const cameras = useLive((live) => live.info?.cameras);
  const { next } = platform;
  if (next !== null)
    return (
      <p className={`error-text ${next.stage === 'overdue' ? 'error-stop' : 'error-look'}`} role="status">
        <strong>
          <StateShape shape={next.stage === 'overdue' ? 'octagon' : 'triangle'} />{' '}
          <span className="error-code figures">E{PLATFORM_NUMBER}</span>{' '}
          <span className="figures">{minuteTime(next.raisedAt)}</span>{' '}
          {t(next.announcement ? 'warning-text.announcement' : 'warning-text.platform')}{' '}
          <ForeignText text={next.title} />
        </strong>{' '}
        {t('warning-text.works')}{' '}
        <span className="error-todo">{t(next.announcement ? 'warning-text.read' : 'warning-text.todo')}</span>{' '}
        {t('warning-text.call')}
      </p>
    );
  const said = newest === null ? null : saidOf(newest, cameras ?? [], t);
  if (said === null) return null;
  return (
    <p className="error-text error-look" role="status">
      <strong>
        <StateShape shape="triangle" /> <span className="error-code figures">E{said.number}</span>{' '}
        <span className="figures">{minuteTime(said.at)}</span> {said.what}
      </strong>{' '}
      {said.works} <span className="error-todo">{said.todo}</span> {said.call}{' '}
      {count > 1 && t('warning.more', { count: count - 1 })}
    </p>
  );
}

function saidOf(newest: SiteWarning, cameras: StationInfo['cameras'], t: Translate) {
  if (newest.kind === 'video-unproven')
    return {
      number: UNPROVEN_NUMBER,
      at: newest.raisedAt,
      what: t('proof.what', { subject: proofSubject(newest.proof, cameras, t) }),
      works: t('proof.works'),
      todo: t('proof.todo'),
      call: t('proof.call'),
    };
  if (newest.kind === 'plate-doubt')
    return {
      number: DOUBT_NUMBER,
      at: newest.raisedAt,
      what: doubtSentence(newest.weighing, t),
      works: t('doubt.works'),
      todo: t('doubt.todo'),
      call: t('doubt.call'),
    };
  if ('gate' in newest) {
    const plate = newest.gate.plate ?? newest.gate.plateRear;
    return {
      number: GATE_NUMBER,
      at: newest.gate.passedAt,
      what: t(`gate.what-${newest.kind}`, { plate: plate === null ? t('gate.plate-unread') : dottedPlate(plate) }),
      works: t('gate.works'),
      todo: t('gate.todo'),
      call: t('gate.call'),
    };
  }
  if (newest.kind === 'ledger')
    return {
      number: LEDGER_NUMBER,
      at: newest.raisedAt,
      what: ledgerSentence(newest.ledger, t),
      works: t(newest.ledger.matter === 'certificate-expired' ? 'ledger.works-expired' : 'ledger.works'),
      todo: t('ledger.todo'),
      call: t('ledger.call'),
    };
  const { pass } = newest;
  const [finding] = pass.findings;
  if (finding === undefined) return null;
  return {
    number: FINDING_NUMBERS[finding.code],
    at: pass.startedAt,
    what: t(`finding.${finding.code}`, findingParams(finding, pass.divisionKg)),
    works: t('warning.works'),
    todo: t('warning.todo'),
    call: t('warning.call'),
  };
}
