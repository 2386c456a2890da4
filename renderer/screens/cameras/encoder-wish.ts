/** What an installer wants of a camera's encoders, chosen from what the camera offers; and whether the camera then does it. Pure. */
import type { CameraProfile, Encoder, EncoderOption } from '../../../preload/contract/cameras.ts';
import type { CallInput } from '../../../preload/contract/index.ts';

export const FIELDS = ['encoding', 'size', 'frameRate'] as const;
export type EncoderField = (typeof FIELDS)[number];

export interface EncoderWish {
  /** The token of its profile. */
  readonly profile: string;
  readonly encoding: string;
  readonly width: number;
  readonly height: number;
  /** null: the camera does not say. */
  readonly frameRate: number | null;
}

/** What people choose where a camera offers a range. */
const USUAL_RATES = [1, 5, 8, 10, 12, 15, 20, 25, 30, 50, 60];
/** The main and the sub-stream, and a third one. */
const MOST_PROFILES = 3;

const areaOf = ({ encoder }: CameraProfile): number => (encoder?.width ?? 0) * (encoder?.height ?? 0);

/** Those that can be set, the largest first. */
export function settable(profiles: readonly CameraProfile[]): CameraProfile[] {
  return profiles
    .filter(({ encoder, options }) => encoder?.width != null && encoder.height !== null && options.length > 0)
    .toSorted((a, b) => areaOf(b) - areaOf(a))
    .slice(0, MOST_PROFILES);
}

/** As the encoder is now. */
export function wishOf({ encoder, token }: CameraProfile): EncoderWish {
  const { encoding = '', frameRate = null, height, width } = encoder ?? {};
  return { profile: token, encoding, width: width ?? 0, height: height ?? 0, frameRate };
}

/**
 * The next value that is offered, in order; at the end it stays. Another codec keeps size and rate where it has them, else
 * takes the nearest.
 */
export function stepped(
  wish: EncoderWish,
  field: EncoderField,
  by: 1 | -1,
  options: readonly EncoderOption[],
): EncoderWish {
  const offered = optionOf(options, wish.encoding);
  switch (field) {
    case 'encoding': {
      const next = neighbour(options, options.findIndex(same(wish.encoding)), by);
      return next === undefined ? wish : fitted({ ...wish, encoding: next.encoding }, next);
    }
    case 'size': {
      const sizes = sizesOf(offered);
      const next = neighbour(
        sizes,
        sizes.findIndex(({ height, width }) => width === wish.width && height === wish.height),
        by,
      );
      return next === undefined ? wish : { ...wish, width: next.width, height: next.height };
    }
    case 'frameRate': {
      const rates = ratesOf(offered);
      const now = wish.frameRate ?? 0;
      const next = by > 0 ? rates.find((rate) => rate > now) : rates.findLast((rate) => rate < now);
      return next === undefined ? wish : { ...wish, frameRate: next };
    }
    default:
      return never(field);
  }
}

/** What has to be sent; null: it is so already. */
export function changeOf(
  wish: EncoderWish,
  now: Encoder | null,
): Omit<CallInput<'cameras.configure'>, 'cameraId'> | null {
  if (now === null) return null;
  const change = {
    ...(same(wish.encoding)(now) ? {} : { encoding: wish.encoding }),
    ...(wish.width === now.width && wish.height === now.height ? {} : { width: wish.width, height: wish.height }),
    ...(wish.frameRate === now.frameRate || wish.frameRate === null ? {} : { frameRate: wish.frameRate }),
  };
  return Object.keys(change).length === 0 ? null : { profile: wish.profile, ...change };
}

/** Whether what came over the wire is what the encoder is set to; null: nothing was measured. A rate is seldom met to the picture. */
export function isAsSet({ encoder, measured }: CameraProfile): boolean | null {
  if (encoder === null || measured?.ok !== true) return null;
  const { codec, frameRate, height, width } = measured.is;
  const rateMet =
    frameRate === null ||
    encoder.frameRate === null ||
    Math.abs(frameRate - encoder.frameRate) <= encoder.frameRate / 10;
  return codecOf(encoder.encoding) === codec && width === encoder.width && height === encoder.height && rateMet;
}

/** H264 → H.264 */
export const codecWords = (encoding: string): string => encoding.toUpperCase().replace(/^(?:H|HEVC)(?=\d)/, 'H.');
const codecOf = (encoding: string): string => encoding.toLowerCase().replace('hevc', 'h265');

const same =
  (encoding: string) =>
  (one: { readonly encoding: string }): boolean =>
    one.encoding.toUpperCase() === encoding.toUpperCase();
const optionOf = (options: readonly EncoderOption[], encoding: string): EncoderOption | undefined =>
  options.find(same(encoding));

/** Smallest first. */
const sizesOf = (option: EncoderOption | undefined): EncoderOption['sizes'] =>
  (option?.sizes ?? []).toSorted((a, b) => a.width * a.height - b.width * b.height);

function ratesOf(option: EncoderOption | undefined): readonly number[] {
  if (option === undefined) return [];
  const { frameRate, frameRates } = option;
  if (frameRates !== null) return frameRates.toSorted((a, b) => a - b);
  if (frameRate === null) return [];
  const { max, min } = frameRate;
  return [...new Set([min, ...USUAL_RATES.filter((rate) => rate > min && rate < max), max])];
}

function fitted(wish: EncoderWish, option: EncoderOption): EncoderWish {
  const nearest = <T>(all: readonly T[], far: (one: T) => number): T | undefined =>
    all.toSorted((a, b) => far(a) - far(b))[0];
  const area = wish.width * wish.height;
  const { width, height } =
    option.sizes.find((one) => one.width === wish.width && one.height === wish.height) ??
    nearest(option.sizes, (one) => Math.abs(one.width * one.height - area)) ??
    wish;
  const rate = wish.frameRate;
  const frameRate = rate === null ? null : (nearest(ratesOf(option), (one) => Math.abs(one - rate)) ?? rate);
  return { ...wish, width, height, frameRate };
}

/** @param at -1: what is set now is not offered; then the first of them */
const neighbour = <T>(all: readonly T[], at: number, by: 1 | -1): T | undefined => (at < 0 ? all[0] : all[at + by]);

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
