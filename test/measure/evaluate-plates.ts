/**
 * The program's plate reader over a folder of pictures with a labels.csv (file, plate), beside PP-OCR alone with greedy
 * decoding on the same pictures in the same run. Pictures that the network learnt from are left out and counted.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PlateReading } from '../../main/station/recognition/plate/plate-reading.ts';
import { openPlateModels, shippedModelFiles } from '../../main/station/recognition/plate/plate-models.ts';
import { PlateReader } from '../../main/station/recognition/plate/plate-reader.ts';
import { uprightQuad } from '../../main/station/recognition/plate/quad.ts';
import { type RgbPicture } from '../../main/station/recognition/plate/rgb-picture.ts';
import { normalisePlate, plateKind } from '../../main/station/rules/plate-grammar.ts';
import { loadPicture } from './load-picture.ts';

export interface PlateRow {
  readonly file: string;
  readonly label: string;
  /** The column "kind" where labels.csv has one, else what the label's text says. */
  readonly kind: string;
  /** What the program says is the truck's plate; '' for none. */
  readonly read: string;
  readonly confidence: number;
  readonly accepted: boolean;
  /** One plate cut out, or a whole photograph. */
  readonly what: 'crop' | 'scene';
  /** The labelled plate is among those read anywhere in the picture. */
  readonly found: boolean;
  /** What PP-OCR alone reads: of a crop the whole of it, of a scene the line that holds the label, else its longest line. */
  readonly peer: string;
  readonly ms: number;
  readonly peerMs: number;
}

export interface PlateTotals {
  readonly pictures: number;
  readonly right: number;
  readonly found: number;
  readonly accepted: number;
  readonly acceptedRight: number;
  readonly peerRight: number;
  readonly msMedian: number;
  readonly peerMsMedian: number;
}

export interface PlateEvaluation {
  readonly rows: readonly PlateRow[];
  /** By what the pictures are, and within that by kind: `crop`, `crop ordinary`, `scene trailer` … */
  readonly totals: Readonly<Record<string, PlateTotals>>;
  /** Left out because the network learnt from them, and because they are no pictures. */
  readonly learnt: number;
  readonly unreadable: readonly string[];
}

/** What is lower than this holds one plate and little else. */
const CROP_HEIGHT = 130;

/** @param only pictures for which this is true; all by default */
export async function evaluatePlates(
  folder: string,
  only: (file: string) => boolean = () => true,
): Promise<PlateEvaluation> {
  const learntFrom = new Set(
    (await readFile(join(shippedModelFiles().ownFolder, 'training-pictures.txt'), 'utf8')).split('\n').filter(Boolean),
  );
  const models = await openPlateModels();
  const reader = new PlateReader(models);
  const rows: PlateRow[] = [];
  const unreadable: string[] = [];
  let learnt = 0;
  try {
    for (const { file, plate, kind } of await labels(folder)) {
      if (!only(file)) continue;
      const bytes = await readFile(join(folder, file));
      if (learntFrom.has(createHash('sha256').update(bytes).digest('hex'))) {
        learnt += 1;
        continue;
      }
      const picture = await loadPicture(bytes);
      if (picture === null) unreadable.push(file);
      else
        rows.push({ file, label: plate, kind: kind ?? plateKind(plate), ...(await readBoth(reader, picture, plate)) });
    }
  } finally {
    await models.close();
  }
  const groups = new Map<string, PlateRow[]>();
  for (const row of rows) {
    for (const group of [row.what, `${row.what} ${row.kind}`]) groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  const totals = Object.fromEntries([...groups].map(([group, some]) => [group, total(some)]));
  return { rows, totals, learnt, unreadable };
}

async function readBoth(reader: PlateReader, picture: RgbPicture, label: string) {
  const what = picture.height < CROP_HEIGHT ? ('crop' as const) : ('scene' as const);
  const began = performance.now();
  let readings: PlateReading[];
  if (what === 'scene') readings = await reader.read(picture);
  else {
    const reading = await reader.readCrop(picture);
    readings = reading === null ? [] : [reading];
  }
  const between = performance.now();
  const quads = what === 'scene' ? await reader.findLines(picture) : [uprightQuad(0, 0, picture.width, picture.height)];
  const texts: string[] = [];
  for (const quad of quads) texts.push(normalisePlate(await reader.readAlone(picture, quad)) ?? '');
  const ended = performance.now();
  const longest = texts.reduce((a, b) => (b.length > a.length ? b : a), '');
  return {
    read: readings[0]?.text ?? '',
    confidence: readings[0]?.confidence ?? 0,
    accepted: readings[0]?.accepted ?? false,
    what,
    found: readings.some(({ text }) => text === label),
    peer: texts.find((text) => text === label) ?? longest,
    ms: between - began,
    peerMs: ended - between,
  };
}

function total(some: readonly PlateRow[]): PlateTotals {
  const count = (is: (row: PlateRow) => boolean) => some.filter(is).length;
  const median = (pick: (row: PlateRow) => number) => some.map(pick).sort((a, b) => a - b)[some.length >> 1] ?? 0;
  return {
    pictures: some.length,
    right: count((row) => row.read === row.label),
    found: count((row) => row.found),
    accepted: count((row) => row.accepted),
    acceptedRight: count((row) => row.accepted && row.read === row.label),
    peerRight: count((row) => row.peer === row.label),
    msMedian: median((row) => row.ms),
    peerMsMedian: median((row) => row.peerMs),
  };
}

/** The totals as a table, whole groups first. */
export function platesTable({ totals, learnt, unreadable }: PlateEvaluation): string {
  const percent = (part: number, of: number) => (of === 0 ? '' : `${((100 * part) / of).toFixed(1)} %`);
  const lines = Object.entries(totals)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([group, one]) => {
      const cells = [
        group,
        one.pictures,
        percent(one.right, one.pictures),
        group.startsWith('scene') ? percent(one.found, one.pictures) : '',
        percent(one.accepted, one.pictures),
        one.accepted === 0 ? '' : `${one.acceptedRight} of ${one.accepted}`,
        percent(one.peerRight, one.pictures),
        one.msMedian.toFixed(0),
        one.peerMsMedian.toFixed(0),
      ];
      return `| ${cells.join(' | ')} |`;
    });
  return [
    '| plates | pictures | right | found anywhere | accepted | right of accepted | PP-OCR alone, greedy | ms | ms alone |',
    '|---|---|---|---|---|---|---|---|---|',
    ...lines,
    `Left out: ${learnt} that the network learnt from, ${unreadable.length} that are no pictures.`,
  ].join('\n');
}

/** Columns file, plate and, where there is one, kind; what follows may be quoted and is not needed. */
async function labels(folder: string): Promise<{ file: string; plate: string; kind: string | undefined }[]> {
  const lines = (await readFile(join(folder, 'labels.csv'), 'utf8')).replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = (lines[0] ?? '').split(',');
  const at = { file: columns.indexOf('file'), plate: columns.indexOf('plate'), kind: columns.indexOf('kind') };
  if (at.file < 0 || at.plate < 0) throw new Error(`${folder}: labels.csv has no columns file and plate`);
  return lines.slice(1).flatMap((line) => {
    const cells = line.split(',');
    const [file, plate] = [cells[at.file] ?? '', cells[at.plate] ?? ''];
    return file === '' ? [] : [{ file, plate, kind: at.kind < 0 ? undefined : cells[at.kind] }];
  });
}
