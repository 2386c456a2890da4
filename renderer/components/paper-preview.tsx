/** A paper as it will come out of the printer, drawn from the very data that the printer's bytes are made of. */
import type { PaperPreview as Preview } from '../../preload/contract/printing.ts';
import { pageDrawings, rollDrawings, type Drawing, type Run } from './paper-drawing.ts';
import './paper-preview.css';

/** Advance of B612 Mono, in ems: at this size a sign takes one cell. */
const MONO_EM = 12 / 0.65;
const CHINESE_EM = 22;
/** A Chinese sign stands in the middle of its two cells. */
const CHINESE_AIR = (24 - CHINESE_EM) / 2;

export function PaperPreview({ preview, label }: { readonly preview: Preview; readonly label: string }) {
  const { codes, paper } = preview;
  const codeOf = (text: string): readonly string[] => codes.find((code) => code.text === text)?.rows ?? [];
  const drawings = paper.kind === 'roll' ? rollDrawings(paper, codeOf) : pageDrawings(paper, codeOf);
  return (
    <div className="paper" data-paper={preview.paperName} data-copy={preview.copy} role="img" aria-label={label}>
      {drawings.map((drawing, index) => (
        <Sheet key={index} drawing={drawing} strip={paper.kind === 'roll' && drawings.length > 1} />
      ))}
    </div>
  );
}

function Sheet({ drawing, strip }: { readonly drawing: Drawing; readonly strip: boolean }) {
  const { boxes, codes, height, rules, runs, width } = drawing;
  return (
    <svg className={strip ? 'paper-strip' : 'paper-page'} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <rect className="paper-ground" width={width} height={height} />
      {rules.map(({ width: long, x, y }) => (
        <line key={`${x} ${y}`} className="paper-line" x1={x} x2={x + long} y1={y} y2={y} />
      ))}
      {boxes.map((box) => (
        <rect key={`${box.x} ${box.y}`} className="paper-line" {...box} />
      ))}
      {codes.map(({ rows, size, x, y }) => (
        <path key={`${x} ${y}`} transform={`translate(${x} ${y}) scale(${size / rows.length})`} d={modules(rows)} />
      ))}
      {runs.map((run) => (
        <Letters key={`${run.xs[0] ?? 0} ${run.baseline}`} run={run} />
      ))}
    </svg>
  );
}

function Letters({ run: { ascii, baseline, bold, high, text, wide, xs } }: { readonly run: Run }) {
  const first = xs[0] ?? 0;
  const places = xs.map((x) => (x - first) / wide + (ascii ? 0 : CHINESE_AIR));
  return (
    <text
      className={ascii ? 'paper-mono' : 'paper-chinese'}
      transform={`translate(${first} ${baseline}) scale(${wide} ${high})`}
      x={places.join(' ')}
      fontSize={ascii ? MONO_EM : CHINESE_EM}
      fontWeight={bold ? (ascii ? 700 : 600) : 400}
    >
      {text}
    </text>
  );
}

const modules = (rows: readonly string[]): string =>
  rows.map((row, y) => [...row].map((dark, x) => (dark === '1' ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('');
