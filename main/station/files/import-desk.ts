/**
 * Tables of files: read first and shown, then written in one transaction, all of it or the good rows, as the person says. What
 * was read is kept until the next table is read, and for so many minutes.
 */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { CallInput, CallOutput } from '../../../preload/contract/index.ts';
import { NameFile, type FileKind, type TablePreview } from '../../../preload/contract/files.ts';
import { timestamp, type Clock, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { Vehicle } from '../../../preload/contract/weighing.ts';
import type { VehicleStore } from '../records/vehicle-store.ts';
import type { Act } from '../rpc-server.ts';
import type { Writer } from '../store/statement.ts';
import { MOST_ROWS } from '../spreadsheet/table.ts';
import type { FilesThread } from './files-thread.ts';
import type { By, NameStore } from './name-store.ts';
import type { FileRow, RowsRead } from './read-rows.ts';
import { intoName, intoVehicle } from './row-into-file.ts';

const KEPT_MS = 30 * 60_000;
const SAMPLE = 5;

export interface ImportDeskParts {
  readonly db: Writer;
  readonly vehicles: Pick<VehicleStore, 'get' | 'ofPair' | 'put'>;
  readonly names: Pick<NameStore, 'byName' | 'put'>;
  readonly thread: Pick<FilesThread, 'ask'>;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  /** Megabytes a table may have, for the words of a refusal. */
  readonly mostMb: number;
  /** Names were written. */
  readonly onNames: () => void;
}

interface Held {
  readonly id: string;
  readonly kind: FileKind;
  readonly read: RowsRead;
  readonly atMs: number;
}

type Both = { readonly become: 'added' | 'changed' | 'same' } & (
  { readonly vehicle: Vehicle } | { readonly name: NameFile; readonly id: number | null }
);

export class ImportDesk {
  readonly #parts: ImportDeskParts;
  #held: Held | null = null;

  constructor(parts: ImportDeskParts) {
    this.#parts = parts;
  }

  /** @throws CodedError table.* */
  async read({ base64, kind }: CallInput<'files.readTable'>): Promise<TablePreview> {
    const { clock, mostMb, newId, thread } = this.#parts;
    // A copy of its own: it goes to the thread and is gone here.
    const read = await thread.ask({ job: 'table', kind, bytes: new Uint8Array(Buffer.from(base64, 'base64')) });
    if (read === 'busy') throw new CodedError('table.busy');
    const tooLarge = { mostRows: MOST_ROWS, mostMb };
    if (read === null) throw new CodedError('table.too-large', tooLarge);
    if ('wanted' in read) throw new CodedError('table.heading', { column: read.wanted });
    if ('code' in read)
      throw new CodedError(
        read.code,
        read.code === 'table.unreadable' ? { detail: read.detail } : read.code === 'table.too-large' ? tooLarge : {},
      );
    const held = { id: newId(), kind, read, atMs: clock.monotonic() };
    this.#held = held;
    const { bad, faults, good, rows } = read;
    const became = { added: 0, changed: 0, same: 0 };
    for (const row of good) became[this.#both(kind, row).become]++;
    const sample = good.slice(0, SAMPLE).map(({ fields }) => Object.values(fields).join(' · '));
    return { id: held.id, rows, ...became, bad, faults: [...faults], sample };
  }

  /** @throws CodedError table.gone | table.faults {bad} | store.*; then nothing was written */
  write({ id, onlyGood, operatorId }: CallInput<'files.importTable'>, act: Act): CallOutput<'files.importTable'> {
    const { clock, db, onNames } = this.#parts;
    const held = this.#held;
    if (held?.id !== id || clock.monotonic() - held.atMs > KEPT_MS) throw new CodedError('table.gone');
    const { kind, read } = held;
    if (read.bad > 0 && !onlyGood) throw new CodedError('table.faults', { bad: read.bad });
    const done = db.immediate(() => {
      const became = { added: 0, changed: 0, same: 0 };
      for (const row of read.good) {
        const both = this.#both(kind, row, operatorId === 'nobody' ? undefined : operatorId);
        became[both.become]++;
        if (both.become !== 'same') this.#keep(both, { at: timestamp(clock.wall()), operatorId });
      }
      const output = { added: became.added, changed: became.changed, leftOut: read.bad };
      act.remember(output);
      return output;
    });
    this.#held = null;
    if (kind !== 'vehicle') onNames();
    return done;
  }

  /** What the file of this row says now, and will say. */
  #both(kind: FileKind, row: FileRow, by?: string): Both {
    const { names, vehicles } = this.#parts;
    if (kind === 'vehicle') {
      const before = vehicles.get(row.key);
      const { trailerPlate } = row.fields;
      const paired = typeof trailerPlate === 'string' ? vehicles.ofPair(row.key, trailerPlate) : before;
      const after = intoVehicle(paired, row, by);
      const same = before !== null && JSON.stringify(Vehicle.parse(before)) === JSON.stringify(after);
      return { become: before === null ? 'added' : same ? 'same' : 'changed', vehicle: after };
    }
    const known = names.byName(kind, row.key);
    const after = intoName(kind, known?.file ?? null, row);
    const same = known !== null && JSON.stringify(NameFile.parse(known.file)) === JSON.stringify(after);
    return { become: known === null ? 'added' : same ? 'same' : 'changed', name: after, id: known?.id ?? null };
  }

  #keep(both: Both, by: By): void {
    const { names, vehicles } = this.#parts;
    if ('vehicle' in both) vehicles.put(both.vehicle, by.at, by.operatorId);
    else names.put(both.id, both.name, by);
  }
}
