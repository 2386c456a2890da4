/**
 * A relay board as a device: outputs that are switched one at a time, read back where the board can say, and at rest (off) when
 * nobody holds them. Whatever goes wrong is an error of the closed list; an order is tried once and never carried out later.
 */
import type { Clock } from '../../preload/contract/vocabulary.ts';
import { CLOSED_BY_US, type WritableLink, type WritableLinkFactory } from '../byte-link.ts';
import type { Device, DeviceCondition } from '../device.ts';
import { portFaultDetail } from '../port-fault.ts';
import { after, Reconnect, type After } from '../reconnect.ts';
import { RelayFault, type BarrierFault } from './relay-fault.ts';
import type { RelayAnswer, RelayProtocol, RelayQuestion } from './relay-protocol.ts';

export interface RelayBoardOptions {
  readonly id: string;
  readonly protocol: RelayProtocol;
  /** Those that are wired. */
  readonly outputs: readonly number[];
  readonly connect: WritableLinkFactory;
  readonly clock: Clock;
  readonly after?: After;
}

/** A board on the same network answers in milliseconds, one on 9600 baud in twenty. */
const ANSWER_MS = 1000;
/** It is asked how it is so often: a board that died is noticed before the next truck. */
const LOOK_MS = 5000;
/** While an output does something else than it should, it is told again so often. */
const AGAIN_MS = 1000;
/** Questions that wait for the wire; more are refused. */
const MOST_WAITING = 16;
/** No answer of any board is longer. */
const MOST_HEARD = 64;

interface Job {
  readonly question: RelayQuestion;
  settle(answer: RelayAnswer): void;
  fail(code: BarrierFault, detail: string): void;
}

export class RelayBoard implements Device {
  readonly id: string;
  readonly kind = 'barrier';
  readonly #options: RelayBoardOptions;
  readonly #after: After;
  readonly #wire: Reconnect;
  readonly #listeners = new Set<(condition: DeviceCondition) => void>();
  /** What each wired output should do; off unless somebody holds it. */
  readonly #wanted = new Map<number, boolean>();
  readonly #waiting: Job[] = [];
  /** Ends of pulses that are due. */
  readonly #pulses = new Map<number, () => void>();
  #link: WritableLink | null = null;
  #now: Job | null = null;
  #heard = new Uint8Array(0);
  #condition: DeviceCondition;
  #running = false;
  #trouble: string | null = null;
  /** All outputs do what they should, as far as the board says. */
  #proven = false;
  /** Rounds that tell all outputs: only the newest counts. */
  #rounds = 0;
  /** Orders that were begun, and those that are under way: a look meanwhile says nothing. */
  #orders = 0;
  #underWay = 0;
  #refused = 0;
  #callOffAnswer: (() => void) | null = null;
  #callOffLook: (() => void) | null = null;

  constructor(options: RelayBoardOptions) {
    this.id = options.id;
    this.#options = options;
    this.#after = options.after ?? after;
    for (const output of options.outputs) this.#wanted.set(output, false);
    this.#wire = new Reconnect(
      (events) => (this.#link = options.connect(events)),
      {
        onOpen: () => void this.#opened(),
        onBytes: (bytes) => this.#take(bytes),
        onClose: (reason) => this.#closed(reason),
      },
      this.#after,
    );
    this.#condition = { state: 'offline', since: options.clock.wall(), detail: 'stopped' };
  }

  /** Orders turned away because too many waited. */
  get refused(): number {
    return this.#refused;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#trouble = null;
    this.#wire.start();
    this.#judge();
  }

  /** Leaves every output at rest, as far as the board can still be told. */
  async stop(): Promise<void> {
    if (!this.#running) return;
    this.#callOffLook?.();
    for (const callOff of this.#pulses.values()) callOff();
    this.#pulses.clear();
    if (this.#wire.isOpen)
      for (const output of this.#wanted.keys()) await this.#write(output, false).catch(() => undefined);
    this.#running = false;
    await this.#wire.stop();
    this.#end('barrier.no-answer', CLOSED_BY_US);
    this.#judge();
  }

  condition(): DeviceCondition {
    return this.#condition;
  }

  onCondition(listener: (condition: DeviceCondition) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Switches an output, and reads it back where the board can say.
   * @throws RelayFault barrier.unreachable | barrier.no-answer | barrier.refused | barrier.garbled | barrier.differs {detail}
   */
  async set(output: number, on: boolean): Promise<void> {
    this.#callOffPulse(output);
    this.#wanted.set(output, on);
    this.#mustBeReady();
    await this.#order(output, on);
  }

  /**
   * On for so long. Resolves when the board confirmed that it is on; the end follows by itself, also over a wire that was lost
   * meanwhile. An order that was not confirmed is at rest again as soon as the board can be told. @throws as {@link set}
   */
  async pulse(output: number, ms: number): Promise<void> {
    this.#callOffPulse(output);
    this.#wanted.set(output, false);
    this.#mustBeReady();
    const rest = (): void => {
      this.#pulses.delete(output);
      // Not at rest, or nobody knows: all are told again until they are.
      this.#order(output, false).catch(() => this.#unproven());
    };
    try {
      await this.#order(output, true);
    } catch (error) {
      rest();
      throw error;
    }
    // The end of one that was confirmed meanwhile would cut this one short.
    this.#callOffPulse(output);
    // From the confirmation on: on a slow line the end would else come before it.
    this.#pulses.set(output, this.#after(ms, rest));
  }

  #callOffPulse(output: number): void {
    this.#pulses.get(output)?.();
    // Kept, it would count as one that is under way, and no output would be looked at any more.
    this.#pulses.delete(output);
  }

  /** Between the opening of the wire and the first rest of all outputs no order is taken: the rest would end it. */
  #mustBeReady(): void {
    if (!this.#proven) throw new RelayFault('barrier.unreachable', this.#trouble ?? 'connecting');
  }

  async #order(output: number, on: boolean): Promise<void> {
    this.#orders += 1;
    this.#underWay += 1;
    try {
      await this.#switch(output, on);
    } finally {
      this.#underWay -= 1;
    }
  }

  async #switch(output: number, on: boolean): Promise<void> {
    await this.#write(output, on);
    const { read } = this.#options.protocol;
    if (read === null) return;
    const is = await this.#read(read, output).catch((error: unknown) => {
      // The order itself was taken: whatever keeps the board from saying so, nobody knows what the output does.
      throw error instanceof RelayFault && ['barrier.unreachable', 'barrier.refused'].includes(error.code)
        ? new RelayFault('barrier.no-answer', error.message)
        : error;
    });
    if (is !== on) throw new RelayFault('barrier.differs', `output ${output} is ${is ? 'on' : 'off'}`);
  }

  async #write(output: number, on: boolean): Promise<void> {
    await this.#ask(this.#options.protocol.write(output, on));
  }

  async #read(read: (output: number) => RelayQuestion, output: number): Promise<boolean> {
    const answer = await this.#ask(read(output));
    return answer.kind === 'state' && answer.on;
  }

  #ask(question: RelayQuestion): Promise<RelayAnswer> {
    if (!this.#wire.isOpen) return Promise.reject(new RelayFault('barrier.unreachable', this.#trouble ?? 'connecting'));
    if (this.#waiting.length >= MOST_WAITING) {
      this.#refused += 1;
      return Promise.reject(new RelayFault('barrier.unreachable', 'busy'));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        question,
        settle: resolve,
        fail: (code, detail) => reject(new RelayFault(code, detail)),
      });
      this.#send();
    });
  }

  #send(): void {
    if (this.#now !== null) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    this.#now = job;
    this.#heard = new Uint8Array(0);
    const { answer, bytes } = job.question;
    this.#callOffAnswer = this.#after(ANSWER_MS, () => this.#broken('barrier.no-answer', 'no-answer'));
    const taken = this.#link?.write(bytes, answer === null ? () => this.#answered({ kind: 'done' }, job) : undefined);
    if (taken !== true) this.#broken('barrier.no-answer', 'not-taking');
  }

  #take(bytes: Uint8Array): void {
    const job = this.#now;
    // Nobody asked: a board that talks by itself, or an answer that came too late.
    if (job?.question.answer == null) return;
    const heard = new Uint8Array(this.#heard.length + bytes.length);
    heard.set(this.#heard);
    heard.set(bytes, this.#heard.length);
    this.#heard = heard;
    const answer = heard.length > MOST_HEARD ? ({ kind: 'garbled' } as const) : job.question.answer(heard);
    if (answer === null) return;
    if (answer.kind === 'garbled') this.#broken('barrier.garbled', 'garbled');
    else this.#answered(answer, job);
  }

  #answered(answer: RelayAnswer, job: Job): void {
    if (this.#now !== job) return;
    this.#callOffAnswer?.();
    this.#now = null;
    this.#wire.proven();
    this.#trouble = answer.kind === 'refused' ? `barrier.refused: ${answer.code}` : null;
    if (answer.kind === 'refused') job.fail('barrier.refused', answer.code);
    else job.settle(answer);
    this.#judge();
    this.#send();
  }

  /** Nothing that is still to come on this wire can be told from an answer to the next question: it is opened anew. */
  #broken(code: BarrierFault, detail: string): void {
    this.#trouble = code;
    this.#end(code, detail);
    this.#wire.reopen();
    this.#judge();
  }

  /** Nobody gets an answer any more. @param code of the one that was sent; those that waited never were */
  #end(code: BarrierFault, detail: string): void {
    this.#callOffAnswer?.();
    this.#callOffAnswer = null;
    const sent = this.#now;
    this.#now = null;
    sent?.fail(code, detail);
    for (const job of this.#waiting.splice(0)) job.fail('barrier.unreachable', detail);
  }

  /** Whatever the outputs did before: each is told what it should do. A pulse that was under way is over. */
  async #opened(): Promise<void> {
    this.#proven = false;
    const round = ++this.#rounds;
    try {
      let told: ReadonlyMap<number, boolean>;
      do {
        told = new Map(this.#wanted);
        for (const [output, on] of told) await this.#switch(output, on);
        // What was wanted meanwhile is told, too.
      } while ([...this.#wanted].some(([output, on]) => told.get(output) !== on));
      this.#proven = round === this.#rounds && this.#wire.isOpen;
    } catch {
      // Its trouble is in the condition; the wire was opened anew, or is looked after below.
    }
    if (round !== this.#rounds) return;
    this.#judge();
    this.#lookLater();
  }

  /** An output may do something else than it should: no order is taken until all are at rest again. */
  #unproven(): void {
    this.#proven = false;
    this.#judge();
    this.#lookLater();
  }

  #lookLater(): void {
    this.#callOffLook?.();
    const { read } = this.#options.protocol;
    if (this.#proven && read === null) return;
    this.#callOffLook = this.#after(this.#proven ? LOOK_MS : AGAIN_MS, () => {
      if (!this.#running || !this.#wire.isOpen) return;
      if (!this.#proven || read === null) return void this.#opened();
      this.#look(read)
        .then((well) => (well ? undefined : this.#opened()))
        .catch(() => undefined)
        .finally(() => this.#lookLater());
    });
  }

  /** @returns whether every output does what it should; what changes meanwhile is looked at the next time */
  async #look(read: (output: number) => RelayQuestion): Promise<boolean> {
    const orders = this.#orders;
    const busy = (): boolean => this.#underWay > 0 || this.#pulses.size > 0 || orders !== this.#orders;
    for (const [output, on] of this.#wanted) {
      const is = await this.#read(read, output);
      if (busy()) return true;
      if (is !== on) return false;
    }
    return true;
  }

  #closed(reason: string): void {
    this.#callOffLook?.();
    if (reason !== CLOSED_BY_US) this.#trouble = portFaultDetail(reason);
    this.#proven = false;
    for (const callOff of this.#pulses.values()) callOff();
    this.#pulses.clear();
    this.#end('barrier.no-answer', reason);
    this.#judge();
  }

  /** Details: `stopped` · `connecting` · a code of the closed list, and behind it what the board or the system said. */
  #judge(): void {
    const online = this.#running && this.#wire.isOpen && this.#proven && this.#trouble === null;
    const state = online ? 'online' : 'offline';
    const detail = online ? null : this.#running ? (this.#trouble ?? 'connecting') : 'stopped';
    const before = this.#condition;
    if (before.state === state && before.detail === detail) return;
    const since = before.state === state ? before.since : this.#options.clock.wall();
    this.#condition = { state, since, detail };
    for (const listener of this.#listeners) listener(this.#condition);
  }
}
