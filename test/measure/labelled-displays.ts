/** A folder of display pictures with its labels.csv: what is shown, how it is lit, where the panel's corners are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Panel } from '../../main/station/recognition/display/panel.ts';

export interface LabelledDisplay {
  readonly file: string;
  readonly path: string;
  readonly label: string;
  readonly kind: string;
  readonly light: string;
  /** Null where the label names no corners. */
  readonly panel: Panel | null;
}

/** @throws Error naming the line where a label cannot be read */
export function labelledDisplays(folder: string): LabelledDisplay[] {
  const [head = '', ...lines] = readFileSync(join(folder, 'labels.csv'), 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const columns = head.split(',').map((name) => name.trim());
  return lines
    .map((line, number) => ({ line, number: number + 2 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => {
      const cells = line.split(',');
      const cell = (name: string): string => cells[columns.indexOf(name)]?.trim() ?? '';
      const [file, label] = [cell('file'), cell('value')];
      if (file === '' || label === '') throw new Error(`labels.csv line ${number}: no file or no value`);
      const corner = (n: number): { x: number; y: number } => ({
        x: cell(`x${n}`) === '' ? NaN : Number(cell(`x${n}`)),
        y: cell(`y${n}`) === '' ? NaN : Number(cell(`y${n}`)),
      });
      const panel: Panel = [corner(0), corner(1), corner(2), corner(3)];
      const known = panel.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
      return {
        file,
        path: join(folder, file),
        label,
        kind: cell('kind'),
        light: cell('light'),
        panel: known ? panel : null,
      };
    });
}
