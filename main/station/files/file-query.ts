/** What screens ask about the files (contract files.search, files.get, vehicle.list), through the reader. */
import type { CallInput, CallOutput } from '../../../preload/contract/index.ts';
import {
  type FilePage,
  type FileItem,
  type FileKind,
  type NameFile,
  type PaperFact,
} from '../../../preload/contract/files.ts';
import { timestamp, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { Paper, Vehicle } from '../../../preload/contract/weighing.ts';
import { paperState } from '../rules/papers.ts';
import { normalisePlate } from '../rules/plate-grammar.ts';
import type { Reader } from '../store/reader.ts';
import { changesOf, type ChangeRow } from './file-changes.ts';
import * as sql from './file-queries.ts';
import { fold, phrase } from './name-keys.ts';

interface VehicleRow {
  readonly plate: string;
  readonly body: string;
  readonly updatedAt: string;
}
interface NameRow {
  readonly id: number;
  readonly name: string;
  readonly body: string;
  readonly uses: number;
  readonly usedAtMs: number;
  readonly foundAs: string;
}

const PAGE = 100;

/** Errors of every question: as {@link Reader.all}. */
export class FileQuery {
  readonly #reader: Pick<Reader, 'all' | 'get'>;

  constructor(reader: Pick<Reader, 'all' | 'get'>) {
    this.#reader = reader;
  }

  /**
   * Files whose plate ends in the text, then those that hold it elsewhere; the most recently changed first.
   * @param text normalised; null = all files
   */
  async vehicles(text: string | null, limit: number): Promise<Vehicle[]> {
    return (await this.#vehicleRows(text ?? '', limit, '')).map(({ body }) => JSON.parse(body) as Vehicle);
  }

  /** @param day today, `yyyy-MM-dd` */
  async search(
    { cursor = '', kind, limit = PAGE, text = '' }: CallInput<'files.search'>,
    day: string,
  ): Promise<CallOutput<'files.search'>> {
    if (kind === 'vehicle') {
      const plate = normalisePlate(text) ?? '';
      const rows = await this.#vehicleRows(plate, limit, cursor);
      const last = plate === '' && rows.length === limit ? rows.at(-1) : undefined;
      return {
        items: rows.map((row) => vehicleItem(row, day)),
        nextCursor: last === undefined ? null : `${last.updatedAt}|${last.plate}`,
      };
    }
    const folded = fold(text);
    // Nothing but signs is no name.
    if (folded === '' && text !== '') return { items: [], nextCursor: null };
    const [beforeMs = '', beforeId = ''] = cursor.split('|');
    const params = { kind, limit };
    const rows = await this.#reader.all<NameRow>(sql.namesBy(folded), [
      folded === ''
        ? { ...params, beforeMs: Number(beforeMs || Number.MAX_SAFE_INTEGER), beforeId: Number(beforeId) || 0 }
        : { ...params, text: folded, ...([...folded].length < 3 ? {} : { phrase: phrase(folded) }) },
    ]);
    const last = folded === '' && rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: rows.map((row) => nameItem(row, day)),
      nextCursor: last === undefined ? null : `${last.usedAtMs}|${last.id}`,
    };
  }

  /** Files that are none of the merged ones. */
  async count(kind: FileKind): Promise<number> {
    const row =
      kind === 'vehicle'
        ? await this.#reader.get<{ count: number }>(sql.EVERY.vehicles, [])
        : await this.#reader.get<{ count: number }>(sql.EVERY.names, [{ kind }]);
    return row?.count ?? 0;
  }

  /**
   * Each of these once, in an order that use does not change.
   * @param after where the page before ended; '' at the start
   */
  async page(
    kind: FileKind,
    after: string,
    limit: number,
  ): Promise<{ readonly files: (Vehicle | NameFile)[]; readonly next: string | null }> {
    const rows = await (kind === 'vehicle'
      ? this.#reader.all<{ at: string; body: string }>(sql.EVERY.vehicle, [{ after, limit }])
      : this.#reader.all<{ at: number; body: string }>(sql.EVERY.name, [{ kind, after: Number(after), limit }]));
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      files: rows.map(({ body }) => JSON.parse(body) as Vehicle | NameFile),
      next: last === undefined ? null : String(last.at),
    };
  }

  async get(kind: FileKind, id: string, day: string): Promise<FilePage | null> {
    return kind === 'vehicle' ? this.#vehicle(normalisePlate(id) ?? '', day) : this.#name(kind, Number(id), day);
  }

  async #vehicle(plate: string, day: string): Promise<FilePage | null> {
    const row = await this.#reader.get<{ body: string }>(sql.VEHICLE_BY_PLATE, [plate]);
    if (row === undefined) return null;
    const vehicle = JSON.parse(row.body) as Vehicle;
    const [trailers, history] = await Promise.all([
      this.#reader.all<{ name: string }>(sql.VEHICLE_TRAILERS, [plate]),
      this.#reader.all<ChangeRow>(sql.VEHICLE_HISTORY, [plate]),
    ]);
    return {
      id: plate,
      file: { kind: 'vehicle', vehicle },
      papers: (vehicle.papers ?? []).map((paper) => paperFact(paper, day)),
      others: trailers.map(({ name }) => name).filter((name) => name !== vehicle.trailerPlate),
      history: changesOf(history),
    };
  }

  async #name(kind: Exclude<FileKind, 'vehicle'>, id: number, day: string): Promise<FilePage | null> {
    if (!Number.isSafeInteger(id)) return null;
    const row = await this.#reader.get<NameRow>(sql.NAME_BY_ID, [{ kind, id }]);
    if (row === undefined) return null;
    const [others, history] = await Promise.all([
      this.#reader.all<{ name: string }>(sql.NAME_OTHERS, [row.id]),
      this.#reader.all<ChangeRow>(sql.NAME_HISTORY, [{ id: row.id }]),
    ]);
    const file = JSON.parse(row.body) as NameFile;
    return {
      id: String(row.id),
      file,
      papers: papersOf(file).map((paper) => paperFact(paper, day)),
      others: others.map(({ name }) => name),
      history: changesOf(history),
    };
  }

  #vehicleRows(text: string, limit: number, cursor: string): Promise<VehicleRow[]> {
    const [before = '', beforePlate = ''] = cursor.split('|');
    return this.#reader.all<VehicleRow>(sql.vehiclesBy(text), [
      text === ''
        ? { limit, before, beforePlate }
        : { limit, text, ...([...text].length < 3 ? {} : { phrase: phrase(text) }) },
    ]);
  }
}

const papersOf = (file: NameFile): readonly Paper[] => (file.kind === 'driver' ? (file.papers ?? []) : []);

const paperFact = (paper: Paper, day: string): PaperFact => ({
  kind: paper.kind,
  number: paper.number ?? null,
  validUntil: paper.validUntil ?? null,
  state: paperState(paper, day),
});

/** Expired before due, the earlier before the later; null: nothing to see to. */
function worst(papers: readonly Paper[], day: string): PaperFact | null {
  const facts = papers
    .map((paper) => paperFact(paper, day))
    .filter(({ state }) => state === 'expired' || state === 'due');
  facts.sort((a, b) => ((a.validUntil ?? '') < (b.validUntil ?? '') ? -1 : 1));
  return facts[0] ?? null;
}

function vehicleItem({ body, plate, updatedAt }: VehicleRow, day: string): FileItem {
  const { axleCount = null, axleSource, barred, papers = [], trailerPlate } = JSON.parse(body) as Vehicle;
  return {
    id: plate,
    name: plate,
    foundAs: null,
    more: trailerPlate ?? null,
    axleCount,
    typedAxles: axleCount !== null && axleSource === 'typed',
    barred: barred != null && barred !== '',
    paper: worst(papers, day),
    uses: null,
    usedAt: updatedAt as FileItem['usedAt'],
  };
}

function nameItem({ body, foundAs, id, name, uses, usedAtMs }: NameRow, day: string): FileItem {
  const file = JSON.parse(body) as NameFile;
  const more = file.kind === 'driver' ? file.phone : file.kind === 'goods' ? file.category : file.address;
  return {
    id: String(id),
    name,
    foundAs: foundAs === name ? null : foundAs,
    more: more === undefined || more === '' ? null : more,
    axleCount: null,
    typedAxles: false,
    barred: false,
    paper: worst(papersOf(file), day),
    uses,
    usedAt: usedAtMs === 0 ? null : timestamp(usedAtMs as EpochMs),
  };
}
