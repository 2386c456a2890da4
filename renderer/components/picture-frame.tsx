/**
 * One picture in its place, aspect kept; a missing one is an empty frame that says why. Nothing lies over the picture: what
 * the camera writes into its corners is evidence. Role, time and what the display shows stand in the strip below.
 */
import type { DisplaySeen } from '../../preload/contract/readings.ts';
import { clockTime, grouped, photoUrl } from '../format.ts';
import { useWords } from '../i18n/index.ts';
import { PictureCrop } from './picture-crop.tsx';
import { StateShape } from './state-shape.tsx';
import './picture-frame.css';

/** As high as its line. */
const CROP_PX = 26;

export interface ShownPicture {
  readonly sha256: string;
  readonly takenAt: string;
  readonly width: number;
  readonly height: number;
  readonly displayReadingKg: number | null;
  /** Where the display is in it, and whether it shows the saved weight; absent: it was not read. */
  readonly seen?: Pick<DisplaySeen, 'corners' | 'verdict'>;
}

export function PictureFrame({
  role,
  picture,
  missing,
  waiting,
  large,
  display = true,
}: {
  /** The camera's role in words. */
  readonly role: string;
  readonly picture: ShownPicture | null;
  /** Why there is none, in words; null = nothing was asked for yet. */
  readonly missing: string | null;
  /** What will appear here and how. */
  readonly waiting: string;
  readonly large?: boolean;
  /** The outdoor display is in sight of this camera: what was read of it is said. */
  readonly display?: boolean;
}) {
  const { t } = useWords();
  return (
    <figure className={`picture${missing !== null ? ' picture-missing' : ''}${large === true ? ' picture-large' : ''}`}>
      <div className="picture-box">
        {picture === null ? (
          <div className="picture-empty">
            {missing === null ? (
              <span>{waiting}</span>
            ) : (
              <>
                <StateShape shape="triangle" size="28px" />
                <span>{missing}</span>
              </>
            )}
          </div>
        ) : (
          <img src={photoUrl(picture.sha256)} alt={t('picture.alt', { role, time: clockTime(picture.takenAt) })} />
        )}
      </div>
      <figcaption className="picture-caption">
        <span className="picture-role">{role}</span>
        {picture !== null && (
          <span>
            <span className="picture-taken-word">{t('picture.taken')}</span>{' '}
            <time className="figures">{clockTime(picture.takenAt)}</time>
          </span>
        )}
        {display && (
          <span className={`picture-display${picture?.seen?.verdict === 'differs' ? ' look' : ''}`}>
            {picture?.seen?.corners == null && t('picture.display')}{' '}
            {picture === null ? <span className="figures">—</span> : <Display picture={picture} />}
          </span>
        )}
        {picture !== null && (
          <span className="figures picture-size">
            {picture.width}×{picture.height}
          </span>
        )}
      </figcaption>
    </figure>
  );
}

/** The display as it stands in the picture, and what was read of it. */
function Display({ picture }: { readonly picture: ShownPicture }) {
  const { t } = useWords();
  const { displayReadingKg: kg, seen } = picture;
  return (
    <>
      {seen?.corners != null && (
        <PictureCrop picture={picture} corners={seen.corners} heightPx={CROP_PX} alt={t('picture.display')} />
      )}{' '}
      <span className="figures">
        {kg === null ? (seen?.verdict === 'cannot-tell' ? t('compare.illegible') : '—') : grouped(kg)}
      </span>
    </>
  );
}
