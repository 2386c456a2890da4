import type { VideoCodec } from './video/video-format.ts';

/** Where a camera's video is had: claims of the camera or of the configuration; what comes is measured. */
export interface StreamAddress {
  /** rtsp: or rtsps:, the configured host, no user or password in it. */
  readonly url: URL;
  readonly codec: VideoCodec | null;
  /** In pixels. */
  readonly width: number | null;
  readonly height: number | null;
  /** The token of its profile; left out where the configuration says the address. */
  readonly profile?: string;
}
