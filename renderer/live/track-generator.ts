/**
 * A video track that pictures are written into (Chromium since 94; the W3C's later VideoTrackGenerator stands in workers and
 * is not switched on in Chromium). TypeScript's library does not know it.
 */
export interface TrackGenerator extends MediaStreamTrack {
  readonly writable: WritableStream<VideoFrame>;
}

export const TrackGenerator = (
  globalThis as unknown as {
    readonly MediaStreamTrackGenerator: new (init: { readonly kind: 'video' }) => TrackGenerator;
  }
).MediaStreamTrackGenerator;
