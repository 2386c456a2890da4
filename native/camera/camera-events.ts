/**
 * Listens to what one camera notices, by ONVIF's pull point, and keeps listening: subscribes, pulls, renews, and after
 * every fault subscribes anew with growing pauses. Holds nothing back: an event is handed on when it comes.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { after as realAfter, pauseMs, type After } from '../reconnect.ts';
import type { CameraEvent } from './camera-event.ts';
import { CameraError, toCameraError } from './camera-error.ts';
import { ownAddress } from './host-policy.ts';
import { readNotifications } from './onvif/notification.ts';
import { openFull, openOnvifSession, readCameraClock } from './onvif/onvif-session.ts';
import type { OnvifTarget, OnvifWay } from './onvif/onvif-target.ts';
import { soapCall, type SoapAnswer } from './onvif/soap-call.ts';
import {
  addressingHeader,
  createBody,
  EVENT_ACTIONS,
  pullBody,
  referenceParameters,
  renewBody,
  subscriptionAddress,
  UNSUBSCRIBE_BODY,
} from './onvif/subscription.ts';
import { SignedHttp } from './signed-http.ts';
import { withinDeadline } from './within-deadline.ts';

export type CameraEventsState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'subscribing' }
  | { readonly kind: 'listening' }
  /** Something went wrong; the next attempt comes by itself. */
  | { readonly kind: 'waiting'; readonly error: CameraError; readonly retryInMs: number };

export interface CameraEventsListener {
  onEvent(event: CameraEvent): void;
  onState(state: CameraEventsState): void;
}

/** A subscription lives so long without a word of ours; after a power cut of ours the camera forgets it by itself. */
const TERM_S = 60;
const RENEW_EVERY_MS = 25_000;
/** Short, so that a camera that died without a word is noticed soon. */
const PULL_S = 10;
const PULL_LIMIT = 32;
/** Beyond the time it said it would wait. */
const GRACE_MS = 5000;
const CALL_MS = 5000;
const OPEN_MS = 15_000;
const GOODBYE_MS = 1000;
/** What only a person mends. Cameras lock out who repeats a wrong password. */
const PERSON_PAUSE_MS = 300_000;
const NEEDS_A_PERSON: readonly CameraError['code'][] = ['camera.unauthorised', 'camera.foreign-host', 'camera.certificate']; // prettier-ignore
/** A camera without events, one that is just starting, or one that bears no more subscriptions. */
const REFUSED_PAUSE_MS = 60_000;

interface Subscription {
  readonly url: URL;
  readonly parameters: string;
}

export class CameraEvents {
  readonly #target: OnvifTarget;
  readonly #listener: CameraEventsListener;
  readonly #after: After;
  readonly #counters = { subscriptions: 0, pulls: 0, events: 0, ignored: 0, faults: 0 };
  #http: SignedHttp | null = null;
  #stopping = new AbortController();
  #running: Promise<void> | null = null;
  #state: CameraEventsState = { kind: 'stopped' };
  #way: OnvifWay | null = null;
  #clockOffsetMs = 0;

  constructor(target: OnvifTarget, listener: CameraEventsListener, after: After = realAfter) {
    this.#target = target;
    this.#listener = listener;
    this.#after = after;
  }

  get state(): CameraEventsState {
    return this.#state;
  }

  counters(): Readonly<Record<string, number>> {
    return { ...this.#counters };
  }

  start(): void {
    if (this.#running !== null) return;
    this.#stopping = new AbortController();
    this.#http = new SignedHttp({ ...this.#target, cnonce: () => randomBytes(8).toString('hex') });
    this.#running = this.#keepListening(this.#http, this.#stopping.signal);
  }

  /** Says goodbye to the camera where that takes no time, and closes every connection. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    this.#running = null;
    await this.#http?.close();
    if (this.#state.kind !== 'stopped') this.#become({ kind: 'stopped' });
  }

  async #keepListening(http: SignedHttp, ended: AbortSignal): Promise<void> {
    let failures = 0;
    while (!ended.aborted) {
      this.#become({ kind: 'subscribing' });
      let subscription: Subscription | null = null;
      let heard = false;
      try {
        subscription = await this.#subscribe(http, ended);
        this.#become({ kind: 'listening' });
        await this.#pullOn(http, subscription, ended, () => (heard = true));
      } catch (error) {
        if (heard) failures = 0;
        const failure = toCameraError(error);
        if (subscription !== null) await this.#leave(http, subscription);
        if (ended.aborted) return;
        this.#counters.faults += 1;
        await this.#wait(failure, heard ? 0 : failures, ended);
        failures += 1;
      }
    }
  }

  async #subscribe(http: SignedHttp, ended: AbortSignal): Promise<Subscription> {
    const target = this.#target;
    const url = await withinDeadline(OPEN_MS, ended, async () => {
      // Which way it signs in is found as for pictures; a refused sign-in counts at cameras.
      this.#way ??= (await openOnvifSession(target, null)).way;
      this.#clockOffsetMs = (await readCameraClock(target))?.offsetMs ?? 0;
      return (await openFull(target, this.#way)).address('events');
    });
    if (url === null) throw new CameraError('camera.service-fault', 'the camera names no Events service');
    const header = addressingHeader(url.href, EVENT_ACTIONS.create, randomUUID(), '');
    const answer = await this.#call(http, url, EVENT_ACTIONS.create, createBody(TERM_S), header, CALL_MS, ended);
    const address = subscriptionAddress(answer.said);
    if (address === null) throw new CameraError('camera.service-fault', 'the camera names no subscription');
    this.#counters.subscriptions += 1;
    return { url: ownAddress(address, target.address), parameters: referenceParameters(answer.xml) };
  }

  /** Until something goes wrong. */
  async #pullOn(http: SignedHttp, subscription: Subscription, ended: AbortSignal, heard: () => void): Promise<never> {
    const { clock } = this.#target;
    let renewedAt = clock.monotonic();
    for (;;) {
      const waitMs = PULL_S * 1000 + GRACE_MS;
      const { said } = await this.#on(http, subscription, 'pull', pullBody(PULL_S, PULL_LIMIT), waitMs, ended);
      this.#counters.pulls += 1;
      heard();
      const { events, ignored } = readNotifications(said, clock.wall());
      this.#counters.events += events.length;
      this.#counters.ignored += ignored;
      for (const event of events) this.#listener.onEvent(event);
      if (clock.monotonic() - renewedAt >= RENEW_EVERY_MS) {
        await this.#on(http, subscription, 'renew', renewBody(TERM_S), CALL_MS, ended);
        renewedAt = clock.monotonic();
      }
    }
  }

  async #leave(http: SignedHttp, subscription: Subscription): Promise<void> {
    try {
      const never = new AbortController().signal;
      await this.#on(http, subscription, 'unsubscribe', UNSUBSCRIBE_BODY, GOODBYE_MS, never);
    } catch {
      // It runs out by itself.
    }
  }

  async #on(
    http: SignedHttp,
    { parameters, url }: Subscription,
    action: keyof typeof EVENT_ACTIONS,
    body: string,
    limitMs: number,
    ended: AbortSignal,
  ): Promise<SoapAnswer> {
    const header = addressingHeader(url.href, EVENT_ACTIONS[action], randomUUID(), parameters);
    return await this.#call(http, url, EVENT_ACTIONS[action], body, header, limitMs, ended);
  }

  async #call(
    http: SignedHttp,
    url: URL,
    action: string,
    body: string,
    header: string,
    limitMs: number,
    ended: AbortSignal,
  ): Promise<SoapAnswer> {
    const signing = { target: this.#target, way: this.#way ?? 'onvif-token', clockOffsetMs: this.#clockOffsetMs };
    const signal = AbortSignal.any([ended, AbortSignal.timeout(limitMs)]);
    return await soapCall(http, signing, { url, action, body, header, signal });
  }

  async #wait(error: CameraError, failures: number, ended: AbortSignal): Promise<void> {
    const retryInMs = pauseAfter(error, failures);
    this.#become({ kind: 'waiting', error, retryInMs });
    await new Promise<void>((resolve) => {
      const done = (): void => {
        callOff();
        ended.removeEventListener('abort', done);
        resolve();
      };
      const callOff = this.#after(retryInMs, done);
      ended.addEventListener('abort', done, { once: true });
    });
  }

  #become(state: CameraEventsState): void {
    this.#state = state;
    this.#listener.onState(state);
  }
}

/** A subscription that worked and was lost is made again soon, whatever the reason. */
function pauseAfter({ code }: CameraError, failures: number): number {
  if (failures > 0 && NEEDS_A_PERSON.includes(code)) return PERSON_PAUSE_MS;
  if (failures > 0 && code === 'camera.service-fault') return REFUSED_PAUSE_MS;
  return pauseMs(failures);
}
