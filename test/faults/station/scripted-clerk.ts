/**
 * A clerk who never gives up: asks the same thing under the same request id until the station answers, whatever happens
 * to it meanwhile, and keeps what was answered.
 */
import { randomUUID } from 'node:crypto';
import type { LoadSheet, Weighing } from '../../../preload/contract/documents.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import type { CallInput, CallName, CallOutput } from '../../../preload/contract/index.ts';
import type { Site } from '../../sim/site.ts';
import type { Truck } from '../../sim/truck.ts';
import { CallError, RunningStation } from '../../support/running-station.ts';

/** Answers that say: ask again, nothing was done. */
const PASSING = new Set([
  'test.disconnected',
  'station.starting',
  'rpc.disconnected',
  'scale.unstable',
  'scale.signal-lost',
  'scale.below-minimum',
]);

const SIX_AXLES = { axleCount: 6, vehicleType: 'articulated', driveAxles: 2 } as const;
const ASK_AGAIN_MS = 25;
const PATIENCE_MS = 40_000;

interface Asked {
  readonly name: CallName;
  readonly input: unknown;
  readonly requestId: string;
  readonly answer: unknown;
}

export class ScriptedClerk {
  readonly confirmed: (Weighing | LoadSheet)[] = [];
  /** Records that the station had to make without the clerk, and that were weighed again with a reason. */
  readonly replaced: Uuid[] = [];
  readonly #site: Site;
  #station: RunningStation;
  #asked: Asked | null = null;
  #recovering: Promise<void> | null = null;

  static async arrive(site: Site): Promise<ScriptedClerk> {
    return new ScriptedClerk(site, await RunningStation.start(site));
  }

  private constructor(site: Site, station: RunningStation) {
    this.#site = site;
    this.#station = station;
  }

  get station(): RunningStation {
    return this.#station;
  }

  /** The station process alone; the supervisor starts another. */
  killStation(): void {
    this.#station.killStation();
  }

  /** The whole program; it is started again at the next question. */
  cutPower(): void {
    const dead = this.#station;
    this.#recovering = dead.cutPower().then(async () => {
      this.#station = await RunningStation.start(this.#site);
    });
  }

  /** Asks until there is an answer that is no passing refusal. @throws CallError for any other refusal */
  async ask<N extends CallName>(
    name: N,
    input: CallInput<N>,
    requestId: string = randomUUID(),
  ): Promise<CallOutput<N>> {
    const begin = performance.now();
    for (;;) {
      try {
        await this.#back();
        const answer = await this.#station.call(name, input, requestId);
        this.#asked = { name, input, requestId, answer };
        return answer;
      } catch (error) {
        if (!(error instanceof CallError) || !PASSING.has(error.code)) throw error;
        if (performance.now() - begin > PATIENCE_MS)
          throw new Error(`${name} was not answered\n${this.#station.log.slice(-20).join('\n')}`, { cause: error });
        await new Promise((next) => setTimeout(next, ASK_AGAIN_MS));
      }
    }
  }

  async until<N extends CallName>(
    name: N,
    input: CallInput<N>,
    holds: (answer: CallOutput<N>) => boolean,
  ): Promise<CallOutput<N>> {
    const begin = performance.now();
    for (;;) {
      const answer = await this.ask(name, input);
      if (holds(answer)) return answer;
      if (performance.now() - begin > PATIENCE_MS)
        throw new Error(`waited in vain for ${name}: ${JSON.stringify(answer).slice(0, 2000)}`);
      await new Promise((next) => setTimeout(next, ASK_AGAIN_MS));
    }
  }

  /** The last call again, as after a lost answer: it must be answered the same. Answers both. */
  async askAgain(): Promise<[unknown, unknown] | null> {
    const last = this.#asked;
    if (last === null) return null;
    return [last.answer, await this.ask(last.name, last.input as never, last.requestId)];
  }

  /** One truck on the deck, recorded and confirmed. Takes pictures again until they are whole. */
  async weigh(kind: 'tare' | 'gross', truck: Truck): Promise<Weighing> {
    const plates = {
      plateFront: truck.plateFront,
      ...(truck.plateRear === null ? {} : { plateRear: truck.plateRear }),
    };
    let input: CallInput<'weighing.capture'> = { kind, operatorId: '张三', ...plates, ...SIX_AXLES };
    let requestId = randomUUID();
    for (;;) {
      try {
        return this.#keep(await this.ask('weighing.capture', input, requestId));
      } catch (error) {
        const code = error instanceof CallError ? error.code : null;
        // No capture waits any more: the station died and made the record by itself. The next round sees that.
        if (code === 'evidence.incomplete') await this.ask('weighing.photograph', {}).catch(toleratesNoCapture);
        else if (code === 'scale.not-returned-to-zero') {
          input = { ...input, replaces: { weighingId: await this.#unconfirmed(), reason: '重启后复磅' } };
          requestId = randomUUID();
        } else throw error;
      }
    }
  }

  /** The record of the truck on the deck that a restart finished before anybody confirmed it: it is weighed again with a reason. */
  async #unconfirmed(): Promise<Uuid> {
    const { document } = await this.until('weighing.state', {}, (state) => state.document !== null);
    if (document === null) throw new Error('no record to replace');
    this.replaced.push(document.id);
    return document.id;
  }

  async issue(gross: Weighing): Promise<LoadSheet> {
    const goods = { goods: { name: '原煤' }, receiver: '阳泉电厂', operatorId: '张三' };
    return this.#keep(await this.ask('loadSheet.issue', { grossWeighingId: gross.id, useStoredTare: true, ...goods }));
  }

  #keep<T extends Weighing | LoadSheet>(document: T): T {
    this.confirmed.push(document);
    return document;
  }

  async #back(): Promise<void> {
    await this.#recovering;
    this.#recovering = null;
    await this.#station.reconnectIfNeeded();
  }
}

function toleratesNoCapture(error: unknown): void {
  if (!(error instanceof CallError) || error.code !== 'weighing.no-capture') throw error;
}
