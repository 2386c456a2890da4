/**
 * The configuration file (station-contract.md, "Configuration file"). Strict: an unknown key or a wrong type stops the
 * start and names the path and why (config-fault.ts). A station never runs half-configured.
 */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { ProtocolOptions } from '../../../native/scale/protocols/protocol.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import { CameraRole, RequiredText } from '../../../preload/contract/vocabulary.ts';
import { PaperKind } from '../../../preload/contract/weighing.ts';
import { barrierSettings, checkBarrier } from './barrier-settings.ts';
import { configInvalid, faultOf, says } from './config-fault.ts';
import { checkIndicator, type IndicatorProtocols } from './indicator-options.ts';
import { jsonFault } from './json-fault.ts';
import { checkPlatePush, PlatePush } from './plate-push-settings.ts';
import { printerForm, Printing } from './printer-settings.ts';
import { Secret } from './secrets.ts';

const Port = z.number().int().min(1).max(65_535);
const Host = z.string().min(1).max(253);
/** A password in an address would come back in messages and logs. */
const Address = z
  .url({ protocol: /^https?$/, error: says('not-address') })
  .refine((url) => !URL.canParse(url) || userOf(url) === '', says('address-with-password'));
const StreamAddress = z
  .url({ protocol: /^rtsps?$/, error: says('not-stream-address') })
  .refine((url) => !URL.canParse(url) || userOf(url) === '', says('address-with-password'));
const userOf = (url: string): string => new URL(url).username + new URL(url).password;
const Id = RequiredText(64);
const isGroup = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const TcpPort = z.strictObject({ kind: z.literal('tcp'), host: Host, port: Port });
export const BytePort = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('serial'),
      /** One of the two, never both: where the port is, or by which adapter it is found wherever that is plugged in. */
      path: z.string().min(1).optional(),
      usb: z
        .strictObject({
          serialNumber: RequiredText(128),
          /** `vendor:product`. */
          id: z
            .string()
            .regex(/^[0-9a-f]{4}:[0-9a-f]{4}$/, says('usb-id'))
            .optional(),
        })
        .optional(),
      baudRate: z.literal([600, 1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200]),
      dataBits: z.literal([7, 8]).default(8),
      parity: z.enum(['none', 'even', 'odd', 'mark', 'space']).default('none'),
      stopBits: z.literal([1, 2]).default(1),
    })
    .refine(({ path, usb }) => (path === undefined) !== (usb === undefined), says('path-or-usb')),
  TcpPort,
]);
export type BytePort = z.infer<typeof BytePort>;

const Indicator = z.strictObject({
  protocol: z.string(),
  port: BytePort,
  /** Of the protocol, and checked by it ({@link checkIndicator}); what is left out has the protocol's own default. */
  options: z.custom<ProtocolOptions>(isGroup, says('not-group')).default({}),
});

const Scale = z.strictObject({
  id: Id,
  /** What the clerk calls it, where there are several; left out: its id. */
  name: RequiredText(16).optional(),
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
  pictureSize: z.tuple([z.number().int().min(1), z.number().int().min(1)]),
});

/** SHA-256 of a certificate, as `cameras.inspect` or openssl shows it: with colons or without. */
const Fingerprint = z.string().regex(/^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$/, says('fingerprint'));

const Share = z.number().min(0).max(1);
/** A part of the picture, in shares of its width and height. */
const PlateRegion = z
  .strictObject({ left: Share, top: Share, right: Share, bottom: Share })
  .refine(({ bottom, left, right, top }) => left < right && top < bottom, says('region-empty'));

const Camera = z.strictObject({
  id: Id,
  role: CameraRole,
  scaleId: Id.optional(),
  driver: z.literal('onvif'),
  address: Address,
  username: z.string().max(64).optional(),
  password: Secret.optional(),
  /** The one certificate that an https camera may show. */
  certificate: Fingerprint.optional(),
  display: Display.optional(),
  /** Plates elsewhere are other vehicles'. Left out: the truck's is found among all. */
  plateRegion: PlateRegion.optional(),
  /** false: not shown live (a thin line to it, or a camera that gives pictures only). */
  live: z.boolean().default(true),
  /** Instead of what the camera says of its streams; the camera's own user and password hold. */
  video: z
    .strictObject({
      /** The stream that is recorded and shown. */
      address: StreamAddress,
      /** A smaller one in H.264, for who cannot decode the other. */
      subAddress: StreamAddress.optional(),
    })
    .optional(),
});

const Printer = printerForm(BytePort, Id.optional());

/** What every board has. A board with a time-out must say it: without a dark frame, silence is all that darkens it. */
const BOARD = { scaleId: Id.optional(), port: BytePort };
/** Measured at the board with its cable pulled; when the station calls the signal lost (3 s) it must be dark. */
const DARK_BY_ITSELF = { blanksAfterMs: z.number().int().min(500).max(3000) };
const boardNumber = (most: number) => z.number().int().min(1).max(most).default(1);
const dots = z.number().int().min(0).max(4096);
/** native/display/README.md says what each is. */
const DisplayBoard = z.discriminatedUnion('board', [
  z.strictObject({ board: z.literal('indicator-frame'), ...BOARD, ...DARK_BY_ITSELF }),
  z.strictObject({ board: z.literal('led-sum4'), ...BOARD, ...DARK_BY_ITSELF, address: boardNumber(255) }),
  z.strictObject({
    board: z.literal('led-xunpeng'),
    ...BOARD,
    ...DARK_BY_ITSELF,
    address: boardNumber(255),
    colour: z.number().int().min(0).max(255).default(0),
  }),
  z.strictObject({ board: z.literal('led-wltj'), ...BOARD, line: boardNumber(255) }),
  z.strictObject({
    board: z.literal('onbon-bx'),
    ...BOARD,
    address: boardNumber(0xfff0),
    area: z.strictObject({
      id: z.number().int().min(0).max(31).default(0),
      x: dots,
      y: dots,
      width: dots.min(1),
      height: dots.min(1),
    }),
    // Codes of the controller, not text: a text before the digits could be taken for one.
    font: z
      .string()
      .regex(/^[A-Z]\d{3}$/, says('letters-digits'))
      .optional(),
    colour: z.number().int().min(1).max(9).optional(),
    answers: z.boolean().default(true),
  }),
]);

const Platform = z.discriminatedUnion('adapter', [
  z.strictObject({
    adapter: z.literal('standard'),
    url: Address,
    enrolmentCode: z.string().max(128).optional(),
    caFile: z.string().nullable().optional(),
  }),
  /** A county's own interface, as its mapping says. */
  z.strictObject({
    adapter: z.literal('county-json'),
    url: Address,
    caFile: z.string().nullable().optional(),
    /** One that ships with the program, or a file. */
    mapping: z.string().min(1).max(1024),
    appId: RequiredText(128),
    /** The key of the signature. */
    secret: Secret,
  }),
]);

/** Site rules: what the law leaves to the unit. Defaults are the ones of station-contract.md and domain.md §3.3. */
const Rules = z.strictObject({
  sheetMaxAgeMinutes: z.number().int().min(1).max(1440).default(120),
  storedTareDays: z.number().int().min(1).max(366).default(30),
  openTruckHours: z.number().int().min(1).max(168).default(24),
  /** A vehicle that came in and was not seen going out for so long is a person's matter (domain.md W22). */
  inWithoutOutHours: z.number().int().min(1).max(720).default(24),
  /** Subtracted from nothing by law; a value above 0 is stored in every record it touched. */
  limitToleranceKg: z.number().int().min(0).max(2000).default(0),
  /** The same vehicle again within so long is asked about (domain.md W16); 0 = never. Left out: {@link MIN_INTERVAL}. */
  minIntervalSeconds: z.number().int().min(0).max(86_400).optional(),
  /** Nobody who left with a sheet is back sooner (product.md P5); 0 = not asked. Left out: {@link MIN_TRIP}. */
  minTripMinutes: z.number().int().min(0).max(1440).optional(),
  /** Papers without which a vehicle is not loaded (product.md L8). One that is known to be out of date never is. */
  requirePapers: z.array(PaperKind).max(4).default([]),
  /** A scale whose verification is over (domain.md W18): told, or no load sheet of it any more. */
  expiredCertificate: z.enum(['warn', 'block']).default('warn'),
  /** A picture of the indicator's seal is due after so many days (domain.md A2); 0 = none is asked for. */
  sealPhotoDays: z.number().int().min(0).max(366).default(30),
  /** Other axles than the vehicle's file says are asked about. Left out: {@link ASK_OTHER_AXLES}. */
  askOtherAxles: z.boolean().optional(),
});

/** No truck is loaded in a minute. Simulated ones are: their days pass quickly. */
const MIN_INTERVAL = { real: 60, simulated: 0 };

/** Minutes. The way out of the yard, unloading and the way back take longer at any site. */
const MIN_TRIP = { real: 10, simulated: 0 };

/** Simulated trucks change their axles with whoever tries something out. */
const ASK_OTHER_AXLES = { real: true, simulated: false };

/** On one computer: more would not fit the screen's tabs, nor a clerk's two eyes. */
const MOST_SCALES = 4;

/** One channel of a recorder that stands on site: proven daily that a picture of it can be had. */
const RecorderChannel = z.strictObject({
  id: Id,
  /** Its number in GB/T 28181, as the county knows it. */
  gbId: z.string().regex(/^\d{20}$/, says('gb-id')),
  address: StreamAddress,
  username: z.string().max(64).optional(),
  password: Secret.optional(),
});

const Recording = z.strictObject({
  /** A clip begins at most so long before the truck comes. */
  preRollSeconds: z.number().int().min(0).max(30).default(15),
  /** And is at most so long; a truck that stands longer is in several. */
  clipMinutes: z.number().int().min(1).max(60).default(15),
  /** Everything else, too, ten minutes a file. Four cameras of 2 Mbit/s make 86 GB a day. */
  segments: z.boolean().default(false),
  /** Below this the oldest video goes, whatever its age. */
  minFreeGb: z.number().min(0.01).max(10_000).default(5),
});

const SiteHours = z.number().min(0.1).max(720).nullable();

const ConfigurationFile = z.strictObject({
  station: z.strictObject({
    name: RequiredText(64),
    unitName: RequiredText(128),
    unitCode: z
      .string()
      .min(1)
      .max(40)
      .regex(/^[0-9A-Za-z-]+$/, says('letters-digits-hyphens')),
    stationNo: z
      .string()
      .min(1)
      .max(8)
      .regex(/^[0-9A-Za-z]+$/, says('letters-digits')),
    operator: RequiredText(64).optional(),
  }),
  simulated: z.boolean().default(false),
  mode: z.enum(['attended', 'unattended']).default('attended'),
  /** Attended: photograph a steady truck at once, so that the clerk only confirms. */
  captureWhenSteady: z.boolean().default(false),
  /** One of the two, never both (station-contract.md). */
  scale: Scale.optional(),
  scales: z.array(Scale).min(1).max(MOST_SCALES).optional(),
  cameras: z.array(Camera).max(16).default([]),
  recorders: z.array(RecorderChannel).max(64).default([]),
  printer: Printer.nullable().default(null),
  printing: Printing.prefault({}),
  displayBoard: DisplayBoard.nullable().default(null),
  /** What is read in the pictures of a weighing. A display only where a camera's is marked. */
  recognition: z
    .strictObject({
      plates: z.boolean().default(true),
      displays: z.boolean().default(true),
      /** Of so many trucks the clerk types the plate without seeing what was read (product.md P4: a random 2 %). */
      blindShare: z.number().min(0).max(1).default(0.02),
    })
    .prefault({}),
  /** null: nothing listens for smart cameras. */
  platePush: PlatePush.nullable().default(null),
  gate: z.strictObject({ minIntervalSeconds: z.number().int().min(0).max(600).default(15) }).prefault({}),
  /** null: no barrier is moved by this program. */
  barrier: barrierSettings(BytePort).nullable().default(null),
  platform: Platform.nullable().default(null),
  rules: Rules.prefault({}),
  /** Hours within which what was raised on site is to be explained, by level; null: no deadline (domain.md §4: the site's to set). */
  warnings: z
    .strictObject({
      siteHours: z
        .strictObject({
          critical: SiteHours.default(2),
          high: SiteHours.default(8),
          medium: SiteHours.default(24),
          info: SiteHours.default(null),
        })
        .prefault({}),
    })
    .prefault({}),
  /** null: video is shown, and not recorded here (a recorder stands on site). */
  recording: Recording.nullable().default(null),
  retention: z
    .strictObject({ imagesDays: z.number().int().min(1).max(3660), videoDays: z.number().int().min(1).max(3660) })
    .default({ imagesDays: 365, videoDays: 90 }),
});
type ConfigurationFile = z.infer<typeof ConfigurationFile>;
export type ScaleSettings = z.infer<typeof Scale>;
/** As the station uses it: a list of scales, however the file writes it. */
export type Configuration = Omit<ConfigurationFile, 'scale' | 'scales' | 'rules'> & {
  readonly scales: readonly [ScaleSettings, ...ScaleSettings[]];
  readonly rules: ConfigurationFile['rules'] & {
    readonly askOtherAxles: boolean;
    readonly minIntervalSeconds: number;
    readonly minTripMinutes: number;
  };
};
export type CameraSettings = Configuration['cameras'][number];
export type RecorderChannelSettings = Configuration['recorders'][number];
export type PrinterSettings = NonNullable<Configuration['printer']>;
export type DisplayBoardSettings = NonNullable<Configuration['displayBoard']>;
export type PlatformSettings = NonNullable<Configuration['platform']>;

/**
 * Reads and checks the configuration file.
 * @param protocols what an indicator may speak
 * @throws CodedError config.missing-file | config.unreadable | config.not-json {file, line, column} |
 *   config.invalid {path, reason, limit} | config.platform-not-loopback
 */
export function readConfiguration(file: string, protocols: IndicatorProtocols): Configuration {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new CodedError(missing ? 'config.missing-file' : 'config.unreadable', { file }, { cause: error });
  }
  const json = text.replace(/^\uFEFF/, '');
  const fault = jsonFault(json);
  if (fault !== null) throw new CodedError('config.not-json', { file, ...fault });
  return parseConfiguration(JSON.parse(json), protocols);
}

/** As {@link readConfiguration}, from a value already parsed from JSON. No refusal quotes a value: it may be a secret. */
export function parseConfiguration(value: unknown, protocols: IndicatorProtocols): Configuration {
  const result = ConfigurationFile.safeParse(value);
  if (!result.success) throw faultOf(result.error.issues, value);
  const { scale: alone, scales, ...others } = result.data;
  if (alone !== undefined && scales !== undefined) throw configInvalid('scales', 'scale-and-scales');
  for (const [index, { indicator }] of (scales ?? (alone === undefined ? [] : [alone])).entries())
    checkIndicator(indicator, protocols, `${alone === undefined ? `scales.${index}` : 'scale'}.indicator`, value);
  const [first, ...rest] = alone === undefined ? (scales ?? []) : [alone];
  if (first === undefined) throw configInvalid('scale', 'missing');
  const site = others.simulated ? 'simulated' : 'real';
  const { askOtherAxles = ASK_OTHER_AXLES[site], minIntervalSeconds = MIN_INTERVAL[site] } = others.rules;
  const { minTripMinutes = MIN_TRIP[site] } = others.rules;
  const rules = { ...others.rules, askOtherAxles, minIntervalSeconds, minTripMinutes };
  const configuration: Configuration = { ...others, rules, scales: [first, ...rest] };
  checkScales(configuration.scales, alone === undefined);
  checkDevices(configuration);
  checkDisplayBoard(configuration);
  checkBarrier(configuration);
  checkRelayPorts(configuration);
  checkPlatform(configuration);
  checkPlatePush(configuration.platePush, configuration.cameras);
  return configuration;
}

/** Each looks at one end of the truck, and a record has one picture of it; the others may be several. */
const UNIQUE_ROLES: readonly string[] = ['front', 'rear'] satisfies CameraRole[];

function checkScales(scales: readonly ScaleSettings[], listed: boolean): void {
  for (const [index, { id, indicator, maxKg, minKg, zeroBandKg }] of scales.entries()) {
    const path = listed ? `scales.${index}` : 'scale';
    const before = scales.slice(0, index);
    if (minKg >= maxKg) throw configInvalid(`${path}.minKg`, 'not-below-max');
    // A truck that weighs something would count as an empty deck.
    if (zeroBandKg > minKg) throw configInvalid(`${path}.zeroBandKg`, 'too-large', minKg);
    if (before.some((scale) => scale.id === id)) throw configInvalid(`${path}.id`, 'id-twice');
    // One wire, two scales: the weight of one would stand in the records of the other.
    if (before.some((scale) => samePort(scale.indicator.port, indicator.port)))
      throw configInvalid(`${path}.indicator.port`, 'port-twice');
  }
}

/** Adapters of one maker may all bear the same number: where only that is said, it may be the same one. */
export function samePort(one: BytePort, other: BytePort): boolean {
  if (one.kind === 'tcp' || other.kind === 'tcp')
    return one.kind === 'tcp' && other.kind === 'tcp' && one.host === other.host && one.port === other.port;
  if (one.usb === undefined || other.usb === undefined) return one.path !== undefined && one.path === other.path;
  const { id: oneId = other.usb.id, serialNumber } = one.usb;
  return serialNumber === other.usb.serialNumber && oneId === (other.usb.id ?? oneId);
}

/** Who else writes on a relay's line may move its arm, and takes the answers meant for it: nothing shares one, two boards neither. */
function checkRelayPorts({ barrier, displayBoard, printer, scales }: Configuration): void {
  const slips = printer !== null && 'port' in printer && printer.port?.kind !== 'device' ? printer.port : undefined;
  const ports = [...scales.map(({ indicator }) => indicator.port), displayBoard?.port, slips];
  const taken = ports.filter((port) => port !== undefined);
  for (const [index, { port }] of (barrier?.relays ?? []).entries()) {
    if (taken.some((other) => samePort(other, port))) throw configInvalid(`barrier.relays.${index}.port`, 'port-twice');
    taken.push(port);
  }
}

/** What the types alone cannot say: unique ids, one camera an end of a truck, and a scale that is there. */
function checkDevices({ cameras, printer, recorders, scales }: Configuration): void {
  const known = (scaleId: string): boolean => scales.some(({ id }) => id === scaleId);
  for (const [index, { address, certificate, display, id, role, scaleId, video }] of cameras.entries()) {
    for (const key of ['address', 'subAddress'] as const) {
      const stream = video?.[key];
      // The password goes where the camera is, and nowhere else.
      if (stream !== undefined && new URL(stream).hostname !== new URL(address).hostname)
        throw configInvalid(`cameras.${index}.video.${key}`, 'other-host');
    }
    checkDisplay(`cameras.${index}.display`, display, scales.find((scale) => scale.id === scaleId) ?? scales[0]);
    const before = cameras.slice(0, index);
    // Over http there is no certificate: whoever pinned one believes in a safety that is not there.
    if (certificate !== undefined && !address.toLowerCase().startsWith('https:'))
      throw configInvalid(`cameras.${index}.address`, 'https-only');
    if (before.some((camera) => camera.id === id)) throw configInvalid(`cameras.${index}.id`, 'id-twice');
    if (scaleId !== undefined && !known(scaleId)) throw configInvalid(`cameras.${index}.scaleId`, 'other-scale');
    if (!UNIQUE_ROLES.includes(role)) continue;
    // With one scale it is plain which one a camera looks at.
    if (scaleId === undefined && scales.length > 1) throw configInvalid(`cameras.${index}.scaleId`, 'missing');
    if (before.some((camera) => camera.role === role && camera.scaleId === scaleId))
      throw configInvalid(`cameras.${index}.role`, 'role-twice');
  }
  for (const [index, { id }] of recorders.entries())
    if ([...cameras, ...recorders.slice(0, index)].some((other) => other.id === id))
      throw configInvalid(`recorders.${index}.id`, 'id-twice');
  if (printer?.scaleId !== undefined && !known(printer.scaleId)) throw configInvalid('printer.scaleId', 'other-scale');
}

/** A display that rounds shows another number than the weight that is saved, and would contradict every truck. */
function checkDisplay(path: string, display: CameraSettings['display'], { divisionKg }: ScaleSettings): void {
  if (display === undefined) return;
  const stepKg = display.unit === 't' ? 10 ** (3 - display.decimals) : 1;
  if (divisionKg % stepKg !== 0) throw configInvalid(`${path}.decimals`, 'too-coarse', divisionKg);
}

/** It shows one scale's weight, and nobody guesses which. */
function checkDisplayBoard({ displayBoard, scales }: Configuration): void {
  if (displayBoard === null) return;
  const { scaleId } = displayBoard;
  if (scaleId === undefined && scales.length > 1) throw configInvalid('displayBoard.scaleId', 'missing');
  if (scaleId !== undefined && !scales.some(({ id }) => id === scaleId))
    throw configInvalid('displayBoard.scaleId', 'other-scale');
}

/** A simulated station's platform is on loopback only; any other is spoken to in secret. */
function checkPlatform({ platform, simulated }: Configuration): void {
  if (platform === null) return;
  const loopback = isLoopback(new URL(platform.url).hostname);
  if (simulated && !loopback) throw new CodedError('config.platform-not-loopback', { url: platform.url });
  if (!loopback && !platform.url.startsWith('https:')) throw configInvalid('platform.url', 'https-only');
}

/** 127.0.0.0/8, ::1 and localhost. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname === '::1' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
