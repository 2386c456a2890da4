/** What the platform pushes down: server-sent events with resumption, or the same as a long poll (openapi.yaml, events). */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface PlatformEvent {
  readonly type: string;
  readonly data: unknown;
  /** Left out: now. */
  readonly at?: Date;
}
interface Numbered extends Omit<PlatformEvent, 'at'> {
  readonly id: string;
  readonly at: string;
}

export class EventFeed {
  readonly #events: Numbered[] = [];
  readonly #wakes = new Set<() => void>();
  readonly #streams = new Set<ServerResponse>();
  readonly #now: () => Date;
  readonly #keepAliveMs: number;
  #held = false;

  constructor(now: () => Date, keepAliveMs: number) {
    this.#now = now;
    this.#keepAliveMs = keepAliveMs;
  }

  /** Pushes an event; returns its id, which is its cursor. */
  push(event: PlatformEvent): string {
    const id = String(this.#events.length + 1);
    this.#events.push({ ...event, id, at: (event.at ?? this.#now()).toISOString() });
    for (const wake of this.#wakes) wake();
    return id;
  }

  /** Open streams, for tests. */
  get listeners(): number {
    return this.#streams.size;
  }

  /** Answers GET /v1/events in the form that the request accepts. */
  answer(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): void {
    const header = request.headers['last-event-id'];
    const cursor = Number((typeof header === 'string' ? header : query.get('after')) ?? '0');
    const from = Number.isSafeInteger(cursor) && cursor >= 0 ? cursor : 0;
    const wantsJson = (request.headers.accept ?? '').includes('application/json');
    if (wantsJson) this.#poll(response, from, Math.min(60, Number(query.get('wait') ?? '0') || 0));
    else this.#stream(response, from);
  }

  /** As behind a proxy that buffers: a stream that is opened now says nothing, not even its headers. */
  holdStreams(held: boolean): void {
    this.#held = held;
  }

  /** Ends every open stream, as a restarting platform would. */
  dropStreams(): void {
    for (const response of this.#streams) response.destroy();
  }

  #stream(response: ServerResponse, from: number): void {
    if (this.#held) {
      this.#streams.add(response);
      response.on('close', () => this.#streams.delete(response));
      return;
    }
    let sent = from;
    const send = (): void => {
      for (const event of this.#events.slice(sent))
        response.write(`id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
      sent = Math.max(sent, this.#events.length);
    };
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': connected\n\n');
    const keepAlive = setInterval(() => response.write(': keep-alive\n\n'), this.#keepAliveMs);
    this.#streams.add(response);
    this.#wakes.add(send);
    response.on('close', () => {
      clearInterval(keepAlive);
      this.#streams.delete(response);
      this.#wakes.delete(send);
    });
    send();
  }

  #poll(response: ServerResponse, from: number, waitSeconds: number): void {
    const answer = (): void => {
      clearTimeout(timer);
      this.#wakes.delete(answer);
      if (response.writableEnded || response.destroyed) return;
      const events = this.#events.slice(from);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ events, cursor: events.at(-1)?.id ?? String(from) }));
    };
    const timer = setTimeout(answer, waitSeconds * 1000);
    response.on('close', () => {
      clearTimeout(timer);
      this.#wakes.delete(answer);
    });
    if (this.#events.length > from) answer();
    else this.#wakes.add(answer);
  }
}
