/**
 * Who passed a gate, beside what was weighed (product.md G2): each pass has its match, and what speaks against it waits for a
 * person; what becomes known later changes the match and closes by itself what it explains. The rules are pure
 * (`../rules/gate-match.ts`, `../rules/gate-findings.ts`); here they meet the rows, in one transaction a pass.
 */
import type { GateMatterKind } from '../../../preload/contract/gate.ts';
import { timestamp, type Clock, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { GateMatchStore, WeighedRow } from '../records/gate-match-store.ts';
import type { GateStore } from '../records/gate-store.ts';
import type { WarningStore } from '../records/warning-store.ts';
import { entryFindings, exitFindings } from '../rules/gate-findings.ts';
import { matchPass, type GateMatch, type PassedVehicle } from '../rules/gate-match.ts';
import type { Writer } from '../store/statement.ts';

export interface GateReconcilerParts {
  readonly db: Writer;
  readonly passes: Pick<GateStore, 'bearing' | 'get' | 'notSeenLeaving' | 'within'>;
  readonly matches: GateMatchStore;
  readonly warnings: Pick<WarningStore, 'acknowledge' | 'raise'>;
  /** What was raised or closed is told. */
  readonly raised: () => void;
  /** A valid sheet against its weighings, field by field. */
  readonly recheck: (sheetId: Uuid) => readonly { readonly field: string; readonly result: 'pass' | 'fail' }[];
  /** Plates are read in the gates' pictures. */
  readonly reads: boolean;
  readonly rules: { readonly openTruckHours: number; readonly inWithoutOutHours: number };
  readonly clock: Clock;
  readonly newId: () => Uuid;
  readonly log: { warn(fields: object, text: string): void };
}

/** What is known of a pass now. */
export interface Known {
  readonly match: GateMatch;
  readonly weighing: WeighedRow | null;
  readonly findings: readonly GateMatterKind[];
}

const HOUR_MS = 3_600_000;
/** A way in that is older was looked at often enough. */
const ENTRY_AGE_MS = 7 * 24 * HOUR_MS;
/** Of one round: the next one goes on. */
const MOST_OVERDUE = 100;

export class GateReconciler {
  readonly #parts: GateReconcilerParts;
  readonly #waiting = new Set<Uuid>();
  readonly #listeners = new Set<() => void>();
  readonly #idle: (() => void)[] = [];
  #turn: NodeJS.Immediate | null = null;
  #stopped = false;

  constructor(parts: GateReconcilerParts) {
    this.#parts = parts;
  }

  /** A match or a matter changed. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What of a pass is known now; reads only. */
  known(pass: PassedVehicle & { readonly trigger: string }): Known {
    const { clock, matches, passes, rules } = this.#parts;
    const windowMs = rules.openTruckHours * HOUR_MS;
    const [fromMs, untilMs] = [pass.atMs - windowMs, pass.atMs + windowMs];
    const around = passes.within(fromMs, untilMs);
    const weighings = matches.weighings(fromMs, untilMs);
    const match = matchPass(pass, weighings, around, windowMs);
    const weighing = weighings.find(({ id }) => id === match.weighingId) ?? null;
    if (pass.direction === 'in') {
      const overdueMs = rules.inWithoutOutHours * HOUR_MS;
      const plates = [pass.plate, pass.plateRear].filter((plate) => plate !== null);
      const later = passes.bearing(plates, pass.atMs, Number.MAX_SAFE_INTEGER);
      return { match, weighing, findings: entryFindings(pass, later, { nowMs: clock.wall(), overdueMs }) };
    }
    const truck =
      weighing === null
        ? null
        : {
            overKg: weighing.overKg,
            sheet: weighing.sheetId === null ? null : { differs: this.#differs(weighing.sheetId) },
          };
    const said = pass.trigger === 'person' || pass.plate !== null || pass.plateRear !== null;
    return { match, weighing, findings: exitFindings(match, truck, this.#parts.reads || said) };
  }

  /** Match and matters of a pass as they are now. In a transaction. @returns whether anything changed */
  settle(passId: Uuid): boolean {
    const { clock, matches, newId, passes, warnings } = this.#parts;
    const pass = passes.get(passId);
    if (pass === null) return false;
    const { findings, match, weighing } = this.known(pass);
    const at = clock.wall();
    const moved = matches.set(passId, match, weighing?.sheetId ?? null, at);
    const matters = matches.matters(passId);
    // What a person has closed is closed; what was closed by itself may come again.
    const standing = matters.filter(({ acknowledged, how }) => acknowledged === 0 || how === 'person');
    const fresh = findings.filter((kind) => !standing.some((matter) => matter.kind === kind));
    for (const kind of fresh) warnings.raise({ id: newId(), kind, subjectId: passId, scaleId: null, at });
    const gone = matters.filter(({ acknowledged, kind }) => acknowledged === 0 && !findings.includes(kind));
    for (const { id } of gone) {
      warnings.acknowledge(id, { at: timestamp(at), operatorId: 'nobody', reason: 'resolved' });
      matches.close(id, 'resolved', null);
    }
    return moved || fresh.length > 0 || gone.length > 0;
  }

  /** After the transaction of a document: tells, and looks at whatever else it may change. */
  passed(pass: PassedVehicle): void {
    this.tell();
    this.#around([pass.plate, pass.plateRear], pass.atMs);
  }

  /** A weighing was made, voided or corrected. @param plates that it bears, or bore */
  weighingChanged(id: Uuid, plates: readonly (string | null)[], atMs: number): void {
    this.#around(plates, atMs, this.#parts.matches.matchedTo(id));
  }

  /** A sheet was issued for that gross, or voided. */
  sheetChanged(grossWeighingId: Uuid): void {
    this.#enqueue(this.#parts.matches.matchedTo(grossWeighingId));
  }

  /** A person corrected the plate of a pass. @param plates before and now */
  plateCorrected(passId: Uuid, plates: readonly (string | null)[], atMs: number): void {
    this.#around(plates, atMs, [passId]);
  }

  /** What an end of the station may have left undone. */
  start(): void {
    const { clock, passes, rules } = this.#parts;
    const now = clock.wall();
    this.#enqueue(passes.within(now - 2 * rules.openTruckHours * HOUR_MS, now + HOUR_MS).map(({ id }) => id));
    this.upkeep();
  }

  /** Who has been inside for too long. The station calls it now and then. */
  upkeep(): void {
    const { clock, passes, rules } = this.#parts;
    const due = clock.wall() - rules.inWithoutOutHours * HOUR_MS;
    this.#enqueue(passes.notSeenLeaving(due - ENTRY_AGE_MS, due, MOST_OVERDUE));
  }

  /** Resolves when all that is known has been looked at. */
  idle(): Promise<void> {
    return this.#waiting.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }

  stop(): void {
    this.#stopped = true;
    if (this.#turn !== null) clearImmediate(this.#turn);
    this.#turn = null;
    this.#waiting.clear();
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  tell(): void {
    this.#parts.raised();
    for (const listener of this.#listeners) listener();
  }

  #around(plates: readonly (string | null)[], atMs: number, ids: readonly Uuid[] = []): void {
    const { matches, passes, rules } = this.#parts;
    const windowMs = rules.openTruckHours * HOUR_MS;
    const known = [...new Set(plates)].filter((plate) => plate !== null);
    const bearing = passes.bearing(known, atMs - windowMs, atMs + windowMs).map(({ id }) => id);
    this.#enqueue([...ids, ...bearing, ...matches.openPasses()]);
  }

  #enqueue(ids: readonly Uuid[]): void {
    if (this.#stopped) return;
    for (const id of ids) this.#waiting.add(id);
    if (this.#waiting.size > 0) this.#turn ??= setImmediate(() => this.#next());
  }

  /** One pass a turn: no weight frame waits for a list. */
  #next(): void {
    this.#turn = null;
    const [id] = this.#waiting;
    if (id !== undefined) {
      this.#waiting.delete(id);
      try {
        if (this.#parts.db.immediate(() => this.settle(id))) this.tell();
      } catch (err) {
        // A full disk: the next start, or the next change, looks again.
        this.#parts.log.warn({ err, passId: id }, 'a gate pass could not be reconciled');
      }
    }
    if (this.#waiting.size > 0) this.#turn = setImmediate(() => this.#next());
    else for (const resolve of this.#idle.splice(0)) resolve();
  }

  #differs(sheetId: Uuid): readonly string[] {
    return this.#parts.recheck(sheetId).flatMap(({ field, result }) => (result === 'fail' ? [field] : []));
  }
}
