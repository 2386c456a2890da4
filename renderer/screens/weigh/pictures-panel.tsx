/** Front and rear of the scale: live until the truck's own pictures are there, then those, and whether they are on disk. */
import type { Image, MissingImage } from '../../../preload/contract/documents.ts';
import type { Readings } from '../../../preload/contract/readings.ts';
import type { DeviceStatus, StationInfo } from '../../../preload/contract/station.ts';
import { errorSentences, useWords, type Translate } from '../../i18n/index.ts';
import { cameraTrouble } from '../../components/camera-trouble.ts';
import { cameraWord } from '../../components/error-params.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { PictureFrame, type ShownPicture } from '../../components/picture-frame.tsx';
import { StateShape } from '../../components/state-shape.tsx';
import { clockTime } from '../../format.ts';
import { LiveFrame } from '../../live/live-frame.tsx';
import { useLive } from '../../station/live-store.ts';
import { useScaleId, useWeighing } from '../../station/scale.ts';

const ROLES = ['front', 'rear'] as const;

export function PicturesPanel({ retakable, visible }: { readonly retakable: boolean; readonly visible: boolean }) {
  const { t } = useWords();
  const weighing = useWeighing();
  const scaleId = useScaleId();
  const cameras = useLive((live) => live.info?.cameras ?? NO_CAMERAS);
  const images = weighing?.document?.images ?? weighing?.capture?.images ?? [];
  const missing = weighing?.document?.evidence.missing ?? weighing?.capture?.missing ?? [];
  const readings = weighing?.capture?.readings ?? null;
  const attached = useLive((live) => (live.connected ? live.devices : NO_DEVICES));
  // The cameras of this scale: another one's trouble is shown on its own screen.
  const devices = attached.filter(({ id }) => cameras.some((camera) => camera.id === id && camera.scaleId === scaleId));
  const capturing = weighing?.phase === 'capturing';
  const stored = ROLES.filter((role) => images.some((image) => image.role === role)).length;
  const newest = images
    .map((image) => image.takenAt)
    .sort()
    .at(-1);
  return (
    <section className="panel pictures" aria-label={t('pictures.title')}>
      {ROLES.map((role) => {
        const picture = images.find((image) => image.role === role);
        const why = whyMissing(
          missing.find((other) => other.role === role),
          t,
        );
        const untouched = picture === undefined && !capturing;
        const camera = cameras.find((one) => one.role === role && one.scaleId === scaleId);
        // Until there is a still, or a reason for none. Behind another screen or scale nobody looks.
        if (camera?.live === true && picture === undefined && why === null && visible)
          return (
            <LiveFrame
              key={role}
              cameraId={camera.id}
              role={role}
              trouble={untouched ? troubleOf(role, devices, t) : null}
            />
          );
        return (
          <PictureFrame
            key={role}
            role={t(`camera.short-${role}`)}
            picture={shown(picture, readings)}
            missing={why ?? (untouched ? troubleOf(role, devices, t) : null)}
            waiting={t(capturing ? 'pictures.taking' : 'pictures.will-appear')}
          />
        );
      })}
      <div className="pictures-foot">
        {newest === undefined ? (
          <span>{t(capturing ? 'pictures.taking' : 'pictures.none')}</span>
        ) : (
          <span className={missing.length > 0 ? 'look' : ''}>
            <StateShape shape={missing.length > 0 ? 'triangle' : 'tick'} />{' '}
            <time className="figures">{clockTime(newest)}</time> {t('pictures.stored', { count: stored })}
          </span>
        )}
        {retakable && (
          <span className="hint-key">
            <KeyCap name="F5" /> {t('key.retake')}
          </span>
        )}
      </div>
    </section>
  );
}

function shown(image: Image | undefined, readings: Readings | null): ShownPicture | null {
  if (image === undefined) return null;
  const seen = readings?.displays.find(({ sha256 }) => sha256 === image.sha256);
  const displayReadingKg = seen?.readingKg ?? image.displayReadingKg ?? null;
  return { ...image, displayReadingKg, ...(seen === undefined ? {} : { seen }) };
}

const NO_DEVICES: readonly DeviceStatus[] = [];
const NO_CAMERAS: StationInfo['cameras'] = [];

/** Said before a truck comes, while it can still be mended in time. */
function troubleOf(role: (typeof ROLES)[number], devices: readonly DeviceStatus[], t: Translate): string | null {
  const camera = devices.find(({ kind, state }) => kind === `camera-${role}` && state !== 'online');
  return camera === undefined ? null : cameraTrouble(camera.detail, cameraWord(role, t), t);
}

function whyMissing(missing: MissingImage | undefined, t: Translate): string | null {
  if (missing === undefined) return null;
  const said = errorSentences(missing.code, { camera: cameraWord(missing.role, t), status: '' });
  return `${said.number} ${said.what}`;
}
