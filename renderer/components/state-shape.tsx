/** One shape a state, drawn in the colour of the words beside it: the third cue, for those who do not see the colour. */

export type Shape =
  | 'square'
  | 'square-filled'
  | 'arrow'
  | 'aperture'
  | 'triangle'
  | 'octagon'
  | 'tick'
  | 'broken-line'
  | 'dash'
  | 'lock'
  | 'running';

export function StateShape({ shape, size }: { readonly shape: Shape; readonly size?: string }) {
  return (
    <svg className="shape" viewBox="0 0 24 24" width={size ?? '1em'} height={size ?? '1em'} aria-hidden="true">
      {drawing(shape)}
    </svg>
  );
}

const LINE = { fill: 'none', stroke: 'currentColor', strokeWidth: 2.5, strokeLinejoin: 'round' } as const;
const MARK = {
  fill: 'none',
  stroke: 'var(--shape-mark, var(--panel))',
  strokeWidth: 2.5,
  strokeLinecap: 'round',
} as const;

function drawing(shape: Shape) {
  switch (shape) {
    case 'square':
      return <rect x="4" y="4" width="16" height="16" {...LINE} />;
    case 'square-filled':
      return <rect x="3" y="3" width="18" height="18" fill="currentColor" />;
    case 'arrow':
      return <path d="M12 3v11M6.5 9.5 12 15l5.5-5.5M3 20.5h18" {...LINE} strokeLinecap="round" />;
    case 'aperture':
      return (
        <>
          <circle cx="12" cy="12" r="9" {...LINE} />
          <circle cx="12" cy="12" r="3.5" fill="currentColor" />
        </>
      );
    case 'triangle':
      return (
        <>
          <path d="M12 2.5 22.5 21H1.5Z" fill="currentColor" />
          <path d="M12 9.5v5M12 18v.1" {...MARK} />
        </>
      );
    case 'octagon':
      return (
        <>
          <path d="M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9Z" fill="currentColor" />
          <path d="M7 12h10" {...MARK} strokeWidth={3.5} />
        </>
      );
    case 'tick':
      return <path d="m4 13 5.5 5.5L20.5 6" {...LINE} strokeWidth={3} strokeLinecap="round" />;
    case 'broken-line':
      return <path d="M2 12h6M16 12h6M10.5 18l3-12" {...LINE} strokeLinecap="round" />;
    case 'dash':
      return <path d="M6 12h12" {...LINE} strokeLinecap="round" />;
    case 'running':
      return <path d="M6 3.5 20 12 6 20.5Z" fill="currentColor" />;
    case 'lock':
      return (
        <>
          <rect x="4" y="10.5" width="16" height="11" fill="currentColor" />
          <path d="M7.5 10.5V7a4.5 4.5 0 0 1 9 0v3.5" {...LINE} />
        </>
      );
    default:
      return never(shape);
  }
}

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
