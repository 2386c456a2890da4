/** What a decoder or a file must know before the first picture. */

export type VideoCodec = 'h264' | 'h265';

/**
 * One object for as long as nothing changes: who compares by identity sees every change. A new connection, too, brings
 * a new object, because its timestamps start anew.
 */
export interface VideoFormat {
  readonly codec: VideoCodec;
  /** Empty in H.264. */
  readonly vps: readonly Uint8Array[];
  /** NAL units without start code; the one in use first. */
  readonly sps: readonly Uint8Array[];
  readonly pps: readonly Uint8Array[];
  /** In pixels, cropping taken off. */
  readonly width: number;
  readonly height: number;
  /** Pictures a second as the stream says of itself; null where it does not. */
  readonly frameRate: number | null;
  /** For WebCodecs: avc1.PPCCLL or hvc1.… */
  readonly codecString: string;
}
