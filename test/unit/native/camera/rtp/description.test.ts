/** Descriptions as cameras write them, and the track that is played. */
import { describe, expect, it } from 'vitest';
import { readSdp } from '../../../../../native/camera/rtp/sdp.ts';
import { chooseVideoTrack } from '../../../../../native/camera/rtp/video-track.ts';

const lines = (...all: string[]): string => `${all.join('\r\n')}\r\n`;

const HIKVISION_LIKE = lines(
  'v=0',
  'o=- 1109162014219182 1109162014219192 IN IP4 x.y.z.w',
  's=Media Presentation',
  'e=NONE',
  'b=AS:5100',
  't=0 0',
  'a=control:rtsp://10.0.0.8:554/Streaming/Channels/101/',
  'm=video 0 RTP/AVP 96',
  'c=IN IP4 0.0.0.0',
  'a=recvonly',
  'a=x-dimensions:1920,1080',
  'a=control:rtsp://10.0.0.8:554/Streaming/Channels/101/trackID=1',
  'a=rtpmap:96 H264/90000',
  'a=fmtp:96 profile-level-id=420029; packetization-mode=1; sprop-parameter-sets=Z0LAKNoB4AiflwEQAAADABAAAAMDIPGDKg==,aM4PyA==',
  'm=audio 0 RTP/AVP 8',
  'a=control:rtsp://10.0.0.8:554/Streaming/Channels/101/trackID=2',
  'a=rtpmap:8 PCMA/8000',
);
const H265 = lines(
  'v=0',
  'm=application 0 RTP/AVP 107',
  'a=rtpmap:107 vnd.onvif.metadata/90000',
  'a=control:trackID=9',
  'm=video 0 RTP/AVP 98',
  'a=rtpmap:98 H265/90000',
  'a=fmtp:98 profile-space=0;sprop-vps=QAEMAf//AWAAAAMAkAAAAwAAAwAweJQJ;sprop-sps=QgEBAWAAAAMAkAAAAwAAAwB4oAPAgBEHy5ZWVKTC8BaAgAAAAwCAAAAMhA==',
  'a=fmtp:98 sprop-pps=RAHAc8GJ',
  'a=control:trackID=0',
);
const video = (...attributes: string[]): string => lines('v=0', 'm=video 0 RTP/AVP 96', ...attributes);

describe('the track', () => {
  it('H.264 beside sound', () => {
    const sdp = readSdp(HIKVISION_LIKE);
    expect(sdp.control).toBe('rtsp://10.0.0.8:554/Streaming/Channels/101/');
    expect(sdp.media.map(({ kind }) => kind)).toEqual(['video', 'audio']);
    const track = chooseVideoTrack(sdp);
    expect(track).toMatchObject({ codec: 'h264', payloadType: 96 });
    expect(track).toHaveProperty('control', 'rtsp://10.0.0.8:554/Streaming/Channels/101/trackID=1');
    expect(sets(track)).toEqual(['6742c028da01e0089f97011000000300100000030320f1832a', '68ce0fc8']);
  });

  it('H.265 behind metadata, parameters in two lines', () => {
    const track = chooseVideoTrack(readSdp(H265));
    expect(track).toMatchObject({ codec: 'h265', payloadType: 98, control: 'trackID=0' });
    expect(sets(track).map((set) => set.slice(0, 4))).toEqual(['4001', '4201', '4401']);
  });

  it.each([
    ['no parameters', video('a=rtpmap:96 H264/90000'), 'h264'],
    ['lower case, no control', video('a=rtpmap:96 h265/90000'), 'h265'],
    ['its other name', video('a=rtpmap:96 HEVC/90000'), 'h265'],
    ['bare line feeds', 'v=0\nm=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\n', 'h264'],
    ['profile with feedback', 'm=video 0 RTP/AVPF 96\r\na=rtpmap:96 H264/90000', 'h264'],
    ['second format', 'm=video 0 RTP/AVP 26 97\r\na=rtpmap:97 H264/90000', 'h264'],
    ['second track', 'm=video 0 RTP/AVP 26\r\nm=video 0 RTP/AVP 97\r\na=rtpmap:97 H264/90000', 'h264'],
    ['units in order, said so', video('a=rtpmap:96 H265/90000', 'a=fmtp:96 sprop-max-don-diff=0'), 'h265'],
  ])('%s', (_name, text, codec) => {
    expect(chooseVideoTrack(readSdp(text))).toMatchObject({ codec });
  });

  it.each([
    ['nothing', '', 'the camera describes no video'],
    ['a page', '<html><body>hello</body></html>', 'the camera describes no video'],
    ['sound only', lines('m=audio 0 RTP/AVP 0'), 'the camera describes no video'],
    ['MJPEG', 'm=video 0 RTP/AVP 26', 'no usable video: codec type 26'],
    ['MPEG-4', video('a=rtpmap:96 MP4V-ES/90000'), 'no usable video: codec MP4V-ES'],
    ['encryption', 'm=video 0 RTP/SAVP 96\r\na=rtpmap:96 H264/90000', 'no usable video: transport RTP/SAVP'],
    ['another clock', video('a=rtpmap:96 H264/1000'), 'no usable video: a clock of 1000'],
    ['mode 2', video('a=rtpmap:96 H264/90000', 'a=fmtp:96 packetization-mode=2'), 'no usable video: H.264 units out of order'],
    ['orders', video('a=rtpmap:96 H265/90000', 'a=fmtp:96 sprop-max-don-diff=3'), 'no usable video: H.265 units out of order'],
    ['a map of another format', video('a=rtpmap:97 H264/90000'), 'no usable video: codec type 96'],
  ])('none of %s', (_name, text, refusal) => {
    expect(chooseVideoTrack(readSdp(text))).toBe(refusal);
  }); // prettier-ignore

  it('leaves out sets that are no base64', () => {
    expect(
      sets(chooseVideoTrack(readSdp(video('a=rtpmap:96 H264/90000', 'a=fmtp:96 sprop-parameter-sets=,!!,aA==,')))),
    ).toEqual([]);
  });
});

function sets(track: ReturnType<typeof chooseVideoTrack>): string[] {
  if (typeof track === 'string') throw new Error(track);
  return track.parameterSets.map((set) => Buffer.from(set).toString('hex'));
}
