/** A record whose plate is in doubt: its pictures beside those of the weighing before, and what a person says that it was. */
import { useQuery } from '@tanstack/react-query';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { Weighing } from '../../../preload/contract/documents.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import type { PlateWarning } from '../../../preload/contract/warnings.ts';
import { doubtSentence } from '../../components/doubt-words.ts';
import { Figure } from '../../components/figure.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { PictureFrame } from '../../components/picture-frame.tsx';
import { PlateText } from '../../components/plate-text.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { dayTime } from '../../format.ts';
import { useWords, type Translate, type WordKey } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { DetailFact } from './detail-fact.tsx';
import { earlierWeighing } from './earlier-weighing.ts';
import { ExplanationPanel } from './explanation-panel.tsx';
import { useExplanation } from './use-explanation.ts';

const REASONS: readonly WordKey[] = [
  'explain.same-vehicle',
  'explain.trailer-changed',
  'explain.file-mended',
  'explain.suspect-told',
];
const ROLES = ['front', 'rear'] as const;

export function PlateDetail({
  matter,
  active,
  info,
  onBack,
  onPreferences,
}: {
  readonly matter: PlateWarning;
  readonly active: boolean;
  readonly info: StationInfo;
  onBack(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const { weighing } = matter;
  const now = useQuery({
    queryKey: ['weighing.get', weighing.id],
    queryFn: () => call('weighing.get', { id: weighing.id }),
  });
  const before = useQuery({
    queryKey: ['weighing.before', weighing.id],
    queryFn: () => weighingBefore(weighing),
  });
  const explanation = useExplanation(matter.acknowledged === null ? matter.id : null, REASONS, info.operator);
  const acknowledged = explanation.kept ?? matter.acknowledged;
  const answered = weighing.otherAxles ?? weighing.repeats;
  useKeys(active, {
    Escape: () => (explanation.typing ? explanation.choose('') : onBack()),
    F8: onBack,
    F9: onBack,
    F12: onPreferences,
    ...(acknowledged === null ? explanation.keys : {}),
  });
  return (
    <main className="record pass">
      <div className="record-head panel">
        <span className="record-plate">
          <PlateText plate={weighing.plate ?? ''} />
        </span>
        <dl className="pass-facts">
          <DetailFact name={t('records.time')}>{dayTime(weighing.weighedAt)}</DetailFact>
          <DetailFact name={t('field.axles')}>{weighing.axleCount ?? '—'}</DetailFact>
          {weighing.otherAxles !== null && (
            <DetailFact name={t('doubt.file-axles')}>
              <span className="look">{weighing.otherAxles.fileAxleCount}</span>
            </DetailFact>
          )}
          {weighing.otherAxles?.saidAxleCount !== undefined && (
            <DetailFact name={t('doubt.said-axles')}>
              <span className="look">{weighing.otherAxles.saidAxleCount}</span>
            </DetailFact>
          )}
          {weighing.otherAxles?.managerId !== undefined && (
            <DetailFact name={t('doubt.manager')}>{weighing.otherAxles.managerId}</DetailFact>
          )}
          <DetailFact name={t('doubt.answered')}>{saidWords(answered?.reason ?? '', t)}</DetailFact>
        </dl>
        <span className="record-keys">
          <button type="button" className="plain-key" onClick={onBack}>
            <KeyCap name="Esc" /> {t('key.back')}
          </button>
        </span>
      </div>
      <section className="doubt panel" aria-label={t('pictures.title')}>
        <p className="look">{doubtSentence(weighing, t)}</p>
        <div className="doubt-sides">
          <Side title={t('doubt.now')} weighing={now.data} pending={now.isPending} />
          <Side title={t('doubt.before')} weighing={before.data} pending={before.isPending} />
        </div>
      </section>
      <ExplanationPanel
        explanation={explanation}
        open={acknowledged === null}
        acknowledged={acknowledged}
        trouble={[now.error, before.error].find((error) => error instanceof CodedError) ?? null}
      />
    </main>
  );
}

/** The weighing that was named with the answer; without one the newest of an earlier visit of this plate. */
async function weighingBefore({ id, plate, repeats, weighedAt }: PlateWarning['weighing']): Promise<Weighing | null> {
  if (repeats !== null) return call('weighing.get', { id: repeats.weighingId });
  const [{ caseId = null }, { items }] = await Promise.all([
    call('weighing.get', { id }),
    call('records.search', { text: plate ?? '', to: weighedAt, limit: 10 }),
  ]);
  const found = earlierWeighing(items, { caseId, id, plate });
  return found === null ? null : call('weighing.get', { id: found });
}

function Side({
  title,
  weighing,
  pending,
}: {
  readonly title: string;
  readonly weighing: Weighing | null | undefined;
  readonly pending: boolean;
}) {
  const { t } = useWords();
  return (
    <figure className="doubt-side">
      <figcaption className="label">
        {title}
        {weighing != null && (
          <>
            {' · '}
            {dayTime(weighing.weighedAt)} · {t(`kind.${weighing.kind}`)} <Figure kg={weighing.weightKg} />
          </>
        )}
      </figcaption>
      {ROLES.map((role) => {
        const image = weighing?.images.find((candidate) => candidate.role === role);
        return (
          <PictureFrame
            key={role}
            large
            display={false}
            role={t(`camera.short-${role}`)}
            picture={image === undefined ? null : { ...image, displayReadingKg: image.displayReadingKg ?? null }}
            missing={null}
            waiting={t(pending ? 'records.loading' : weighing === null ? 'doubt.no-before' : 'pictures.none')}
          />
        );
      })}
    </figure>
  );
}

const UNASKED: ReadonlySet<string> = new Set(['truck-left', 'restart', 'unattended', 'not-asked']);
const saidWords = (reason: string, t: Translate): string => (UNASKED.has(reason) ? t('doubt.not-asked') : reason);
