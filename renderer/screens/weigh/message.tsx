/** What is said under the steps: an error in its five parts, a choice of reasons, or what happens next. */
import { Input } from 'antd';
import type { ReactNode } from 'react';
import { cameraWord, errorParams, missingPictures, paperFaults } from '../../components/error-params.ts';
import { onlyDisplays } from '../../components/only-displays.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { pushTrouble } from '../../components/push-trouble.ts';
import { ReasonChoice } from '../../components/reason-choice.tsx';
import { StateShape } from '../../components/state-shape.tsx';
import { WarningText } from '../../components/warning-text.tsx';
import { grouped } from '../../format.ts';
import { useWords, type WordKey } from '../../i18n/index.ts';
import { isErrorCode } from '../../i18n/is-error-code.ts';
import { useIndicatorTrouble } from '../../station/use-indicator-trouble.ts';
import { useLive } from '../../station/live-store.ts';
import { useWeighing } from '../../station/scale.ts';
import { unnamed } from './next-action.ts';
import { paperOfSheet } from './paper-of-sheet.ts';
import { unreadDisplays, type UnreadDisplays } from './readings.ts';
import { saidAtRest } from './said-at-rest.ts';
import type { Desk } from './use-desk.ts';

export function Message({ desk }: { readonly desk: Desk }) {
  const { t } = useWords();
  const weighing = useWeighing();
  const trouble = useIndicatorTrouble();
  const devices = useLive((live) => live.devices);
  const printJobs = useLive((live) => live.printJobs);
  const link = useLive((live) => live.outbox?.link ?? null);
  const warnings = useLive((live) => live.warnings);
  const { failure, situation, document } = desk;
  if (failure !== null)
    return (
      <>
        {desk.editor !== 'reason' && <ErrorText code={failure.code} params={errorParams(failure.params, t)} />}
        <Reasons desk={desk} />
      </>
    );
  const paper = paperOfSheet(printJobs, weighing?.sheet?.id);
  if (!situation.connected) return <p role="alert">{t('hint.no-service')}</p>;
  if (situation.reweigh && situation.phase !== 'no-signal' && answerable(desk)) return <Reasons desk={desk} />;
  const { failure: unanswered } = desk.facts;
  if (desk.action.id === 'ask-again' && unanswered !== null)
    return <ErrorText code={unanswered.code} params={errorParams(unanswered.params, t)} />;
  switch (situation.phase) {
    case 'no-signal':
      return <ErrorText code={trouble?.code ?? 'scale.signal-lost'} params={trouble?.params ?? {}} />;
    case 'incomplete':
      return <Incomplete desk={desk} />;
    case 'over-limit':
      return (
        <ErrorText
          code="sheet.over-limit"
          params={{ overKg: grouped(document?.overKg ?? 0), limitKg: grouped(document?.limitKg ?? 0) }}
        />
      );
    case 'released':
      if (unnamed(situation)) return <Hint words={t('hint.released-unnamed')} />;
      if (!situation.proven) return <Unproven />;
      if (paper.trouble !== null) return <ErrorText code={paper.trouble} params={{}} meaning="look" />;
      if (situation.kind === 'trial') return <Hint words={t('hint.released-trial')} />;
      return (
        <Hint
          words={t(releasedHint(desk.recordedSheet !== null, paper.printed), { number: desk.recordedSheet ?? '' })}
        />
      );
    case 'confirm':
    case 'steady':
      return <AtRest desk={desk} />;
    case 'arriving':
      return <Hint words={t('hint.arriving')} />;
    case 'capturing':
      return <Hint words={t('hint.capturing')} />;
    case 'idle': {
      const offline = devices.filter(({ state }) => state === 'offline');
      const broken = offline.find(({ detail }) => detail !== null && isErrorCode(detail));
      if (broken?.detail != null)
        return <ErrorText code={broken.detail} params={{ camera: cameraOf(broken.kind, t) }} meaning="look" />;
      const push = pushTrouble(offline.find(({ kind }) => kind === 'plate-push')?.detail ?? null);
      if (push !== null) return <ErrorText code={push.code} params={{ detail: push.detail }} meaning="look" />;
      if (link?.lastError != null && (link.failuresInARow >= 3 || CHAIN_ERRORS.has(link.lastError.code)))
        return (
          <ErrorText
            code={link.lastError.code}
            params={{ title: '', detail: link.lastError.detail, status: '' }}
            meaning="look"
          />
        );
      return warnings.count > 0 || warnings.platform.next !== null ? (
        <WarningText open={warnings} />
      ) : (
        <Hint words={t('hint.idle')} />
      );
    }
    default:
      return never(situation.phase);
  }
}

/** What is graver is said first; a display that nobody can read stops no truck. */
function AtRest({ desk }: { readonly desk: Desk }) {
  const { t } = useWords();
  const { limitKg, oddTareKg, readings, savedKg, situation } = desk;
  const unread = situation.recorded === null ? unreadDisplays(readings, savedKg) : null;
  switch (saidAtRest({ ...situation, offKg: oddTareKg, papers: desk.facts.unfit !== null, unread: unread !== null })) {
    case 'unproven':
      return <Unproven />;
    case 'odd-tare':
      return <OddTare desk={desk} offKg={oddTareKg ?? 0} />;
    case 'over':
      return (
        <p className="stop" role="alert">
          {desk.over === 'load'
            ? t(situation.recorded === null ? 'hint.over-load' : 'hint.recorded-over-load', {
                over: grouped(overBy(desk)),
                load: grouped(desk.facts.vehicle?.approvedLoadKg ?? 0),
              })
            : t('hint.over', { over: grouped(overBy(desk)), limit: grouped(limitKg ?? 0) })}
        </p>
      );
    case 'papers':
      return <Unfit desk={desk} />;
    case 'illegible':
      return unread === null ? null : <Illegible unread={unread} />;
    case 'next':
      return (
        <Hint words={t(situation.recorded === null ? 'hint.confirm' : 'hint.recorded')}>
          {withinLimit(desk) && <Verdict />}
        </Hint>
      );
  }
}

function Hint({ words, children }: { readonly words: string; readonly children?: ReactNode }) {
  return (
    <div className="hint">
      {children}
      <p>{words}</p>
    </div>
  );
}

/** A loaded truck whose limit is known and not exceeded; the paper will say the same. */
const withinLimit = (desk: Desk): boolean =>
  desk.kind === 'gross' && desk.over === null && desk.limitKg !== null && (desk.savedKg ?? desk.liveKg) !== null;

function Verdict() {
  const { t } = useWords();
  return (
    <strong className="verdict">
      <StateShape shape="tick" size="0.8em" /> {t('verdict.within-limit')}
    </strong>
  );
}

/** Nobody took it upon himself that a picture is missing. */
function Unproven() {
  const { t } = useWords();
  return (
    <p className="look" role="alert">
      {t('hint.unproven')}
    </p>
  );
}

/** Said before the truck is loaded, and again when it is: the sheet is refused for it (product.md L8). */
function Unfit({ desk }: { readonly desk: Desk }) {
  const { t } = useWords();
  const { unfit } = desk.facts;
  if (unfit === null) return null;
  const what =
    unfit.barred === null
      ? t('hint.papers', { papers: paperFaults(unfit.papers, t) })
      : t('hint.barred', { why: unfit.barred });
  return (
    <p className="look" role="alert">
      {what}
    </p>
  );
}

/** Nobody can tell what the display shows: said with what helps, and the truck goes on. */
function Illegible({ unread: { roles, trouble } }: { readonly unread: UnreadDisplays }) {
  const { language, t } = useWords();
  const cameras = new Intl.ListFormat(language).format(roles.map((role) => cameraWord(role, t)));
  return (
    <p className="look" role="alert">
      {t(`hint.display-${trouble}`, { cameras })}
    </p>
  );
}

/** W5: a tare out of the usual is asked about, never refused. */
function OddTare({ desk, offKg }: { readonly desk: Desk; readonly offKg: number }) {
  const { t } = useWords();
  const usual = desk.facts.usualTare;
  return (
    <p className="look" role="alert">
      {t(offKg > 0 ? 'hint.tare-heavier' : 'hint.tare-lighter', {
        off: grouped(Math.abs(offKg)),
        usual: grouped(usual?.medianKg ?? 0),
        times: usual?.count ?? 0,
      })}
    </p>
  );
}

/** Said at once, whatever the line does. */
const CHAIN_ERRORS: ReadonlySet<string> = new Set(['platform.chain-forked', 'platform.chain-unknown']);

/** Only paper that is out counts as printed. */
const releasedHint = (sheet: boolean, printed: boolean): WordKey =>
  sheet ? (printed ? 'hint.released-printed' : 'hint.released-sheet') : 'hint.released-tare';

const overBy = ({ room }: Desk): number => Math.max(0, -(room?.kg ?? 0));

const cameraOf = (kind: string, t: ReturnType<typeof useWords>['t']): string =>
  errorParams({ role: kind.replace(/^camera-/, '') }, t)['role']?.toString() ?? '';

function Incomplete({ desk }: { readonly desk: Desk }) {
  const { language, t } = useWords();
  const missing = useWeighing()?.capture?.missing ?? [];
  const only = missing.length === 1 || onlyDisplays(missing) ? missing[0] : undefined;
  const code = only?.code ?? 'evidence.incomplete';
  const cameras = new Intl.ListFormat(language).format(missing.map(({ role }) => cameraWord(role, t)));
  const params =
    only === undefined ? { missing: missingPictures(missing, t) } : { camera: cameras, role: cameras, status: '' };
  return (
    <>
      {desk.editor !== 'reason' && <ErrorText code={code} params={params} meaning="look" />}
      <Reasons desk={desk} />
    </>
  );
}

/** In the plate's editor the digits are its own, in the sheet's they are text. */
const answerable = ({ editor, question }: Desk): boolean =>
  question !== null && (editor === 'none' || editor === 'reason');

/** A choice of usual reasons by digit, the last one typed; nothing while the digits mean something else. */
function Reasons({ desk }: { readonly desk: Desk }) {
  const { t } = useWords();
  if (desk.question === null || !answerable(desk)) return null;
  const { other, reasons, title, typed = 'reason.typed' } = desk.question;
  if (desk.editor === 'reason')
    return (
      <label className="reason-typed">
        <span className="label">{t(typed)}</span>
        <Input autoFocus value={desk.reason} maxLength={200} onChange={(event) => desk.setReason(event.target.value)} />
      </label>
    );
  return (
    <ReasonChoice
      title={t(title)}
      reasons={reasons.map((reason) => t(reason))}
      chosen={desk.reason}
      {...(other === undefined ? {} : { other: t(other) })}
      onChoose={desk.setReason}
      onOther={() => desk.openEditor('reason')}
    />
  );
}

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
