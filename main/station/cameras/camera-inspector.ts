/** What an installer asks of cameras and sets on them, configured ones and others; nothing of it touches a weighing. */
import type {
  CameraInspection,
  CameraProfile,
  Encoder,
  EncoderOption,
  FoundCamera,
  NetworkConnection,
} from '../../../preload/contract/cameras.ts';
import { CodedError, type ErrorCode } from '../../../preload/contract/errors.ts';
import type { CameraRole } from '../../../preload/contract/vocabulary.ts';
import { demandsOn, fits } from '../rules/camera-demands.ts';

/** A part that could not be had, and why. */
interface Missing {
  readonly code: ErrorCode;
  readonly detail: string;
}
interface Size {
  readonly width: number;
  readonly height: number;
}
interface Video extends Size {
  readonly codec: 'h264' | 'h265';
  readonly frameRate: number | null;
}
interface Profile {
  readonly token: string;
  readonly name: string;
  readonly encoder: Encoder | null;
  readonly options: readonly (Omit<EncoderOption, 'sizes' | 'frameRates'> & {
    readonly sizes: readonly Size[];
    readonly frameRates: readonly number[] | null;
  })[];
}

/** What a camera said and showed; `native/camera/camera-setup.ts` asks it. */
interface Seen {
  readonly certificate: string | null;
  readonly information:
    { readonly maker: string; readonly model: string; readonly firmware: string; readonly serial: string } | Missing;
  readonly clock: { readonly offsetMs: number } | null;
  readonly profiles: readonly Profile[] | Missing;
  readonly picture: (Size & { readonly bytes: number }) | Missing;
  readonly video: Video | Missing;
  /** Those that were played, by the token of their profile. */
  readonly streams: readonly { readonly profile: string; readonly is: Video | Missing }[];
}

/** What is left out stays. */
export interface EncoderChange {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly encoding?: string | undefined;
  readonly frameRate?: number | undefined;
  readonly bitRateKbit?: number | undefined;
  readonly gop?: number | undefined;
}

/** One camera that can be asked. Each may throw an error with a `camera.*` code and a detail. */
export interface AskedCamera {
  inspect(signal: AbortSignal): Promise<Seen>;
  setClock(signal: AbortSignal): Promise<{ readonly offsetMs: number } | null>;
  configure(profile: string, change: EncoderChange, signal: AbortSignal): Promise<Encoder>;
}

export interface Stranger {
  readonly address: string;
  readonly username: string | null;
  readonly password: string;
  /** The one certificate that it may show; null or left out: any. */
  readonly certificate?: string | null | undefined;
}

/** What is left out stays. */
export interface AccessChange {
  readonly username?: string | null | undefined;
  readonly certificate?: string | null | undefined;
}

export interface CameraInspectorParts {
  /** Of the configuration. */
  readonly configured: readonly { readonly id: string; readonly address: string }[];
  /** null: there is none of this id. @param change what of it is asked otherwise than it is saved */
  readonly known: (cameraId: string, change?: AccessChange) => AskedCamera | null;
  readonly stranger: (stranger: Stranger) => AskedCamera;
  readonly networks: () => readonly NetworkConnection[];
  readonly discover: (connection?: string) => Promise<{
    readonly cameras: readonly {
      readonly urn: string;
      readonly name: string;
      readonly hardware: string;
      readonly addresses: readonly string[];
    }[];
    readonly ignored: number;
  }>;
}

/** So many at a time: each is some twenty requests to a small computer. */
const AT_ONCE = 2;

export class CameraInspector {
  readonly #parts: CameraInspectorParts;
  readonly #ended = new AbortController();
  #running = 0;

  constructor(parts: CameraInspectorParts) {
    this.#parts = parts;
  }

  networks(): NetworkConnection[] {
    return [...this.#parts.networks()];
  }

  /** @throws CodedError camera.interface-unknown */
  async discover(connection: string | undefined): Promise<{ cameras: FoundCamera[]; ignored: number }> {
    const { configured, discover } = this.#parts;
    const { cameras, ignored } = await coded(discover(connection));
    return {
      ignored,
      cameras: cameras.map(({ addresses, hardware, name, urn }) => ({
        urn,
        name,
        hardware,
        addresses: [...addresses],
        cameraId: configured.find(({ address }) => addresses.some((one) => sameHost(one, address)))?.id ?? null,
      })),
    };
  }

  /** @throws CodedError camera.unknown | rpc.busy | camera.* when it cannot be spoken to at all */
  async inspect(
    whom: ((AccessChange & { readonly cameraId: string }) | Stranger) & { readonly role: CameraRole },
  ): Promise<CameraInspection> {
    const camera = 'cameraId' in whom ? this.#known(whom.cameraId, whom) : this.#parts.stranger(whom);
    const seen = await this.#one((signal) => camera.inspect(signal));
    const demands = demandsOn(whom.role);
    const picture = had(seen.picture);
    const video = played(seen.video);
    return {
      certificate: seen.certificate,
      information: told(seen.information),
      clockOffsetMs: seen.clock?.offsetMs ?? null,
      profiles:
        'code' in seen.profiles
          ? { ok: false, why: missing(seen.profiles) }
          : { ok: true, is: seen.profiles.map((one) => profile(one, seen.streams)) },
      picture: picture.ok ? { ok: true, is: { ...size(picture.is), bytes: picture.is.bytes } } : picture,
      video,
      demands: { picturePixels: demands.picturePixels, video: demands.video === null ? null : size(demands.video) },
      fits: fits(demands, { picture: picture.ok ? picture.is : null, video: video.ok ? video.is : null }),
    };
  }

  /** @throws CodedError camera.unknown | rpc.busy | camera.* */
  async setClock(cameraId: string): Promise<{ clockOffsetMs: number | null }> {
    const camera = this.#known(cameraId);
    const clock = await this.#one((signal) => camera.setClock(signal));
    return { clockOffsetMs: clock?.offsetMs ?? null };
  }

  /** @throws CodedError camera.unknown | rpc.busy | camera.setting-refused | camera.service-fault | camera.* */
  async configure(cameraId: string, profileToken: string, change: EncoderChange): Promise<Encoder> {
    const camera = this.#known(cameraId);
    return encoder(await this.#one((signal) => camera.configure(profileToken, change, signal)));
  }

  /** Whatever is being asked ends. */
  stop(): void {
    this.#ended.abort();
  }

  #known(cameraId: string, change?: AccessChange): AskedCamera {
    const camera = this.#parts.known(cameraId, change);
    if (camera === null) throw new CodedError('camera.unknown', { cameraId });
    return camera;
  }

  async #one<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) throw new CodedError('rpc.busy');
    this.#running += 1;
    try {
      return await coded(work(this.#ended.signal));
    } finally {
      this.#running -= 1;
    }
  }
}

/** What the camera's side throws, as what may cross the border. */
async function coded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { code, detail } = error as Partial<Missing>;
    if (code === undefined || detail === undefined) throw error;
    throw new CodedError(code, { detail }, { cause: error });
  }
}

const missing = ({ code, detail }: Missing): Missing => ({ code, detail: detail.slice(0, 1000) });
const size = ({ width, height }: Size): Size => ({ width, height });

type Had<T> = { readonly ok: true; readonly is: T } | { readonly ok: false; readonly why: Missing };
const had = <T extends object>(part: T | Missing): Had<T> =>
  'code' in part ? { ok: false, why: missing(part) } : { ok: true, is: part };

function told(part: Seen['information']): CameraInspection['information'] {
  if ('code' in part) return { ok: false, why: missing(part) };
  const { firmware, maker, model, serial } = part;
  return { ok: true, is: { maker, model, firmware, serial } };
}

function played(part: Video | Missing): CameraInspection['video'] {
  const video = had(part);
  if (!video.ok) return video;
  return { ok: true, is: { ...size(video.is), codec: video.is.codec, frameRate: video.is.frameRate } };
}

function profile({ encoder: now, name, options, token }: Profile, streams: Seen['streams']): CameraProfile {
  const stream = streams.find((one) => one.profile === token);
  return {
    token,
    name,
    encoder: now === null ? null : encoder(now),
    options: options.map(({ bitRateKbit, encoding, frameRate, frameRates, gop, sizes }) => ({
      encoding,
      sizes: sizes.map(size),
      frameRate,
      frameRates: frameRates === null ? null : [...frameRates],
      bitRateKbit,
      gop,
    })),
    measured: stream === undefined ? null : played(stream.is),
  };
}

function encoder({ bitRateKbit, encoding, frameRate, gop, height, width }: Encoder): Encoder {
  return { encoding, width, height, frameRate, bitRateKbit, gop };
}

/** Host and port, letter for letter: behind one address may be a recorder with several cameras. */
function sameHost(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).host === new URL(other).host;
}
