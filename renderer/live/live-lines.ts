/**
 * The page's door to lines of live video: asks the shell for one and hands its port to whoever asked. Video goes from the
 * station to the page by a port of its own, apart from the one that carries the weight.
 */
import type { LiveStream } from '../../preload/contract/live.ts';
import { ShellMessage, type PageMessage } from '../../preload/contract/shell.ts';

interface Asking {
  onPort(port: MessagePort): void;
  onRefused(): void;
}

let lastTicket = 0;
const asked = new Map<number, Asking>();

/** A number for one line; never the same twice in the life of this page. */
export const newTicket = (): number => ++lastTicket;

export function askForLine(ticket: number, cameraId: string, stream: LiveStream, asking: Asking): void {
  asked.set(ticket, asking);
  toShell({ type: 'live-open', ticket, cameraId, stream });
}

/** The line has ended, or is wanted no more; a port that comes all the same is closed. */
export function lineEnded(ticket: number): void {
  asked.delete(ticket);
  toShell({ type: 'live-close', ticket });
}

const toShell = (message: PageMessage): void => window.postMessage(message, window.location.origin);

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (event.source !== window || event.origin !== window.location.origin) return;
  const message = ShellMessage.safeParse(event.data);
  if (!message.success || (message.data.type !== 'live-port' && message.data.type !== 'live-refused')) return;
  const { ticket, type } = message.data;
  const asking = asked.get(ticket);
  asked.delete(ticket);
  const port = event.ports[0];
  if (asking === undefined) port?.close();
  else if (type === 'live-port' && port !== undefined) asking.onPort(port);
  else asking.onRefused();
});
