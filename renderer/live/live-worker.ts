/** The worker that decodes live video, away from the thread that draws the weight: every line, every place on the screen. */
import { LiveDecoding, type Inlet } from './live-decoding.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

const worker = globalThis as unknown as {
  postMessage(message: FromWorker): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
};
const places = new Map<
  number,
  { readonly inlet: Inlet; line: { readonly ticket: number; readonly end: () => void } | null }
>();
const tell = (message: FromWorker): void => worker.postMessage(message);

worker.addEventListener('message', ({ data: message }) => {
  switch (message.type) {
    case 'place':
      places.set(message.place, { inlet: message.inlet.getWriter(), line: null });
      return;
    case 'line': {
      const { port, ticket } = message;
      const place = places.get(message.place);
      if (place === undefined) {
        port.close();
        return;
      }
      place.line?.end();
      const decoding = new LiveDecoding(ticket, port, place.inlet, tell);
      place.line = { ticket, end: () => decoding.end() };
      decoding.start();
      return;
    }
    case 'end':
      for (const place of places.values()) {
        if (place.line?.ticket !== message.ticket) continue;
        place.line.end();
        place.line = null;
      }
      return;
    case 'gone': {
      const place = places.get(message.place);
      places.delete(message.place);
      place?.line?.end();
      // The track has ended at the page's end already; then there is nothing left to close.
      place?.inlet.close().catch(() => undefined);
      return;
    }
  }
});
