/** A part of a stored picture, upright and large enough to be read: a plate, the big display. */
import type { Corners } from '../../preload/contract/readings.ts';
import { photoUrl } from '../format.ts';
import './picture-crop.css';

/** Around the corners, in shares of their height: where a reader missed the edge, a person sees it. */
const MARGIN = 0.25;
/** No longer than so many times its height: a wrong corner must not push the rest aside. */
const LONGEST = 6;

export function PictureCrop({
  picture,
  corners,
  heightPx,
  alt,
}: {
  readonly picture: { readonly sha256: string; readonly width: number; readonly height: number };
  readonly corners: Corners;
  readonly heightPx: number;
  readonly alt: string;
}) {
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const tall = Math.max(...ys) - Math.min(...ys);
  const left = Math.min(...xs) - MARGIN * tall;
  const top = Math.min(...ys) - MARGIN * tall;
  const height = tall * (1 + 2 * MARGIN);
  const width = Math.min(Math.max(...xs) + MARGIN * tall - left, height * LONGEST);
  if (!(height > 0)) return null;
  const scale = heightPx / height;
  return (
    <span className="picture-crop" style={{ width: width * scale, height: heightPx }}>
      <img
        src={photoUrl(picture.sha256)}
        alt={alt}
        style={{
          width: picture.width * scale,
          height: picture.height * scale,
          transform: `translate(${-left * scale}px, ${-top * scale}px)`,
        }}
      />
    </span>
  );
}
