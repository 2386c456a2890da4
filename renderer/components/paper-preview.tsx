/** A paper as it will come out of the printer, drawn from the very data that the printer's bytes are made of. */
import {
  letteringOf,
  modulePath,
  pageDrawings,
  rollDrawings,
  type Drawing,
  type Run,
} from '../../preload/contract/paper-drawing.ts';
import type { PaperPreview as Preview } from '../../preload/contract/printing.ts';
import './paper-preview.css';

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
        <path key={`${x} ${y}`} transform={`translate(${x} ${y}) scale(${size / rows.length})`} d={modulePath(rows)} />
      ))}
      {runs.map((run) => (
        <Letters key={`${run.xs[0] ?? 0} ${run.baseline}`} run={run} />
      ))}
    </svg>
  );
}

function Letters({ run }: { readonly run: Run }) {
  const { size, transform, weight, x } = letteringOf(run);
  return (
    <text
      className={run.ascii ? 'paper-mono' : 'paper-chinese'}
      transform={transform}
      x={x}
      fontSize={size}
      fontWeight={weight}
    >
      {run.text}
    </text>
  );
}
