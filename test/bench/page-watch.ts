/**
 * Waits for an element in the first page of a Chromium, over the plain DevTools protocol: Playwright holds a program back
 * until it is connected, which would be measured with it.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';

const LIMIT_MS = 60_000;

/**
 * @param url the browser's DevTools address
 * @param selector of an element that counts once it has text
 * @returns the wall-clock time of the frame that shows it, by the page's own clock
 * @throws Error after a minute
 */
export async function shownAt(url: string, selector: string): Promise<number> {
  const socket = new WebSocket(url);
  const limit = setTimeout(() => socket.terminate(), LIMIT_MS);
  try {
    await once(socket, 'open');
    const line = new Line(socket);
    const page = line.event<{ sessionId: string; targetInfo: { type: string } }>(
      'Target.attachedToTarget',
      ({ targetInfo }) => targetInfo.type === 'page',
    );
    await line.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
    const { sessionId } = await page;
    return await watch(line, sessionId, selector);
  } finally {
    clearTimeout(limit);
    socket.terminate();
  }
}

/** A page may still be the empty one that a window begins with: its loading ends the wait, and it begins anew. */
async function watch(line: Line, sessionId: string, selector: string): Promise<number> {
  for (;;) {
    try {
      const answer = await line.send<{ result: { value?: number } }>(
        'Runtime.evaluate',
        { expression: `(${inPage.toString()})(${JSON.stringify(selector)})`, awaitPromise: true, returnByValue: true },
        sessionId,
      );
      if (typeof answer.result.value === 'number') return answer.result.value;
      throw new Error(`the page answered ${JSON.stringify(answer)}`);
    } catch (error) {
      if (!(error instanceof GoneError)) throw error;
    }
  }
}

/** Runs in the page. Looks once a frame, so it sees what a person can see and costs next to nothing. */
function inPage(selector: string): Promise<number> {
  return new Promise((shown) => {
    const look = (): void => {
      const text = document.querySelector<HTMLElement>(selector)?.innerText ?? '';
      // The frame that found it is the one that paints it; by the next one it is on the screen.
      if (/\d/.test(text)) requestAnimationFrame(() => shown(Date.now()));
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** The document that was asked has gone. */
class GoneError extends Error {}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

class Line {
  readonly #socket: WebSocket;
  readonly #pending = new Map<number, { done: (result: unknown) => void; failed: (error: Error) => void }>();
  readonly #listeners = new Set<(message: Message) => void>();
  #nextId = 1;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.#take(JSON.parse(data.toString('utf8')) as Message));
    socket.on('close', () => {
      for (const { failed } of this.#pending.values()) failed(new Error('the DevTools line was closed'));
    });
  }

  send<T>(method: string, params: object, sessionId?: string): Promise<T> {
    const id = this.#nextId++;
    this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    return new Promise((done, failed) => this.#pending.set(id, { done: (result) => done(result as T), failed }));
  }

  event<T>(method: string, wanted: (params: T) => boolean): Promise<T> {
    return new Promise((found) => {
      const listener = (message: Message): void => {
        if (message.method !== method || !wanted(message.params as T)) return;
        this.#listeners.delete(listener);
        found(message.params as T);
      };
      this.#listeners.add(listener);
    });
  }

  #take(message: Message): void {
    if (message.id === undefined) {
      for (const listener of this.#listeners) listener(message);
      return;
    }
    const waiting = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.error === undefined) waiting?.done(message.result);
    else waiting?.failed(new GoneError(message.error.message));
  }
}
