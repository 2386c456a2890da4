/**
 * What every county interface must be able to do for the station, and the closed set of what can come of it.
 * An adapter translates; it never waits, repeats or stores. Retrying belongs to the uploader, rows to the outbox.
 */
import type { DocumentKind, Image } from '../../../../preload/contract/documents.ts';
import type { ErrorCode } from '../../../../preload/contract/errors.ts';
import type { PlatformAbilities } from '../../../../preload/contract/platform.ts';
import type { EpochMs, Sha256, Timestamp, Uuid } from '../../../../preload/contract/vocabulary.ts';

/** Why something was not received, as the outbox keeps it and a person reads it. */
export interface LinkError {
  readonly code: ErrorCode;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** The other side's own words, cut to a bounded length. */
  readonly title: string;
  readonly detail: string;
}

/** Everything that is tried again: nothing in it is final. */
export type Setback =
  | {
      readonly kind: 'retry';
      readonly error: LinkError;
      /** Retry-After in milliseconds; null when the other side named none. */
      readonly afterMs: number | null;
      /** True when the wait holds for the whole line (429, 503) and not for this part alone. */
      readonly wholeLine: boolean;
    }
  /** The token is not (or no longer) good: the line stops until the station is enrolled again. */
  | { readonly kind: 'unauthorised'; readonly error: LinkError };

/** The interface has no place for this part: nothing is sent, nothing waits, and the screen says so. */
export interface NotTaken {
  readonly kind: 'not-taken';
}

/** It cannot be sent as it is, and never will be: parked here, and nothing is learnt about the line. */
export interface Unfit {
  readonly kind: 'unfit';
  readonly error: LinkError;
}

/** A file cannot be read here: the line was not used, and nothing is learnt about it. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly detail: string;
}

/** The platform itself has spoken and will never take this part as it is. */
export interface Refusal {
  readonly kind: 'refused';
  readonly error: LinkError;
}

export type DocumentOutcome =
  | {
      readonly kind: 'received';
      readonly receivedAt: Timestamp;
      /** Pictures of this document that the platform does not hold yet. */
      readonly missingBlobs: readonly string[];
      /** Pictures that were in the document's own request, so that this receipt is theirs, too. */
      readonly withPhotos?: readonly string[];
    }
  | NotTaken
  | Unfit
  | Refusal
  | Unreadable
  | Setback;

export type PhotoOutcome =
  | { readonly kind: 'received' }
  | NotTaken
  | Unfit
  | Refusal
  /** The bytes that arrived do not have the hash: whole here = the line garbled them, damaged here = evidence fault. */
  | { readonly kind: 'hash-mismatch'; readonly error: LinkError }
  | Unreadable
  | Setback;

export type Presence = { readonly kind: 'stored' } | { readonly kind: 'missing' } | Setback;

export interface OutgoingDocument {
  readonly id: Uuid;
  readonly kind: DocumentKind;
  readonly hash: Sha256;
  /** Exactly what was signed and stored; sent unchanged. */
  readonly bytes: Uint8Array;
}

export interface OutgoingPhoto {
  readonly sha256: Sha256;
  readonly mime: string;
  readonly file: string;
  /** Whose picture it is; left out: nobody's record, a command's answer. */
  readonly document?: () => OutgoingDocument;
}

/** One try with a record marked as a test: what was said, in whose words, and what came of it. */
export interface Trial {
  readonly how: 'again' | 'marked';
  readonly outcome: DocumentOutcome;
  readonly fields: readonly TrialField[];
  readonly pictures: number;
}
export interface TrialField {
  /** Our field; null: a constant, or the station's own. */
  readonly from: string | null;
  readonly value: unknown;
  readonly unit: 'kg' | null;
  readonly to: string;
  readonly sent: unknown;
  /** What the reply says there; absent: nothing. */
  readonly echo?: unknown;
  /** Whether the reply means what was sent; null: it says nothing. */
  readonly equal: boolean | null;
}

export interface EnrolmentRequest {
  readonly enrolmentCode: string;
  readonly stationId: Uuid;
  readonly publicKey: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };
  readonly stationName: string;
  readonly softwareVersion: string;
}
export type EnrolmentOutcome =
  | { readonly kind: 'enrolled'; readonly stationId: string; readonly keyId: string; readonly token: string }
  /** Wrong or used code, or another key: asking again with the same code is of little use. */
  | Refusal
  | Setback;

/** Heartbeat of openapi.yaml; other adapters take from it what their county wants. */
export interface HeartbeatBody {
  readonly stationId: string;
  readonly at: Timestamp;
  readonly softwareVersion: string;
  readonly clockOffsetMs: number | null;
  readonly diskFreeBytes?: number;
  readonly chain: { readonly length: number; readonly head: string };
  readonly outbox: { readonly pending: number; readonly parked: number; readonly oldestAgeSeconds: number | null };
  readonly devices: readonly {
    readonly id: string;
    readonly kind: string;
    readonly state: string;
    readonly since: Timestamp;
    readonly detail?: string;
  }[];
}
export type HeartbeatOutcome = { readonly kind: 'heard'; readonly platformNow: EpochMs } | Setback;

export interface ChainItem {
  readonly sequence: number;
  readonly id: string;
  readonly hash: string;
  readonly receivedAt: string;
  readonly missingBlobs: readonly string[];
}
export type ChainOutcome =
  { readonly kind: 'chain'; readonly highestSequence: number; readonly items: readonly ChainItem[] } | Setback;

/** An event of the platform as it came: text, to be judged by whoever takes it. */
export interface IncomingEvent {
  /** The cursor. */
  readonly id: string;
  readonly data: string;
}
export interface EventListener {
  readonly signal: AbortSignal;
  onOpen(): void;
  /** Something came, be it a comment. */
  onBytes(): void;
  onEvent(event: IncomingEvent): void;
}
/** `ended`: the stream was one, and is over. */
export type EventsOutcome = { readonly kind: 'ended' } | Setback;
/** Answered, every event of it handed over; `cursor` is behind them all. */
export type PollOutcome = { readonly kind: 'polled'; readonly cursor: string } | Setback;

/** What became of a command (openapi.yaml, commandResult). */
export interface CommandResult {
  readonly status: 'started' | 'done' | 'failed' | 'refused';
  readonly at: Timestamp;
  readonly detail?: string;
  readonly image?: Image;
}
export type CommandResultOutcome = { readonly kind: 'noted' } | Refusal | Setback;

export interface OutgoingFilm {
  /** On the platform's own origin. */
  readonly url: URL;
  readonly body: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}
export type FilmOutcome = { readonly kind: 'received' } | Refusal | Setback;

export interface PlatformAdapter {
  /** The word that the configuration's `platform.adapter` carries. */
  readonly id: string;
  /** What the interface has a form for. Of the rest nothing is built and nobody asks. */
  readonly abilities: PlatformAbilities;
  sendDocument(document: OutgoingDocument): Promise<DocumentOutcome>;
  sendPhoto(photo: OutgoingPhoto): Promise<PhotoOutcome>;
  /** Whether the platform already holds a picture whole; spares sending it twice after a lost answer. */
  hasPhoto(sha256: Sha256): Promise<Presence>;
  enrol(request: EnrolmentRequest): Promise<EnrolmentOutcome>;
  heartbeat(body: HeartbeatBody): Promise<HeartbeatOutcome>;
  /** What the platform holds of this station, in order of sequence; at most `limit` (1 … 1000) from `from` on. */
  chain(from?: number, limit?: number): Promise<ChainOutcome>;
  /** Listens to what the platform pushes, from behind this cursor on, until the stream ends or is called off. */
  events(after: string | null, listener: EventListener): Promise<EventsOutcome>;
  /** The same as one answer that is held back until there is something, or for a few seconds. */
  pollEvents(after: string | null, listener: Pick<EventListener, 'onEvent' | 'signal'>): Promise<PollOutcome>;
  sendCommandResult(commandId: string, result: CommandResult): Promise<CommandResultOutcome>;
  /** Sends a film as it is made. Resolves when it is over and answered, or broken. */
  sendFilm(film: OutgoingFilm): Promise<FilmOutcome>;
  /** Whether a document is of a kind, and in a state, that the platform takes. */
  takes(document: OutgoingDocument): boolean;
  /** Sends it once as a test; null where the platform has no mark for a test. Never receipt of the document itself. */
  trial(document: OutgoingDocument): Promise<Trial | null>;
  /** Ends requests under way (they settle as `retry`) and closes the sockets. */
  stop(): Promise<void>;
}

/** What every interface can do: take documents and their pictures. */
export type RecordAdapter = Pick<
  PlatformAdapter,
  'id' | 'abilities' | 'sendDocument' | 'sendPhoto' | 'hasPhoto' | 'takes' | 'trial' | 'stop'
>;
