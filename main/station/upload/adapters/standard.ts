/** The built-in adapter: speaks platform-api/openapi.yaml as it stands. */
import type { DocumentKind } from '../../../../preload/contract/documents.ts';
import type { Sha256 } from '../../../../preload/contract/vocabulary.ts';
import { ABILITIES } from './abilities.ts';
import type { ServerAnswer, ServerClient, ServerRequest } from '../server-client.ts';
import type {
  ChainOutcome,
  CommandResult,
  CommandResultOutcome,
  DocumentOutcome,
  EnrolmentOutcome,
  EnrolmentRequest,
  EventListener,
  EventsOutcome,
  FilmOutcome,
  HeartbeatBody,
  HeartbeatOutcome,
  OutgoingDocument,
  OutgoingFilm,
  OutgoingPhoto,
  PhotoOutcome,
  PlatformAdapter,
  PollOutcome,
  Presence,
  Trial,
  TrialField,
} from './adapter.ts';
import { SseParser } from './sse-parser.ts';
import {
  chainOutcome,
  commandResultOutcome,
  documentOutcome,
  enrolmentOutcome,
  eventsOutcome,
  filmOutcome,
  heartbeatOutcome,
  photoOutcome,
  pollOutcome,
  presence,
} from './standard-answers.ts';

export interface StandardAdapterOptions {
  readonly client: ServerClient;
  /** The token of the last enrolment; null before the first. */
  readonly token: () => string | null;
  /** RFC 7638 thumbprint of the station's key: an enrolment must answer about this key. */
  readonly keyId: string;
  readonly wallMs: () => number;
}

const PATHS: Readonly<Record<DocumentKind, string>> = {
  weighing: 'weighings',
  'load-sheet': 'load-sheets',
  'gate-pass': 'gate-passes',
  rectification: 'rectifications',
  notice: 'notices',
  'acceptance-run': 'acceptance-runs',
};

/** The platform says something at least each quarter of a minute (a comment); four of them missed end a stream. */
const EVENTS_SILENT_MS = 60_000;
/** Less than what any request waits for its headers. */
const POLL_WAIT_SECONDS = 10;
const MOST_POLL_BYTES = 16 * 1024 * 1024;

export class StandardAdapter implements PlatformAdapter {
  readonly id = 'standard';
  readonly abilities = ABILITIES.standard;
  readonly #client: ServerClient;
  readonly #token: () => string | null;
  readonly #keyId: string;
  readonly #wallMs: () => number;

  constructor(options: StandardAdapterOptions) {
    this.#client = options.client;
    this.#token = options.token;
    this.#keyId = options.keyId;
    this.#wallMs = options.wallMs;
  }

  async sendDocument(document: OutgoingDocument): Promise<DocumentOutcome> {
    return documentOutcome(await this.#put(document), document.id, document.hash, this.#wallMs());
  }

  takes(): boolean {
    return true;
  }

  /** The very document again: a repeated PUT is answered as the first one was, and changes nothing. */
  async trial(document: OutgoingDocument): Promise<Trial> {
    const answer = await this.#put(document);
    const outcome = documentOutcome(answer, document.id, document.hash, this.#wallMs());
    const said = answer.kind === 'answer' ? echoed(answer) : {};
    const content = JSON.parse(Buffer.from(document.bytes).toString('utf8')) as unknown;
    const fields = leaves(content, '').map(([name, value]): TrialField => {
      const unit = name.endsWith('Kg') ? ('kg' as const) : null;
      const row = { from: name, value, unit, to: name, sent: value };
      return Object.hasOwn(said, name)
        ? { ...row, echo: said[name], equal: said[name] === value }
        : { ...row, equal: null };
    });
    return { how: 'again', outcome, fields, pictures: 0 };
  }

  async sendPhoto(photo: OutgoingPhoto): Promise<PhotoOutcome> {
    const path = `/v1/blobs/${photo.sha256}`;
    const body = { contentType: photo.mime, body: { file: photo.file } };
    const answer = await this.#send({ method: 'PUT', path, ...body });
    return photoOutcome(answer, this.#wallMs());
  }

  async hasPhoto(sha256: Sha256): Promise<Presence> {
    const answer = await this.#send({ method: 'HEAD', path: `/v1/blobs/${sha256}` });
    return presence(answer, this.#wallMs());
  }

  /** Carries no token: the code is what opens the door. */
  async enrol(request: EnrolmentRequest): Promise<EnrolmentOutcome> {
    const answer = await this.#client.send({ method: 'POST', path: '/v1/enrolments', ...jsonBody(request) });
    return enrolmentOutcome(answer, request.stationId, this.#keyId, this.#wallMs());
  }

  async heartbeat(body: HeartbeatBody): Promise<HeartbeatOutcome> {
    const answer = await this.#send({ method: 'POST', path: '/v1/heartbeat', ...jsonBody(body) });
    return heartbeatOutcome(answer, this.#wallMs());
  }

  async chain(from = 1, limit = 1000): Promise<ChainOutcome> {
    const path = `/v1/chain?from=${from}&limit=${limit}`;
    return chainOutcome(await this.#send({ method: 'GET', path }), this.#wallMs());
  }

  /** A stream without an id names no cursor, and is taken as it is: the platform then begins anew. */
  async events(after: string | null, { onBytes, onEvent, onOpen, signal }: EventListener): Promise<EventsOutcome> {
    const parser = new SseParser(({ data, id }) => onEvent({ id: id ?? '', data }));
    const answer = await this.#client.listen({
      path: eventsPath(after),
      token: this.#token(),
      accept: 'text/event-stream',
      headers: lastEventId(after),
      silenceMs: EVENTS_SILENT_MS,
      signal,
      onOpen,
      onBytes: (bytes) => {
        onBytes();
        parser.push(bytes);
      },
    });
    return eventsOutcome(answer, this.#wallMs());
  }

  async pollEvents(
    after: string | null,
    { onEvent, signal }: Pick<EventListener, 'onEvent' | 'signal'>,
  ): Promise<PollOutcome> {
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    const tooLarge = new AbortController();
    const answer = await this.#client.listen({
      path: eventsPath(after, POLL_WAIT_SECONDS),
      token: this.#token(),
      accept: 'application/json',
      headers: lastEventId(after),
      silenceMs: EVENTS_SILENT_MS,
      signal: AbortSignal.any([signal, tooLarge.signal]),
      onOpen: () => undefined,
      onBytes: (piece) => {
        bytes += piece.length;
        if (bytes > MOST_POLL_BYTES) tooLarge.abort();
        else pieces.push(piece);
      },
    });
    return pollOutcome(answer, Buffer.concat(pieces), onEvent, this.#wallMs());
  }

  async sendCommandResult(commandId: string, result: CommandResult): Promise<CommandResultOutcome> {
    const path = `/v1/commands/${encodeURIComponent(commandId)}/result`;
    return commandResultOutcome(await this.#send({ method: 'PUT', path, ...jsonBody(result) }), this.#wallMs());
  }

  async sendFilm({ body, signal, url }: OutgoingFilm): Promise<FilmOutcome> {
    const path = url.pathname + url.search;
    const answer = await this.#client.upload({ path, token: this.#token(), contentType: 'video/mp4', body, signal });
    return filmOutcome(answer, this.#wallMs());
  }

  async stop(): Promise<void> {
    await this.#client.stop();
  }

  async #put(document: OutgoingDocument): Promise<ServerAnswer> {
    const path = `/v1/${PATHS[document.kind]}/${document.id}`;
    return this.#send({ method: 'PUT', path, contentType: 'application/json', body: document.bytes });
  }

  /** A 401 to a token that was renewed while the request was under way says nothing about the new one. */
  async #send(request: ServerRequest): Promise<ServerAnswer> {
    const token = this.#token();
    const answer = await this.#client.send({ ...request, token });
    const renewed = this.#token();
    const outdated = answer.kind === 'answer' && answer.status === 401 && renewed !== token;
    return outdated ? this.#client.send({ ...request, token: renewed }) : answer;
  }
}

/** A cursor that no header may carry stands in the address alone. */
function eventsPath(after: string | null, waitSeconds?: number): string {
  const query = [
    ...(after === null ? [] : [`after=${encodeURIComponent(after)}`]),
    ...(waitSeconds === undefined ? [] : [`wait=${waitSeconds}`]),
  ];
  return `/v1/events${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

function lastEventId(after: string | null): Readonly<Record<string, string>> {
  return after !== null && /^[\x21-\x7e]+$/.test(after) ? { 'last-event-id': after } : {};
}

function jsonBody(value: unknown): { contentType: string; body: Uint8Array } {
  return { contentType: 'application/json', body: Buffer.from(JSON.stringify(value), 'utf8') };
}

/** What a receipt repeats of the document (openapi.yaml, Receipt). */
function echoed(answer: Extract<ServerAnswer, { kind: 'answer' }>): Readonly<Record<string, unknown>> {
  try {
    const { id, hash } = JSON.parse(answer.body.toString('utf8')) as { id?: unknown; hash?: unknown };
    return { ...(id === undefined ? {} : { id }), ...(hash === undefined ? {} : { hash }) };
  } catch {
    // Half JSON, a page: the outcome says what that means.
    return {};
  }
}

/** Every plain value with its path; of long lists nobody reads the members. */
function leaves(value: unknown, path: string): (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value)
    .slice(0, Array.isArray(value) ? 10 : undefined)
    .flatMap(([name, inner]) => leaves(inner, path === '' ? name : `${path}.${name}`));
}
