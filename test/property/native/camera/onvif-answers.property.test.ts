/**
 * Whatever a device answers to ONVIF calls, the driver gives a code and the process lives: both libraries parse inside
 * callbacks, where an exception would end the station. (Vitest fails a file with an uncaught exception.)
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CameraSetup } from '../../../../native/camera/camera-setup.ts';
import { OnvifCamera } from '../../../../native/camera/onvif-camera.ts';
import type { EpochMs, MonotonicMs } from '../../../../preload/contract/vocabulary.ts';

const wrap = (body: string): string =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>${body}</s:Body></s:Envelope>`;
const ADDRESS = 'http://127.0.0.1:PORT/media';
const media = (version: string, xaddr: string): string =>
  `<Service><Namespace>http://www.onvif.org/${version}/media/wsdl</Namespace><XAddr>${xaddr}</XAddr></Service>`;

/** Answers that fit a call by name and lack what matters, and some that fit nothing. */
const ANSWERS = [
  '',
  '<',
  '<a></b>',
  'not xml',
  '\u0000\u0001',
  '<html><body>hello<br></body></html>',
  '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
  wrap(''),
  wrap('<s:Fault/>'),
  wrap('<s:Fault><s:Reason/></s:Fault>'),
  wrap('<GetSystemDateAndTimeResponse/>'),
  wrap(
    '<GetSystemDateAndTimeResponse><SystemDateAndTime><UTCDateTime/></SystemDateAndTime></GetSystemDateAndTimeResponse>',
  ),
  wrap('<GetServicesResponse/>'),
  wrap('<GetServicesResponse><Service/></GetServicesResponse>'),
  wrap(`<GetServicesResponse>${media('ver10', ADDRESS)}</GetServicesResponse>`),
  wrap(`<GetServicesResponse>${media('ver20', ADDRESS)}${media('ver10', ':::')}</GetServicesResponse>`),
  wrap(`<GetServicesResponse>${media('ver20', '')}</GetServicesResponse>`),
  wrap('<GetCapabilitiesResponse/>'),
  wrap('<GetCapabilitiesResponse><Capabilities/></GetCapabilitiesResponse>'),
  wrap(
    `<GetCapabilitiesResponse><Capabilities><Media><XAddr>${ADDRESS}</XAddr></Media></Capabilities></GetCapabilitiesResponse>`,
  ),
  wrap('<GetProfilesResponse/>'),
  wrap('<GetProfilesResponse><Profiles/></GetProfilesResponse>'),
  wrap('<GetProfilesResponse><Profiles token="a"/><Profiles token="b"/></GetProfilesResponse>'),
  wrap(
    '<GetProfilesResponse><Profiles token="a"><VideoEncoderConfiguration token="e"><Encoding>H264</Encoding><Resolution/></VideoEncoderConfiguration></Profiles></GetProfilesResponse>',
  ),
  wrap('<GetDeviceInformationResponse/>'),
  wrap('<GetVideoEncoderConfigurationOptionsResponse/>'),
  wrap(
    '<GetVideoEncoderConfigurationOptionsResponse><Options><H264/></Options></GetVideoEncoderConfigurationOptionsResponse>',
  ),
  wrap('<SetSystemDateAndTimeResponse/>'),
  wrap('<GetStreamUriResponse/>'),
  wrap('<GetStreamUriResponse><Uri>rtsp://127.0.0.1:1/x</Uri></GetStreamUriResponse>'),
  wrap('<GetStreamUriResponse><MediaUri><Uri>rtsp://admin:b@127.0.0.1:1/</Uri></MediaUri></GetStreamUriResponse>'),
  wrap('<GetSnapshotUriResponse/>'),
  wrap('<GetSnapshotUriResponse><MediaUri/></GetSnapshotUriResponse>'),
  wrap('<GetSnapshotUriResponse><MediaUri><Uri>http://127.0.0.1:PORT/</Uri></MediaUri></GetSnapshotUriResponse>'),
];
const CHALLENGES = ['Digest realm="x", nonce="y", qop="auth"', 'Digest nonce', 'Digest a=b=c,,"', 'Basic realm="x"'];

interface Reply {
  readonly pick: number;
  readonly fitting: boolean;
  readonly status: number;
  readonly challenge: string;
  readonly cut: boolean;
}

let server: Server;
let script: readonly Reply[] = [];
let asked = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    let envelope = '';
    request.on('data', (chunk: Buffer) => (envelope += chunk.toString()));
    request.on('end', () => {
      const reply = script[asked % script.length];
      asked += 1;
      if (reply === undefined) return;
      const call = /Body[^>]*>\s*<(?:[\w-]+:)?(\w+)/.exec(envelope)?.[1] ?? 'none';
      const fitting = ANSWERS.filter((answer) => answer.includes(`${call}Response`));
      const choice = reply.fitting && fitting.length > 0 ? fitting : ANSWERS;
      const text = (choice[reply.pick % choice.length] ?? '').replaceAll('PORT', String(port()));
      response.writeHead(reply.status, reply.status === 401 ? { 'WWW-Authenticate': reply.challenge } : {});
      if (reply.cut) response.write(text.slice(0, 5), () => response.destroy());
      else response.end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
const port = (): number => (server.address() as AddressInfo).port;

const reply = fc.record({
  pick: fc.nat(1000),
  fitting: fc.boolean(),
  status: fc.constantFrom(200, 200, 200, 200, 400, 401, 500, 302),
  challenge: fc.constantFrom(...CHALLENGES),
  cut: fc.integer({ min: 0, max: 19 }).map((value) => value === 0),
});

it('gives a code for any answers and never brings the process down', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(reply, { minLength: 1, maxLength: 12 }), async (replies) => {
      script = replies;
      asked = 0;
      const camera = new OnvifCamera({
        id: 'cam',
        role: 'front',
        address: `http://127.0.0.1:${port()}/onvif/device_service`,
        username: 'a',
        password: 'b',
        clock: { wall: () => Date.now() as EpochMs, monotonic: () => performance.now() as MonotonicMs },
        log: { info: () => undefined, warn: () => undefined },
      });
      const picture = await camera.takePicture({ deadlineMs: 200 });
      await camera.stop();
      expect(picture.ok ? 'a picture' : picture.code).toMatch(/^camera\./);
    }),
    { numRuns: 120 },
  );
});

it('nor do an installer’s questions, streams and settings', async () => {
  const clock = { wall: () => Date.now() as EpochMs, monotonic: () => performance.now() as MonotonicMs };
  // A library that never calls back (a connection cut in the middle) is left alone at a deadline; here at a short one.
  const soon = (): AbortSignal => AbortSignal.timeout(700);
  await fc.assert(
    fc.asyncProperty(fc.array(reply, { minLength: 1, maxLength: 12 }), async (replies) => {
      script = replies;
      asked = 0;
      const access = {
        address: `http://127.0.0.1:${port()}/onvif/device_service`,
        username: 'a',
        password: 'b',
        clock,
      };
      const camera = new OnvifCamera({
        ...access,
        id: 'cam',
        role: 'front',
        log: { info: () => undefined, warn: () => undefined },
      });
      const setup = new CameraSetup(access);
      for (const work of [
        () => camera.streams(700),
        () => setup.inspect(soon()),
        () => setup.setClock(soon()),
        () => setup.configure('a', { width: 640, height: 360 }, soon()),
      ]) {
        const code = await work().then(
          () => 'camera.none',
          (error: unknown) => (error as { code?: unknown }).code,
        );
        expect(code).toMatch(/^camera\./);
      }
      await camera.stop();
    }),
    { numRuns: 25 },
  );
}, 120_000);
