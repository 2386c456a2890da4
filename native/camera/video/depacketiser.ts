/** RTP payloads in, NAL units out: what both codecs have in common. */
import type { VideoCodec } from './video-format.ts';
import { H264Depacketiser } from './h264-depacketiser.ts';
import { H265Depacketiser } from './h265-depacketiser.ts';
import type { Depacketiser } from './payload-fault.ts';

export function depacketiserFor(codec: VideoCodec): Depacketiser {
  return codec === 'h264' ? new H264Depacketiser() : new H265Depacketiser();
}
