/** What the page and the worker that decodes say to each other. Ports, tracks' inlets and pictures are handed over, never copied. */
import type { LiveState } from '../../preload/contract/live.ts';

export type ToWorker =
  /** A place on the screen: what is written to `inlet` stands there. */
  | { readonly type: 'place'; readonly place: number; readonly inlet: WritableStream<VideoFrame> }
  /** A camera's line, to be shown at that place; it ends whichever was shown there before. */
  | { readonly type: 'line'; readonly place: number; readonly ticket: number; readonly port: MessagePort }
  | { readonly type: 'end'; readonly ticket: number }
  | { readonly type: 'gone'; readonly place: number };

/** Of pictures: came, were thrown away before the decoder, were decoded too late to be shown. */
export interface LiveCounts {
  readonly received: number;
  readonly dropped: number;
  readonly late: number;
}

export type FromWorker =
  | { readonly type: 'state'; readonly ticket: number; readonly state: LiveState }
  | { readonly type: 'unsupported' | 'fault'; readonly ticket: number }
  | { readonly type: 'closed'; readonly ticket: number; readonly counts: LiveCounts };
