/** A still picture with the four corners of the display: arrow keys move one, Tab takes the next, a mouse the nearest. */
import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { DisplayMark } from '../../../preload/contract/camera-display.ts';
import { useWords } from '../../i18n/index.ts';
import { nearestCorner, nextCorner, pushedCorner, withCorner, type Corner } from './display-mark.ts';

const STEP = 1;
const LARGE_STEP = 10;
/** Of the panel's height: what is seen around it. */
const LOUPE_ROOM = 0.35;

export function MarkDisplay({
  url,
  alt,
  mark,
  corner,
  onCorner,
  onMark,
}: {
  readonly url: string;
  readonly alt: string;
  readonly mark: DisplayMark;
  /** That is moved. */
  readonly corner: Corner;
  onCorner(corner: Corner): void;
  onMark(mark: DisplayMark): void;
}) {
  const { t } = useWords();
  const frame = useRef<SVGSVGElement>(null);
  const held = useRef<Corner | null>(null);
  useEffect(() => frame.current?.focus(), []);
  const [width, height] = mark.pictureSize;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') onCorner(nextCorner(corner, event.shiftKey ? -1 : 1));
    else if (event.key.startsWith('Arrow'))
      onMark(pushedCorner(mark, corner, event.key, event.shiftKey ? LARGE_STEP : STEP));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const at = (event: PointerEvent): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
  };
  const points = mark.corners.map(([x, y]) => `${x},${y}`).join(' ');
  return (
    <div className="cameras-still" style={{ aspectRatio: `${width} / ${height}` }}>
      <img src={url} alt="" />
      <p className="cameras-still-of">{alt}</p>
      <svg
        ref={frame}
        viewBox={`0 0 ${width} ${height}`}
        role="application"
        aria-label={t('cameras.display-keys')}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          held.current = nearestCorner(mark, at(event));
          onCorner(held.current);
        }}
        onPointerMove={(event) => {
          if (held.current !== null) onMark(withCorner(mark, held.current, at(event)));
        }}
        onPointerUp={() => (held.current = null)}
      >
        <polygon className="cameras-box-under" points={points} />
        <polygon className="cameras-box" points={points} />
      </svg>
      <Loupe url={url} mark={mark} corner={corner} />
    </div>
  );
}

/** The marked part, much larger: corners are set to a pixel. */
function Loupe({ url, mark, corner }: { readonly url: string; readonly mark: DisplayMark; readonly corner: Corner }) {
  const [width, height] = mark.pictureSize;
  const [xs, ys] = [mark.corners.map(([x]) => x), mark.corners.map(([, y]) => y)];
  const wide = Math.max(...xs) - Math.min(...xs);
  const high = Math.max(...ys) - Math.min(...ys);
  const room = LOUPE_ROOM * Math.max(high, wide / 4, 8);
  const [left, top] = [Math.min(...xs) - room, Math.min(...ys) - room];
  const box = `${left} ${top} ${wide + 2 * room} ${high + 2 * room}`;
  const points = mark.corners.map(([x, y]) => `${x},${y}`).join(' ');
  const handle = (wide + 2 * room) / 60;
  // Never over what it shows.
  const aside = Math.min(...xs) < width / 2 && Math.min(...ys) < height / 3;
  return (
    <svg className={aside ? 'cameras-loupe cameras-loupe-right' : 'cameras-loupe'} viewBox={box} aria-hidden="true">
      <image href={url} width={width} height={height} />
      <polygon className="cameras-box-under" points={points} />
      <polygon className="cameras-box" points={points} />
      {mark.corners.map(([x, y], index) => (
        <circle
          // Corners have no other name than their place.
          key={index}
          className={index === corner ? 'cameras-corner cameras-corner-held' : 'cameras-corner'}
          cx={x}
          cy={y}
          r={index === corner ? handle * 1.5 : handle}
        />
      ))}
    </svg>
  );
}
