/**
 * What completes or takes back a weighing afterwards: void and correction. Both are Notices; the weighing itself is never
 * changed (product.md W6, P3). A weighing that a valid load sheet uses is refused: void the sheet first.
 */
import type { Notice, NoticeBody } from '../../../preload/contract/documents.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { CallName, ParsedInput } from '../../../preload/contract/index.ts';
import { beijingDay, timestamp, VehicleType, type Clock, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { DocumentChain } from '../records/document-chain.ts';
import type { LoadSheetStore } from '../records/load-sheet-store.ts';
import type { NoticeStore } from '../records/notice-store.ts';
import type { Publisher } from '../records/publisher.ts';
import type { VehicleStore } from '../records/vehicle-store.ts';
import type { WeighingRow, WeighingStore } from '../records/weighing-store.ts';
import type { Act } from '../rpc-server.ts';
import { plateGiven } from '../rules/plate-grammar.ts';
import type { Configuration } from '../settings/configuration.ts';
import type { Writer } from '../store/statement.ts';
import { axleDoubt } from './axle-doubt.ts';

type Input<N extends CallName> = ParsedInput<N>;
type Correction = NonNullable<NoticeBody['correction']>;

export interface AmendmentParts {
  readonly db: Writer;
  readonly chain: Pick<DocumentChain, 'get'>;
  readonly weighings: WeighingStore;
  readonly notices: Pick<NoticeStore, 'bySubject'>;
  readonly vehicles: Pick<VehicleStore, 'ofPair'>;
  readonly rules: Pick<Configuration['rules'], 'askOtherAxles'>;
  readonly sheets: LoadSheetStore;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly newId: () => Uuid;
}

export class Amendments {
  readonly #parts: AmendmentParts;

  constructor(parts: AmendmentParts) {
    this.#parts = parts;
  }

  /** @throws CodedError weighing.not-found | weighing.already-void | weighing.has-sheet */
  void(input: Input<'weighing.void'>, act: Act): Notice {
    const { db } = this.#parts;
    return db.immediate(() => {
      const row = this.#free(input.id);
      const notice = this.#notice(row, { kind: 'weighing-void', text: input.reason, operatorId: input.operatorId });
      act.remember(notice);
      return notice;
    });
  }

  /** @throws CodedError weighing.not-found | weighing.already-void | weighing.has-sheet | weighing.plate-invalid {field} | weighing.axles-above-file | rpc.invalid-input for a value that does not fit the field */
  correct(input: Input<'weighing.correct'>, act: Act): Notice {
    const { db } = this.#parts;
    return db.immediate(() => {
      const row = this.#free(input.id);
      const correction = this.#correction(row, input);
      const said = this.#said(row, correction);
      if (said !== null) {
        act.remember(said);
        return said;
      }
      if (input.managerId === undefined) this.#refuseMoreAxles(row, correction);
      const notice = this.#notice(row, {
        kind: 'correction',
        text: input.reason,
        operatorId: input.operatorId,
        correction,
        ...(input.managerId === undefined ? {} : { managerId: input.managerId }),
      });
      act.remember(notice);
      return notice;
    });
  }

  #free(id: Uuid): WeighingRow {
    const { sheets, weighings } = this.#parts;
    const row = weighings.get(id);
    if (row === null) throw new CodedError('weighing.not-found', { id });
    if (row.voidedById !== null) throw new CodedError('weighing.already-void', { noticeId: row.voidedById });
    const using = sheets.using(id);
    if (using.length > 0) throw new CodedError('weighing.has-sheet', { numbers: using.map((sheet) => sheet.number) });
    return row;
  }

  /**
   * A record cannot be given afterwards what it was not given: more than the file says takes the manager's name. Whichever field
   * is corrected it is the record as it would stand then: else another order of corrections would get round him.
   */
  #refuseMoreAxles(row: WeighingRow, { field, to }: Correction): void {
    const { rules, vehicles } = this.#parts;
    const then: WeighingRow = { ...row, [field]: to };
    const { axleCount, driveAxles, kind, plateFront: plate, plateRear, vehicleType, weighedAtMs } = then;
    if (!rules.askOtherAxles || plate === null || axleCount === null || kind === 'trial') return;
    const said = { axleCount, ...(driveAxles && { driveAxles }), ...(vehicleType && { vehicleType }) };
    const doubt = axleDoubt(vehicles.ofPair(plate, plateRear), said, beijingDay(weighedAtMs));
    if (doubt?.above !== true) return;
    throw new CodedError('weighing.axles-above-file', { plate, fileAxles: doubt.fileAxles, axles: axleCount });
  }

  /**
   * What counts already is not signed again: the notice that said it answers.
   * @returns null: another value, which is to be signed
   * @throws CodedError rpc.invalid-input where the record itself says so
   */
  #said(row: WeighingRow, { field, from, to }: Correction): Notice | null {
    const { chain, notices } = this.#parts;
    if (from !== to) return null;
    for (const { id, kind } of notices.bySubject(row.id).toReversed()) {
      const notice = kind === 'correction' ? (chain.get(id)?.document as Notice | undefined) : undefined;
      if (notice?.correction?.field === field && notice.correction.to === to) return notice;
    }
    throw new CodedError('rpc.invalid-input', { path: 'value', expected: 'another value than the one that counts' });
  }

  #notice(row: WeighingRow, body: Omit<NoticeBody, 'effectiveAt' | 'subjectId'>): Notice {
    const { chain, clock, newId, publisher } = this.#parts;
    const subject = chain.get(row.id)?.document;
    return publisher.publish('notice', newId(), {
      ...(body as NoticeBody),
      subjectId: row.id,
      subjectSequence: row.sequence,
      ...(subject === undefined ? {} : { subjectHash: subject.hash }),
      effectiveAt: timestamp(clock.wall()),
    });
  }

  #correction(row: WeighingRow, { field, value }: Input<'weighing.correct'>): Correction {
    const wrong = (expected: string): never => {
      throw new CodedError('rpc.invalid-input', { path: 'value', expected });
    };
    switch (field) {
      case 'plateFront':
      case 'plateRear':
        if (typeof value === 'number') return wrong('a plate or null');
        return { field, from: row[field], to: correctedPlate(field, value) };
      case 'axleCount':
        if (typeof value !== 'number' || value < 2 || value > 10) return wrong('2 to 10 axles');
        return { field, from: row.axleCount, to: value };
      case 'driveAxles':
        if (typeof value !== 'number' || value < 1 || value > 4) return wrong('1 to 4 drive axles');
        return { field, from: row.driveAxles, to: value };
      case 'vehicleType': {
        const type = VehicleType.safeParse(value);
        return type.success ? { field, from: row.vehicleType, to: type.data } : wrong('a vehicle type');
      }
      case 'gatePlate':
        return wrong('a field of a weighing');
      default:
        return never(field);
    }
  }
}

/** null takes the plate back: nobody could read it. An empty text is a slip. */
function correctedPlate(field: Correction['field'], value: string | null): string | null {
  const plate = plateGiven(field, value);
  if (value !== null && plate === null) throw new CodedError('weighing.plate-invalid', { field });
  return plate;
}

function never(value: never): never {
  throw new TypeError(`unhandled ${String(value)}`);
}
