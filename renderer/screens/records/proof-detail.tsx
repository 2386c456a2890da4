/** A camera or recorder channel of which no picture could be had: why, how it is now, and what a person says that it was. */
import type { StationInfo } from '../../../preload/contract/station.ts';
import type { VideoWarning } from '../../../preload/contract/warnings.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { proofSubject } from '../../components/proof-subject.ts';
import { useKeys } from '../../components/use-keys.ts';
import { dayTime } from '../../format.ts';
import { errorSentences, useWords, type WordKey } from '../../i18n/index.ts';
import { LiveFrame } from '../../live/live-frame.tsx';
import { DetailFact } from './detail-fact.tsx';
import { ExplanationPanel } from './explanation-panel.tsx';
import { useExplanation } from './use-explanation.ts';

const REASONS: readonly WordKey[] = ['explain.mended', 'explain.repair', 'explain.switched-off', 'explain.told'];

export function ProofDetail({
  matter,
  active,
  info,
  onBack,
  onPreferences,
}: {
  readonly matter: VideoWarning;
  readonly active: boolean;
  readonly info: StationInfo;
  onBack(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const { proof } = matter;
  const explanation = useExplanation(matter.acknowledged === null ? matter.id : null, REASONS, info.operator);
  const acknowledged = explanation.kept ?? matter.acknowledged;
  const subject = proofSubject(proof, info.cameras, t);
  const cause = errorSentences(proof.code ?? 'rpc.fault', { camera: subject, status: '' });
  const camera = info.cameras.find(({ id, live }) => proof.kind === 'camera' && live && id === proof.subjectId);
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
        <span className="record-plate">{t('proof.short', { subject })}</span>
        <dl className="pass-facts">
          <DetailFact name={t('records.time')}>{dayTime(proof.at)}</DetailFact>
          <DetailFact name={t('proof.id')}>{proof.subjectId}</DetailFact>
          {proof.gbId !== null && <DetailFact name={t('proof.gb-id')}>{proof.gbId}</DetailFact>}
        </dl>
        <span className="record-keys">
          <button type="button" className="plain-key" onClick={onBack}>
            <KeyCap name="Esc" /> {t('key.back')}
          </button>
        </span>
      </div>
      <section className="proof panel" aria-label={t('proof.cause')}>
        {camera !== undefined && <LiveFrame cameraId={camera.id} role={camera.role} trouble={null} />}
        <div className="proof-words">
          {/* Then, not now: the words of an error tell of a truck that would lack its picture. */}
          <p className="look">
            <strong>
              <span className="figures">{cause.number}</span> {cause.what}
            </strong>
          </p>
          <p>
            {t('proof.what', { subject })} {t('proof.works')} {t('proof.check')} {t('proof.call')}
          </p>
          <p className="empty">{t(camera === undefined ? 'proof.again' : 'proof.now-and-again')}</p>
        </div>
      </section>
      <ExplanationPanel
        explanation={explanation}
        open={acknowledged === null}
        acknowledged={acknowledged}
        trouble={null}
      />
    </main>
  );
}
