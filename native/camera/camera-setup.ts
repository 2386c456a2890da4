/**
 * What an installer asks of a camera and sets on it (product.md, C2): facts, clock, encoders, and what its picture and
 * video really are. Works on any address, configured or not. Each call is a conversation of its own; nothing stays open.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../preload/contract/vocabulary.ts';
import { CameraError, toCameraError } from './camera-error.ts';
import type { CertificatePin } from './certificate-pin.ts';
import { measureVideo, type MeasuredVideo } from './measure-video.ts';
import { readDeviceInformation, type DeviceInformation } from './onvif/device-information.ts';
import { setEncoderBody, wishFor, type EncoderChange } from './onvif/encoder-change.ts';
import { readEncoderOptions, type EncoderOptions } from './onvif/encoder-options.ts';
import type { FullDevice } from './onvif/full-device.ts';
import {
  encoderElement,
  encoderFacts,
  readProfiles,
  type EncoderFacts,
  type MediaProfile,
} from './onvif/media-profile.ts';
import { openFull, openOnvifSession, readCameraClock, type OnvifSession } from './onvif/onvif-session.ts';
import type { CameraClock, OnvifTarget } from './onvif/onvif-target.ts';
import { setClockBody } from './onvif/set-clock.ts';
import { soapCall } from './onvif/soap-call.ts';
import { streamAddresses } from './onvif/stream-addresses.ts';
import { checkPicture } from './picture-check.ts';
import { SignedHttp } from './signed-http.ts';
import { fetchSnapshot } from './snapshot.ts';
import { seenCertificate } from './seen-certificate.ts';
import { withinDeadline } from './within-deadline.ts';

export interface CameraSetupOptions {
  /** URL of the device service. */
  readonly address: string;
  readonly username?: string;
  readonly password?: string;
  readonly certificate?: CertificatePin;
  readonly clock: Clock;
}

/** A part that could not be had, and why; the others stand. */
export interface Missing {
  readonly code: CameraError['code'];
  readonly detail: string;
}

export interface CameraInspection {
  /** Of https: what the camera shows, pinned or not. */
  readonly certificate: CertificatePin | null;
  readonly information: DeviceInformation | Missing;
  /** null: it does not tell its time. */
  readonly clock: CameraClock | null;
  readonly profiles: readonly (MediaProfile & { readonly options: readonly EncoderOptions[] })[] | Missing;
  /** The one whose picture is taken: the largest; null: none has one. */
  readonly pictureProfile: string | null;
  /** As measured. */
  readonly picture: { readonly width: number; readonly height: number; readonly bytes: number } | Missing;
  readonly video: MeasuredVideo | Missing;
  /** The largest stream and the next one, by the tokens of their profiles. */
  readonly streams: readonly { readonly profile: string; readonly is: MeasuredVideo | Missing }[];
}

/** Some twenty small calls, a picture, and video until the first key picture of two streams. */
const INSPECT_MS = 25_000;
const CHANGE_MS = 10_000;
const PICTURE_MS = 5000;
/** Cameras send a key picture every 1 to 10 s. */
const VIDEO_MS = 10_000;
/** What a camera is watched by, and recorded. */
const MOST_STREAMS = 2;
/** A recorder that answers for all its cameras is not asked for the options of each. */
const MOST_OPTIONS = 8;

const NO_STREAM: Missing = { code: 'camera.no-video', detail: 'the camera has no stream' };

export class CameraSetup {
  readonly #target: OnvifTarget;

  constructor({ address, username, password = '', certificate, clock }: CameraSetupOptions) {
    this.#target = {
      address: new URL(address),
      username: username || null,
      password,
      certificate: certificate ?? null,
      clock,
    };
  }

  /**
   * Everything that can be known; what cannot says why.
   * @throws CameraError when the camera cannot be spoken to at all: camera.refused | timeout | unauthorised | certificate …
   */
  async inspect(signal: AbortSignal): Promise<CameraInspection> {
    return await this.#conversation(INSPECT_MS, signal, async (http, ended) => {
      const target = this.#target;
      const certificate = await seenCertificate(target.address, target.certificate, ended);
      const session = await orMissing(openOnvifSession(target, null));
      // Without a way to sign in nothing else can be asked, and asking again would count as wrong passwords.
      if ('code' in session && session.code !== 'camera.no-snapshot')
        throw new CameraError(session.code, session.detail);
      const way = 'code' in session ? 'onvif-token' : session.way;
      const clock = 'code' in session ? await readCameraClock(target) : session.cameraClock;
      const device = await openFull(target, way);
      const information = await orMissing(informationOf(device));
      const profiles = await orMissing(profilesOf(device));
      const picture = 'code' in session ? session : await orMissing(this.#picture(http, session, ended));
      const played = await orMissing(this.#streams(device, ended));
      const streams = 'code' in played ? [] : played;
      const video = 'code' in played ? played : (played[0]?.is ?? NO_STREAM);
      const pictureProfile = 'code' in session ? null : session.pictures[0].profile;
      return { certificate, information, clock, profiles, pictureProfile, picture, video, streams };
    });
  }

  /**
   * Sets the camera's clock to ours (UTC, by hand; its time zone stays, its NTP is then off).
   * @returns its clock after that @throws CameraError
   */
  async setClock(signal: AbortSignal): Promise<CameraClock | null> {
    return await this.#conversation(CHANGE_MS, signal, async (http, ended) => {
      const target = this.#target;
      const { way, cameraClock } = await openOnvifSession(target, null);
      await soapCall(
        http,
        { target, way, clockOffsetMs: cameraClock?.offsetMs ?? 0 },
        {
          url: target.address,
          action: 'http://www.onvif.org/ver10/device/wsdl/SetSystemDateAndTime',
          body: setClockBody(new Date(target.clock.wall())),
          signal: ended,
        },
      );
      return await readCameraClock(target);
    });
  }

  /**
   * Sets the encoder of one profile, within what the camera offers.
   * @returns the encoder as the camera then says it is
   * @throws CameraError camera.setting-refused by its options, camera.service-fault by itself
   */
  async configure(profile: string, change: EncoderChange, signal: AbortSignal): Promise<EncoderFacts> {
    return await this.#conversation(CHANGE_MS, signal, async (http, ended) => {
      const target = this.#target;
      const { way, cameraClock } = await openOnvifSession(target, null);
      const device = await openFull(target, way);
      const encoder = encoderElement(await device.profiles(), profile);
      if (encoder === null) throw new CameraError('camera.setting-refused', `no such profile: ${profile.slice(0, 64)}`);
      const options = readEncoderOptions(await device.encoderOptions(profile));
      const wish = wishFor(encoderFacts(encoder), change, options);
      const { media } = device;
      const url = device.address(media);
      if (url === null) throw new CameraError('camera.setting-refused', 'the camera names no Media service');
      await soapCall(
        http,
        { target, way, clockOffsetMs: cameraClock?.offsetMs ?? 0 },
        {
          url,
          action: `http://www.onvif.org/${media === 'media2' ? 'ver20' : 'ver10'}/media/wsdl/SetVideoEncoderConfiguration`,
          body: setEncoderBody(media, encoder, wish),
          signal: ended,
        },
      );
      const after = encoderElement(await device.profiles(), profile);
      // Media has no word for H.265: set and gone from its sight.
      return after === null ? { ...wish, token: encoder.attributes.token ?? '' } : encoderFacts(after);
    });
  }

  async #picture(http: SignedHttp, { pictures, cameraClock }: OnvifSession, ended: AbortSignal) {
    const signal = AbortSignal.any([ended, AbortSignal.timeout(PICTURE_MS)]);
    const { answeredAt, body, date, lastModified } = await fetchSnapshot(http, pictures[0].url, signal);
    const clocks = {
      stationNow: answeredAt,
      cameraOffsetMs: cameraClock?.offsetMs ?? null,
      cameraUtcOffsetMinutes: cameraClock?.utcOffsetMinutes ?? null,
    };
    return { ...(await checkPicture(body, { date, lastModified }, clocks)), bytes: body.length };
  }

  /** Both at once: each waits for a key picture. */
  async #streams(device: FullDevice, ended: AbortSignal): Promise<CameraInspection['streams']> {
    const found = await streamAddresses(device, this.#target.address);
    return await Promise.all(
      found.slice(0, MOST_STREAMS).map(async (stream) => ({
        profile: stream.profile ?? '',
        is: await orMissing(measureVideo(stream, this.#target, VIDEO_MS, ended)),
      })),
    );
  }

  async #conversation<T>(
    deadlineMs: number,
    signal: AbortSignal,
    work: (http: SignedHttp, ended: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const end = new AbortController();
    const http = new SignedHttp({ ...this.#target, cnonce: () => randomBytes(8).toString('hex') });
    try {
      const ended = AbortSignal.any([signal, end.signal]);
      return await withinDeadline(deadlineMs, signal, () => work(http, ended));
    } catch (error) {
      throw toCameraError(error);
    } finally {
      end.abort();
      await http.close();
    }
  }
}

async function informationOf(device: FullDevice): Promise<DeviceInformation> {
  const information = readDeviceInformation(await device.information());
  if (information === null) throw new CameraError('camera.service-fault', 'it does not say what it is');
  return information;
}

async function profilesOf(device: FullDevice) {
  const profiles = readProfiles(await device.profiles());
  const found: (MediaProfile & { readonly options: readonly EncoderOptions[] })[] = [];
  for (const [index, profile] of profiles.entries()) {
    const asked = index < MOST_OPTIONS && profile.encoder !== null;
    const answer = asked ? await orMissing(device.encoderOptions(profile.token).then((xml) => ({ xml }))) : null;
    found.push({ ...profile, options: answer === null || 'code' in answer ? [] : readEncoderOptions(answer.xml) });
  }
  return found;
}

async function orMissing<T extends object>(work: Promise<T>): Promise<T | Missing> {
  try {
    return await work;
  } catch (error) {
    const { code, detail } = toCameraError(error);
    return { code, detail };
  }
}
