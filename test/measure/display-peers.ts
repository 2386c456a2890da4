/** ssocr and tesseract on the same panels, cut out and straightened for them as our own reader does it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { panelHomography } from '../../main/station/recognition/display/homography.ts';
import { type Panel, panelSize } from '../../main/station/recognition/display/panel.ts';
import { type RawPicture } from '../../main/station/recognition/display/raw-picture.ts';
import { rectify } from '../../main/station/recognition/display/rectify.ts';

export interface Peer {
  readonly name: string;
  /** Null: not installed here. */
  readonly read: ((panelFile: string) => string) | null;
}

export function displayPeers(): Peer[] {
  return [
    // Thresholds 30, 50 and 70 % were tried on ../shared/data/displays; 50 reads most.
    {
      name: 'ssocr',
      read: installed('ssocr', ['-V'])
        ? (file) => run('ssocr', ['-d', '-1', '-f', 'white', '-b', 'black', '-t', '50', file])
        : null,
    },
    {
      name: 'tesseract',
      read: installed('tesseract', ['--version'])
        ? (file) => run('tesseract', [file, '-', '--psm', '7', '-c', 'tessedit_char_whitelist=0123456789.-'])
        : null,
    },
  ];
}

/** Writes the straightened panel as a PNG, hands it to `use`, takes it away again. */
export function withPanelFile<T>(picture: RawPicture, panel: Panel, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'display-'));
  try {
    const file = join(folder, 'panel.png');
    const size = panelSize(panel);
    const rows = 120;
    const columns = Math.round((rows * size.width) / size.height);
    const { red } = rectify(picture, panelHomography(panel), { left: 0, top: 0, right: 1, bottom: 1 }, columns, rows);
    const canvas = createCanvas(columns, rows);
    const context = canvas.getContext('2d');
    const pixels = context.createImageData(columns, rows);
    const most = red.values.reduce((a, b) => Math.max(a, b), 1);
    red.values.forEach((value, i) => pixels.data.set([0, 1, 2].map(() => (255 * value) / most).concat(255), 4 * i));
    context.putImageData(pixels, 0, 0);
    writeFileSync(file, canvas.toBuffer('image/png'));
    return use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function installed(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).error === undefined;
}

function run(command: string, args: string[]): string {
  const { stdout } = spawnSync(command, args, { encoding: 'utf8', timeout: 20_000 });
  return (stdout ?? '').replace(/\s/g, '');
}
