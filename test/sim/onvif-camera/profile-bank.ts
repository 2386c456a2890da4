/** The profiles of the simulated camera, their encoders, and what these can be set to. */

export type Encoding = 'H264' | 'H265' | 'JPEG';

export interface Encoder {
  encoding: Encoding;
  width: number;
  height: number;
  frameRate: number;
  bitRateKbit: number;
  gop: number;
}

export interface BankProfile {
  readonly token: string;
  readonly name: string;
  readonly encoder: Encoder;
  /** What the encoder can be set to. */
  readonly sizes: readonly (readonly [width: number, height: number])[];
}

export const MOST_FRAMES = 25;
export const BIT_RATES = [32, 16_384] as const;
export const GOPS = [1, 250] as const;
export const ENCODINGS: readonly Encoding[] = ['H264', 'H265'];

export class ProfileBank {
  /** The sub-stream first, as many cameras list it: who takes the first gets the small picture. */
  readonly profiles: readonly BankProfile[];

  /** @param sensor its size in pixels */
  constructor([width, height]: readonly [width: number, height: number]) {
    this.profiles = [
      {
        token: 'Profile_2',
        name: 'subStream',
        encoder: { encoding: 'H264', width: 640, height: 360, frameRate: 25, bitRateKbit: 512, gop: 50 },
        sizes: [
          [640, 360],
          [352, 288],
        ],
      },
      {
        token: 'Profile_1',
        name: 'mainStream',
        encoder: { encoding: 'H264', width, height, frameRate: 25, bitRateKbit: 4096, gop: 50 },
        sizes: [
          [width, height],
          [1280, 720],
          [704, 576],
        ],
      },
    ];
  }

  of(token: string): BankProfile | null {
    return this.profiles.find((profile) => profile.token === token) ?? null;
  }

  /** By the encoder's own token. */
  ofEncoder(token: string): BankProfile | null {
    return this.profiles.find((profile) => encoderToken(profile) === token) ?? null;
  }

  /** A camera refuses what it cannot do, and then changes nothing. @returns whether it did it */
  set(profile: BankProfile, wanted: Encoder): boolean {
    const fits =
      ENCODINGS.includes(wanted.encoding) &&
      profile.sizes.some(([width, height]) => width === wanted.width && height === wanted.height) &&
      within(wanted.frameRate, [1, MOST_FRAMES]) &&
      within(wanted.bitRateKbit, BIT_RATES) &&
      within(wanted.gop, GOPS);
    if (fits) Object.assign(profile.encoder, wanted);
    return fits;
  }
}

export function encoderToken({ token }: BankProfile): string {
  return `Encoder_${token}`;
}

function within(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}
