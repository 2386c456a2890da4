/** A MessagePort of the page (or of Node) as a {@link Port}. */
import type { Port } from './port.ts';

/** What is needed of a MessagePort: the page's and Node's both have it. */
interface WebMessagePort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
  start(): void;
  close(): void;
}

/**
 * Wraps a port that came from the shell. Frames that arrived before `onMessage` are kept by the port itself.
 * `close` is told when the other side closed it or its process ended (Chromium 122, Node 15 and newer).
 */
export function messagePort(port: WebMessagePort): Port {
  let open = true;
  const closeListeners: (() => void)[] = [];
  const closed = (): void => {
    if (!open) return;
    open = false;
    for (const listener of closeListeners) listener();
  };
  port.addEventListener('close', closed);
  return {
    post: (text) => {
      if (open) port.postMessage(text);
    },
    onMessage: (listener) => {
      port.addEventListener('message', (event) => listener(event.data));
      port.start();
    },
    onClose: (listener) => void closeListeners.push(listener),
    close: () => {
      port.close();
      closed();
    },
  };
}
