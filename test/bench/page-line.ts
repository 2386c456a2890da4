/** The first page of a Chromium over the plain DevTools protocol: runs functions in it. */
import { once } from 'node:events';
import { WebSocket } from 'ws';

/** The document that was asked has gone. */
export class GoneError extends Error {}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Evaluated {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: object;
}

export class PageLine {
  readonly #socket: WebSocket;
  readonly #pending = new Map<number, { done: (result: unknown) => void; failed: (error: Error) => void }>();
  readonly #listeners = new Set<(message: Message) => void>();
  #nextId = 1;
  #sessionId: string | undefined;

  /** @param url the browser's DevTools address */
  constructor(url: string) {
    this.#socket = new WebSocket(url);
    this.#socket.on('message', (data: Buffer) => this.#take(JSON.parse(data.toString('utf8')) as Message));
    this.#socket.on('close', () => {
      for (const { failed } of this.#pending.values()) failed(new Error('the DevTools line was closed'));
    });
  }

  /** Waits for the first page. */
  async open(): Promise<void> {
    await once(this.#socket, 'open');
    const page = this.#event<{ sessionId: string; targetInfo: { type: string } }>(
      'Target.attachedToTarget',
      ({ targetInfo }) => targetInfo.type === 'page',
    );
    await this.#send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
    this.#sessionId = (await page).sessionId;
  }

  close(): void {
    this.#socket.terminate();
  }

  /**
   * Runs a function in the page, of its source alone: it sees nothing of ours.
   * @throws GoneError when the page goes to another document; Error with what the function threw
   */
  async run<A, R>(inPage: (argument: A) => R, argument: A): Promise<Awaited<R>> {
    const { exceptionDetails, result } = await this.#send<Evaluated>('Runtime.evaluate', {
      expression: `(${inPage.toString()})(${JSON.stringify(argument) ?? ''})`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(`in the page: ${JSON.stringify(exceptionDetails)}`);
    return result.value as Awaited<R>;
  }

  #send<T>(method: string, params: object): Promise<T> {
    const id = this.#nextId++;
    const sessionId = this.#sessionId;
    this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    return new Promise((done, failed) => this.#pending.set(id, { done: (result) => done(result as T), failed }));
  }

  #event<T>(method: string, wanted: (params: T) => boolean): Promise<T> {
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
