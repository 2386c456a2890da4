/** The display reader over a folder of labelled pictures: digit-exact, accepted, confidently wrong, time; beside peers. */
import { read } from '../../main/station/recognition/display/read.ts';
import { ACCEPT, type Reading } from '../../main/station/recognition/display/reading.ts';
import { decodedPicture } from './decoded-picture.ts';
import { displayPeers, withPanelFile } from './display-peers.ts';
import { type LabelledDisplay, labelledDisplays } from './labelled-displays.ts';

/** One picture as it was read; the form that `--json` writes. */
export interface JudgedPicture {
  readonly file: string;
  readonly label: string;
  readonly read: string | null;
  readonly confidence: number;
  readonly accepted: boolean;
}

export interface JudgedTotals {
  readonly pictures: number;
  readonly exact: number;
  readonly accepted: number;
  readonly acceptedWrong: number;
  readonly medianMs: number;
  readonly slowestTenthMs: number;
}

export interface EvaluatedDisplays {
  readonly pictures: readonly JudgedPicture[];
  readonly totals: JudgedTotals;
  readonly withoutCorners: { readonly pictures: readonly JudgedPicture[]; readonly totals: JudgedTotals };
  /** Digit-exact of each peer; null: not installed. */
  readonly peers: Readonly<Record<string, number | null>>;
  readonly table: readonly string[];
}

type Timed = JudgedPicture & { readonly ms: number };

interface Row {
  readonly display: LabelledDisplay;
  readonly given: Timed;
  readonly searched: Timed;
  readonly peers: Readonly<Record<string, boolean | null>>;
}

export async function evaluateDisplays(folder: string): Promise<EvaluatedDisplays> {
  const peers = displayPeers();
  const displays = labelledDisplays(folder);
  // One after the other: a reader is not timed between two child processes.
  const given: Timed[] = [];
  for (const display of displays) given.push(await judged(display, true));
  const searched: Timed[] = [];
  for (const display of displays) searched.push(await judged(display, false));
  const rows: Row[] = [];
  for (const [number, display] of displays.entries()) {
    const [mine, found] = [given[number], searched[number]];
    if (mine === undefined || found === undefined) continue;
    const picture = await decodedPicture(display.path);
    const { panel } = display;
    const marks = peers.map(({ name, read: ask }): [string, boolean | null] => [
      name,
      ask === null ? null : picture !== null && panel !== null && withPanelFile(picture, panel, ask) === display.label,
    ]);
    rows.push({ display, given: mine, searched: found, peers: Object.fromEntries(marks) });
  }
  const names = peers.map(({ name }) => name);
  return {
    pictures: rows.map(({ given }) => plain(given)),
    totals: totals(rows.map(({ given }) => given)),
    withoutCorners: {
      pictures: rows.map(({ searched }) => plain(searched)),
      totals: totals(rows.map(({ searched }) => searched)),
    },
    peers: Object.fromEntries(names.map((name) => [name, exactOf(rows, name)])),
    table: table(rows, names),
  };
}

/** Decoding counts: what a picture costs is what the station waits for. */
async function judged(display: LabelledDisplay, corners: boolean): Promise<Timed> {
  const start = performance.now();
  const picture = await decodedPicture(display.path);
  const reading: Reading | null = picture === null ? null : read(picture, corners ? display.panel : null);
  const ms = performance.now() - start;
  const confidence = reading?.confidence ?? 0;
  return {
    file: display.file,
    label: display.label,
    read: reading?.text ?? null,
    confidence: Math.round(confidence * 1000) / 1000,
    accepted: confidence >= ACCEPT,
    ms,
  };
}

function plain({ ms: _, ...picture }: Timed): JudgedPicture {
  return picture;
}

function totals(pictures: readonly Timed[]): JudgedTotals {
  const times = pictures.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    pictures: pictures.length,
    exact: pictures.filter(right).length,
    accepted: pictures.filter(({ accepted }) => accepted).length,
    acceptedWrong: pictures.filter((picture) => picture.accepted && !right(picture)).length,
    medianMs: Math.round(times[Math.floor(times.length / 2)] ?? 0),
    slowestTenthMs: Math.round(times[Math.floor(times.length * 0.9)] ?? 0),
  };
}

function right({ read: text, label }: JudgedPicture): boolean {
  return text === label;
}

function exactOf(rows: readonly Row[], peer: string): number | null {
  if (rows.some(({ peers }) => peers[peer] === null)) return null;
  return rows.filter(({ peers }) => peers[peer] === true).length;
}

function table(rows: readonly Row[], peers: readonly string[]): string[] {
  const lines = [
    `| displays | pictures | exact | accepted | accepted, wrong | ms (median, 9 of 10 below) | no corners: exact | accepted | accepted, wrong | ms | ${peers.join(' | ')} |`,
    `|${'---|'.repeat(10 + peers.length)}`,
  ];
  const line = (name: string, some: readonly Row[]): void => {
    if (some.length === 0) return;
    const given = totals(some.map((row) => row.given));
    const searched = totals(some.map((row) => row.searched));
    const share = (count: number): string => `${count} (${((100 * count) / some.length).toFixed(1)} %)`;
    const others = peers.map((peer) => {
      const exact = exactOf(some, peer);
      return exact === null ? 'absent' : share(exact);
    });
    lines.push(
      `| ${[
        name,
        some.length,
        share(given.exact),
        share(given.accepted),
        given.acceptedWrong,
        `${given.medianMs}, ${given.slowestTenthMs}`,
        share(searched.exact),
        share(searched.accepted),
        searched.acceptedWrong,
        `${searched.medianMs}, ${searched.slowestTenthMs}`,
        ...others,
      ].join(' | ')} |`,
    );
  };
  const kinds = [...new Set(rows.map(({ display }) => display.kind))].sort();
  const lights = [...new Set(rows.map(({ display }) => display.light))].sort();
  for (const kind of kinds) {
    for (const light of lights)
      line(
        `${kind}, ${light}`,
        rows.filter(({ display }) => display.kind === kind && display.light === light),
      );
    line(
      `**${kind}**`,
      rows.filter(({ display }) => display.kind === kind),
    );
  }
  line('**all**', rows);
  return lines;
}
