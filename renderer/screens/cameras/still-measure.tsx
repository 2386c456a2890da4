/** A still picture with a frame that an installer lays about a plate or the display's digits, by arrow keys or mouse. */
import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useWords } from '../../i18n/index.ts';
import { drawn, pushed, type Box, type Size } from './measure-box.ts';

const STEP = 2;
const LARGE_STEP = 20;

export function StillMeasure({
  url,
  alt,
  size,
  box,
  onBox,
}: {
  readonly url: string;
  readonly alt: string;
  /** Of the picture, in pixels. */
  readonly size: Size;
  /** In pixels of the picture. */
  readonly box: Box;
  onBox(box: Box): void;
}) {
  const { t } = useWords();
  const frame = useRef<SVGSVGElement>(null);
  const began = useRef<{ x: number; y: number } | null>(null);
  useEffect(() => frame.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
    event.stopPropagation();
    onBox(pushed(box, event.key, event.shiftKey, event.ctrlKey ? LARGE_STEP : STEP, size));
  };
  const at = (event: PointerEvent): { x: number; y: number } => {
    const { height, left, top, width } = event.currentTarget.getBoundingClientRect();
    return { x: ((event.clientX - left) / width) * size.width, y: ((event.clientY - top) / height) * size.height };
  };
  return (
    <div className="cameras-still" style={{ aspectRatio: `${size.width} / ${size.height}` }}>
      <img src={url} alt="" />
      <p className="cameras-still-of">{alt}</p>
      <svg
        ref={frame}
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="application"
        aria-label={t('cameras.measure-keys')}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          began.current = at(event);
        }}
        onPointerMove={(event) => {
          if (began.current !== null) onBox(drawn(began.current, at(event), size));
        }}
        onPointerUp={() => (began.current = null)}
      >
        <rect className="cameras-box-under" {...box} />
        <rect className="cameras-box" {...box} />
      </svg>
    </div>
  );
}
