/** The installer's questions to cameras, and the few things that are set on them. */
import type { CameraInspection as Seen, CameraSetup } from '../../../native/camera/camera-setup.ts';
import type { Discovery, NetworkConnection } from '../../../native/camera/discovery.ts';
import { CodedError, type ErrorCode } from '../../../preload/contract/errors.ts';
import type { CallOutput, ParsedInput } from '../../../preload/contract/index.ts';
import type { CameraRole } from '../../../preload/contract/vocabulary.ts';
import { judgePicture, judgeVideo } from '../rules/camera-rule.ts';
import type { CameraSettings } from '../settings/configuration.ts';

/** An address that is not configured (yet). */
export type UnconfiguredCamera = Pick<CameraSettings, 'address'> & {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
};

export interface CameraDeskParts {
  readonly cameras: readonly CameraSettings[];
  /** Of a configured camera, with its secret. */
  readonly setupOf: (camera: CameraSettings) => CameraSetup;
  readonly setupAt: (camera: UnconfiguredCamera) => CameraSetup;
  readonly discover: (connection?: string) => Promise<Discovery>;
  readonly connections: () => readonly NetworkConnection[];
}

export class CameraDesk {
  readonly #parts: CameraDeskParts;
  readonly #stopping = new AbortController();

  constructor(parts: CameraDeskParts) {
    this.#parts = parts;
  }

  /** Ends what runs. */
  stop(): void {
    this.#stopping.abort();
  }

  /** @throws CodedError camera.interface-unknown */
  async discover({ interface: connection }: ParsedInput<'cameras.discover'>): Promise<CallOutput<'cameras.discover'>> {
    const { cameras, ignored } = await coded({}, () => this.#parts.discover(connection));
    return {
      interfaces: [...this.#parts.connections()],
      cameras: cameras.map((found) => ({
        ...found,
        addresses: [...found.addresses],
        cameraId:
          this.#parts.cameras.find(({ address }) => found.addresses.some((one) => samePlace(one, address)))?.id ?? null,
      })),
      ignored,
    };
  }

  /** @throws CodedError camera.unknown | camera.* when it cannot be spoken to at all */
  async inspect(input: ParsedInput<'cameras.inspect'>): Promise<CallOutput<'cameras.inspect'>> {
    if ('cameraId' in input) {
      const camera = this.#configured(input.cameraId);
      return await this.#inspect(this.#parts.setupOf(camera), camera.role, camera.certificate !== undefined, {
        cameraId: camera.id,
        camera: camera.role,
      });
    }
    const { role, ...unconfigured } = input;
    return await this.#inspect(this.#parts.setupAt(unconfigured), role ?? null, false, { camera: role ?? '' });
  }

  /** @throws CodedError camera.* */
  async setClock(cameraId: string): Promise<{ offsetMs: number | null }> {
    const camera = this.#configured(cameraId);
    const setup = this.#parts.setupOf(camera);
    const clock = await coded({ cameraId, camera: camera.role }, () => setup.setClock(this.#stopping.signal));
    return { offsetMs: clock?.offsetMs ?? null };
  }

  /** @throws CodedError camera.setting-refused | camera.* */
  async configure(input: ParsedInput<'cameras.configure'>): Promise<CallOutput<'cameras.configure'>> {
    const { cameraId, profile, ...change } = input;
    const camera = this.#configured(cameraId);
    const setup = this.#parts.setupOf(camera);
    return await coded({ cameraId, camera: camera.role }, () =>
      setup.configure(profile, change, this.#stopping.signal),
    );
  }

  #configured(cameraId: string): CameraSettings {
    const camera = this.#parts.cameras.find(({ id }) => id === cameraId);
    if (camera === undefined) throw new CodedError('camera.unknown', { cameraId });
    return camera;
  }

  async #inspect(
    setup: CameraSetup,
    role: CameraRole | null,
    pinned: boolean,
    about: Readonly<Record<string, string>>,
  ): Promise<CallOutput<'cameras.inspect'>> {
    const seen = await coded(about, () => setup.inspect(this.#stopping.signal));
    const { certificate, clock, information, picture, video } = seen;
    return {
      certificate: certificate === null ? null : { sha256: certificate, pinned },
      information,
      clock,
      profiles: 'code' in seen.profiles ? seen.profiles : seen.profiles.map(asProfile),
      pictureProfile: seen.pictureProfile,
      picture,
      pictureRule: judgePicture(role, 'code' in picture ? null : picture),
      video,
      videoRule: judgeVideo('code' in video ? null : video),
    };
  }
}

type SeenProfile = Exclude<Seen['profiles'], { code: ErrorCode }>[number];

const asProfile = ({ options, ...profile }: SeenProfile) => ({
  ...profile,
  options: options.map(({ sizes, frameRates, ...option }) => ({
    ...option,
    sizes: [...sizes],
    frameRates: frameRates === null ? null : [...frameRates],
  })),
});

function samePlace(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).host === new URL(other).host;
}

/** What the camera's driver throws has a code of the list; its detail is for the installer and holds no secret. */
async function coded<T>(about: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, detail } = error as { code?: ErrorCode; detail?: string };
    if (!(error instanceof Error) || code === undefined || detail === undefined) throw error;
    throw new CodedError(code, { ...about, detail }, { cause: error });
  }
}
