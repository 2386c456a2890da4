/**
 * The configuration file (station-contract.md, "Configuration file"). Strict: an unknown key or a wrong type stops the
 * start and names the path and what was expected. A station never runs half-configured.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CodedError } from '../../../preload/contract/errors.ts';
import { CameraRole, RequiredText } from '../../../preload/contract/vocabulary.ts';
import { Secret } from './secrets.ts';

const Port = z.number().int().min(1).max(65_535);
const Host = z.string().min(1).max(253);
const TcpPort = z.strictObject({ kind: z.literal('tcp'), host: Host, port: Port });
export const BytePort = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('serial'),
    path: z.string().min(1),
    baudRate: z.union([600, 1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200].map((rate) => z.literal(rate))),
    dataBits: z.union([z.literal(7), z.literal(8)]).default(8),
    parity: z.enum(['none', 'even', 'odd', 'mark', 'space']).default('none'),
    stopBits: z.union([z.literal(1), z.literal(2)]).default(1),
  }),
  TcpPort,
]);
export type BytePort = z.infer<typeof BytePort>;

const Indicator = z.strictObject({
  protocol: z.enum(['yaohua-tf0', 'toledo-continuous']),
  port: BytePort,
  options: z
    .strictObject({
      checksum: z.enum(['required', 'ignore']).default('required'),
      mask7: z.boolean().optional(),
      short: z.boolean().optional(),
      lf: z.boolean().optional(),
      dpPolicy: z.enum(['complete', 'multiply']).optional(),
    })
    .default({ checksum: 'required' }),
});

const Scale = z.strictObject({
  id: z.string().min(1).max(64),
  divisionKg: z.number().int().min(1).max(1000),
  maxKg: z.number().int().min(1000).max(1_000_000),
  minKg: z.number().int().min(0).max(1_000_000),
  zeroBandKg: z.number().int().min(0).max(100_000),
  unit: z.enum(['kg', 't']),
  indicator: Indicator,
  stability: z
    .strictObject({
      windowMs: z.number().int().min(300).max(30_000),
      toleranceDivisions: z.number().int().min(0).max(10),
    })
    .default({ windowMs: 3000, toleranceDivisions: 1 }),
});

const Corner = z.tuple([z.number(), z.number()]);
const Display = z.strictObject({
  corners: z.tuple([Corner, Corner, Corner, Corner]),
  digits: z.number().int().min(1).max(8),
  type: z.enum(['segments', 'dots']),
  unit: z.enum(['kg', 't']),
  decimals: z.number().int().min(0).max(3),
  pictureSize: z.tuple([z.number().int().positive(), z.number().int().positive()]),
});

const Camera = z.strictObject({
  id: z.string().min(1).max(64),
  role: CameraRole,
  driver: z.literal('onvif'),
  address: z.url({ protocol: /^https?$/ }),
  username: z.string().max(64).optional(),
  password: Secret.optional(),
  display: Display.optional(),
});

const Printer = z.strictObject({
  driver: z.literal('escpos'),
  port: TcpPort,
  columns: z.union([z.literal(32), z.literal(42), z.literal(48)]),
});

const Platform = z.strictObject({
  adapter: z.literal('standard'),
  url: z.url({ protocol: /^https?$/ }),
  enrolmentCode: z.string().max(128).optional(),
  caFile: z.string().nullable().optional(),
});

/** Site rules: what the law leaves to the unit. Defaults are the ones of station-contract.md and domain.md §3.3. */
const Rules = z.strictObject({
  sheetMaxAgeMinutes: z.number().int().min(1).max(1440).default(120),
  storedTareDays: z.number().int().min(1).max(366).default(30),
  openTruckHours: z.number().int().min(1).max(168).default(24),
  /** Subtracted from nothing by law; a value above 0 is stored in every record it touched. */
  limitToleranceKg: z.number().int().min(0).max(2000).default(0),
});

export const Configuration = z.strictObject({
  station: z.strictObject({
    name: RequiredText(64),
    unitName: RequiredText(128),
    unitCode: z.string().regex(/^[0-9A-Za-z-]{1,40}$/, 'letters, digits and hyphens'),
    stationNo: z.string().regex(/^[0-9A-Za-z]{1,8}$/, 'letters and digits'),
    operator: RequiredText(64).optional(),
  }),
  simulated: z.boolean().default(false),
  mode: z.enum(['attended', 'unattended']).default('attended'),
  /** Attended: photograph a steady truck at once, so that the clerk only confirms. */
  captureWhenSteady: z.boolean().default(false),
  scale: Scale,
  cameras: z.array(Camera).max(16).default([]),
  printer: Printer.nullable().default(null),
  displayBoard: z.null().default(null),
  barrier: z.null().default(null),
  platform: Platform.nullable().default(null),
  rules: Rules.default({ sheetMaxAgeMinutes: 120, storedTareDays: 30, openTruckHours: 24, limitToleranceKg: 0 }),
  retention: z
    .strictObject({ imagesDays: z.number().int().min(1).max(3660), videoDays: z.number().int().min(1).max(3660) })
    .default({ imagesDays: 365, videoDays: 90 }),
});
export type Configuration = z.infer<typeof Configuration>;
export type ScaleSettings = Configuration['scale'];
export type CameraSettings = Configuration['cameras'][number];
export type PrinterSettings = NonNullable<Configuration['printer']>;
export type PlatformSettings = NonNullable<Configuration['platform']>;

/**
 * Reads and checks the configuration file.
 * @throws CodedError config.missing-file | config.unreadable | config.not-json | config.invalid {path, expected} | config.platform-not-loopback
 */
export function readConfiguration(file: string): Configuration {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new CodedError(missing ? 'config.missing-file' : 'config.unreadable', { file }, { cause: error });
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new CodedError('config.not-json', { file, expected: (error as Error).message }, { cause: error });
  }
  return parseConfiguration(value);
}

/** As {@link readConfiguration}, from a value already parsed from JSON. */
export function parseConfiguration(value: unknown): Configuration {
  const result = Configuration.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0];
    const keys = issue?.code === 'unrecognized_keys' ? issue.keys : [];
    const path = [...(issue?.path ?? []), ...keys.slice(0, 1)].map(String).join('.');
    throw new CodedError('config.invalid', { path: path || '(root)', expected: issue?.message ?? '' });
  }
  const configuration = result.data;
  checkRules(configuration);
  return configuration;
}

/** What the types alone cannot say: one camera a role, unique ids, and a simulated station's platform on loopback only. */
function checkRules(configuration: Configuration): void {
  const { cameras, platform, scale } = configuration;
  const repeated = <T>(values: readonly T[]): number =>
    values.findIndex((value, index) => values.indexOf(value) !== index);
  const sameId = repeated(cameras.map((camera) => camera.id));
  if (sameId >= 0)
    throw new CodedError('config.invalid', { path: `cameras.${sameId}.id`, expected: 'an id used once' });
  const sameRole = repeated(cameras.map((camera) => camera.role));
  if (sameRole >= 0)
    throw new CodedError('config.invalid', { path: `cameras.${sameRole}.role`, expected: 'one camera a role' });
  if (scale.minKg >= scale.maxKg)
    throw new CodedError('config.invalid', { path: 'scale.minKg', expected: 'less than maxKg' });
  if (platform === null) return;
  const loopback = isLoopback(new URL(platform.url).hostname);
  if (configuration.simulated && !loopback) throw new CodedError('config.platform-not-loopback', { url: platform.url });
  if (!loopback && !platform.url.startsWith('https:'))
    throw new CodedError('config.invalid', { path: 'platform.url', expected: 'https (http only to loopback)' });
}

/** 127.0.0.0/8, ::1 and localhost. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname === '::1' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
