/**
 * One picture in its place, aspect kept; a missing one is an empty frame that says why. Nothing lies over the picture: what
 * the camera writes into its corners is evidence. Role, time and what the display shows stand in the strip below.
 */
import { clockTime, photoUrl } from '../format.ts';
import { useWords } from '../i18n/index.ts';
import { StateShape } from './state-shape.tsx';
import './picture-frame.css';

export interface ShownPicture {
  readonly sha256: string;
  readonly takenAt: string;
  readonly width: number;
  readonly height: number;
  readonly displayReadingKg: number | null;
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
            {t('picture.taken')} <time className="figures">{clockTime(picture.takenAt)}</time>
          </span>
        )}
        {display && (
          <span className="picture-display">
            {t('picture.display')} <span className="figures">{picture?.displayReadingKg ?? '—'}</span>
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
