/** Builds the drivers of everything attached from the configuration: the one place that knows which driver is for what. */
import { AdapterLink } from '../../native/adapter-link.ts';
import type { WritableLinkFactory } from '../../native/byte-link.ts';
import { CameraEvents } from '../../native/camera/camera-events.ts';
import { CameraSetup } from '../../native/camera/camera-setup.ts';
import { readPin } from '../../native/camera/certificate-pin.ts';
import { discoverCameras, networkConnections } from '../../native/camera/discovery.ts';
import { readJpegStructure } from '../../native/camera/jpeg-structure.ts';
import { OnvifCamera } from '../../native/camera/onvif-camera.ts';
import { thumbnail } from '../../native/camera/thumbnail.ts';
import { PushReceiver, type PushReceiverOptions } from '../../native/camera/push/push-receiver.ts';
import type { PushAuth } from '../../native/camera/push/source-guard.ts';
import type { Device } from '../../native/device.ts';
import { makeBoard } from '../../native/display/boards/index.ts';
import { DisplayBoard } from '../../native/display/display-board.ts';
import { lcusRelay } from '../../native/barrier/lcus-relay.ts';
import { modbusRelay } from '../../native/barrier/modbus-relay.ts';
import { RelayBoard } from '../../native/barrier/relay-board.ts';
import { EscpPrinter } from '../../native/printer/escp-printer.ts';
import { EscposPrinter, receiptPrinter } from '../../native/printer/escpos-printer.ts';
import { IppQueue } from '../../native/printer/ipp-queue.ts';
import { deviceLine, networkLine, serialLine } from '../../native/printer/one-way-line.ts';
import type { PrinterDevice } from '../../native/printer/printer-device.ts';
import { qrModules } from '../../native/printer/qr-modules.ts';
import { DesktopPrinter } from '../../native/printer/desktop-printer.ts';
import { SystemPrinter } from '../../native/printer/system-printer.ts';
import { after } from '../../native/reconnect.ts';
import { canBeHeard } from '../../native/scale/listening/judge.ts';
import { PortListener } from '../../native/scale/listening/listener.ts';
import { SCALE_PROTOCOLS } from '../../native/scale/protocols/index.ts';
import { ScaleDriver, type IndicatorLine } from '../../native/scale/scale-driver.ts';
import { listSerialPorts, SerialLink } from '../../native/serial-link.ts';
import { TcpLink } from '../../native/tcp-link.ts';
import { adapterAt, pathsOfAdapter } from '../../native/usb-adapter.ts';
import { recordingPieces } from '../../native/wire-recording.ts';
import type { PagePaper } from '../../preload/contract/paper.ts';
import type { Clock } from '../../preload/contract/vocabulary.ts';
import type { GateWatchParts } from './gate/gate-watch.ts';
import type { ComposeOptions } from './host-channel.ts';
import type { CameraInspectorParts } from './cameras/camera-inspector.ts';
import type { DeviceIdentity } from './ledger/serial-watch.ts';
import type { ListeningParts } from './listening/listening-service.ts';
import { makePdf } from './pdf/make-pdf.ts';
import { pagePdf } from './printing/page-pdf.ts';
import { codeTexts } from './printing/sheet-papers.ts';
import { MOTION_GRID } from './rules/gate-motion.ts';
import { configInvalid } from './settings/config-fault.ts';
import type {
  BytePort,
  CameraSettings,
  Configuration,
  PrinterSettings,
  ScaleSettings,
} from './settings/configuration.ts';
import type { IndicatorProtocols } from './settings/indicator-options.ts';
import type { PlatePushSettings } from './settings/plate-push-settings.ts';
import { printsThrough } from './settings/printer-settings.ts';
import { readSecret } from './settings/secrets.ts';
import type { VideoCamera } from './video/video-feeds.ts';
import type { PictureTaker } from './weighing/evidence.ts';

/** What an indicator may speak: the configuration is checked by it. */
export const INDICATOR_PROTOCOLS: IndicatorProtocols = SCALE_PROTOCOLS;

type PushSource = PlatePushSettings['sources'][number];

export interface AttachedScale {
  readonly settings: ScaleSettings;
  readonly driver: ScaleDriver;
}

export interface AttachedCamera extends PictureTaker {
  /** null: it looks at no scale (gate, office). */
  readonly scaleId: string | null;
  /** It may be shown live. */
  readonly live: boolean;
}

export interface AttachedChannel {
  readonly id: string;
  readonly gbId: string;
  readonly address: string;
  readonly username: string | null;
  readonly password: string;
}

export interface AttachedBoard {
  /** The scale whose reading it shows. */
  readonly scaleId: string;
  readonly driver: DisplayBoard;
}

export interface Drivers {
  /** In the order of the configuration. */
  readonly scales: readonly AttachedScale[];
  readonly cameras: readonly AttachedCamera[];
  /** The same ones' video. */
  readonly videoCameras: readonly Omit<VideoCamera, 'preRollMs'>[];
  /** Cameras, asked which they are. */
  readonly identities: readonly { readonly deviceId: string; ask(): Promise<DeviceIdentity | null> }[];
  /** Channels of recorders: only proven to be there. */
  readonly channels: readonly AttachedChannel[];
  /** null = no printer is configured. */
  readonly printer: PrinterDevice | null;
  /** null = no outdoor board is driven by this program. */
  readonly displayBoard: AttachedBoard | null;
  /** The relay boards of barriers and lights, by id. */
  readonly relays: ReadonlyMap<string, RelayBoard>;
  /** All of them but the scales. */
  readonly others: readonly Device[];
}

type DriverOptions = Pick<ComposeOptions, 'clock' | 'configuration' | 'dataDir' | 'log' | 'printHost'>;

/** Nothing is opened yet. @throws CodedError config.invalid for a password's file that cannot be read or a board too small for its scale */
export function makeDrivers(options: DriverOptions): Drivers {
  const { clock, configuration, printHost } = options;
  const scales = configuration.scales.map((settings) => ({ settings, driver: makeScale(settings, options) }));
  const [only, ...more] = configuration.scales;
  const cameras = configuration.cameras.map((camera) => ({
    settings: camera,
    role: camera.role,
    live: camera.live,
    scaleId: camera.scaleId ?? (more.length === 0 ? only.id : null),
    driver: makeCamera(camera, options),
  }));
  const printer = makePrinter(configuration.printer, clock, printHost);
  const displayBoard = makeDisplayBoard(configuration, clock);
  const relays = makeRelays(configuration, clock);
  return {
    scales,
    cameras: cameras.map(({ role, scaleId, live, driver }) => ({
      id: driver.id,
      role,
      scaleId,
      live,
      takePicture: (picture) => driver.takePicture(picture),
    })),
    videoCameras: cameras.map(({ driver, settings }) => ({
      id: settings.id,
      configured: settings.video ?? null,
      streams: () => driver.streams(),
      username: settings.username ?? null,
      password: passwordOf(settings, options.dataDir) ?? '',
      certificate: settings.certificate === undefined ? null : readPin(settings.certificate),
    })),
    identities: cameras.map(({ driver }) => ({
      deviceId: driver.id,
      async ask() {
        const told = await driver.information();
        return told === null ? null : { serial: told.serial, model: `${told.maker} ${told.model}`.trim() };
      },
    })),
    channels: configuration.recorders.map(({ address, gbId, id, password, username = null }) => ({
      id,
      gbId,
      address,
      username,
      password: password === undefined ? '' : readSecret(password, `recorders.${id}.password`, options.dataDir),
    })),
    printer,
    displayBoard,
    relays,
    others: [
      ...cameras.map(({ driver }) => driver),
      ...(displayBoard === null ? [] : [displayBoard.driver]),
      ...(printer === null ? [] : [printer]),
      ...relays.values(),
    ],
  };
}

/** The USB adapter that a scale's wire hangs on; null: there is none, or the system does not tell. */
export async function adapterIdentity(port: BytePort): Promise<DeviceIdentity | null> {
  if (port.kind === 'tcp') return null;
  const ports = await listSerialPorts();
  const [path, ...more] = port.usb === undefined ? [port.path] : pathsOfAdapter(port.usb, ports);
  const facts = more.length > 0 ? undefined : ports.find((one) => one.path === path);
  if (facts?.serialNumber == null) return null;
  return { serial: facts.serialNumber, model: [facts.maker, facts.usbId].filter((part) => part !== null).join(' ') };
}

/** A QR code's dark and light modules. */
export const qrCode = qrModules;

/** Walks a JPEG without decoding it; never throws. */
export const jpegStructure = readJpegStructure;

/** What talks back is asked how it is; the others only take bytes (native/printer/README.md). */
function makePrinter(
  settings: Configuration['printer'],
  clock: Clock,
  host: ComposeOptions['printHost'],
): PrinterDevice | null {
  if (settings === null) return null;
  const own = { id: 'printer', clock };
  if (settings.driver === 'system') {
    if (host !== null && isByDesktop(settings, host))
      return new DesktopPrinter({ ...own, name: settings.queue, host, codesOf: codesOn });
    return new SystemPrinter({ ...own, queue: new IppQueue(settings.queue), makePdf: pdfOfPages });
  }
  const { port } = settings;
  if (settings.driver === 'escpos' && port.kind === 'tcp') return new EscposPrinter({ ...own, address: port });
  const line =
    port.kind === 'tcp' ? networkLine(port) : port.kind === 'device' ? deviceLine(port.path) : serialLine(wire(port));
  return settings.driver === 'escp' ? new EscpPrinter({ ...own, line }) : receiptPrinter({ ...own, line });
}

/** Headless there is only CUPS, which then says that it is not there. */
export const isByDesktop = (settings: PrinterSettings, host: ComposeOptions['printHost']): boolean =>
  host !== null && settings.driver === 'system' && printsThrough(settings, process.platform) === 'desktop';

async function pdfOfPages(paper: PagePaper): Promise<Buffer> {
  const codes = await codesOn(paper);
  return makePdf(pagePdf(paper, [...codes.keys()][0] ?? '', codes));
}

const codesOn = async (paper: PagePaper): Promise<ReadonlyMap<string, boolean[][]>> =>
  new Map(await Promise.all(codeTexts(paper).map(async (text) => [text, await qrModules(text)] as const)));

function makeRelays({ barrier }: Configuration, clock: Clock): ReadonlyMap<string, RelayBoard> {
  if (barrier === null) return new Map();
  return new Map(
    barrier.relays.map(({ id, board, port, firstCoil, unit }) => {
      const outputs = barrier.places
        .filter(({ relay }) => relay === id)
        .flatMap(({ green, open, red }) => [open, red, green].filter((output) => output !== undefined));
      const framing = board === 'modbus-tcp' ? 'tcp' : 'rtu';
      const protocol = board === 'lcus' ? lcusRelay : modbusRelay({ framing, unit, firstCoil });
      return [id, new RelayBoard({ id, protocol, outputs, connect: wire(port), clock })];
    }),
  );
}

function makeDisplayBoard({ displayBoard, scales }: Configuration, clock: Clock): AttachedBoard | null {
  if (displayBoard === null) return null;
  const { port } = displayBoard;
  const scale = scales.find(({ id }) => id === displayBoard.scaleId) ?? scales[0];
  const board = makeBoard(displayBoard);
  // What it cannot show it leaves dark; a board that is dark under every full truck is none.
  if (board.mostKg < scale.maxKg) throw configInvalid('displayBoard.board', 'too-small', scale.maxKg);
  const baudRate = port.kind === 'serial' ? port.baudRate : null;
  return {
    scaleId: scale.id,
    driver: new DisplayBoard({ id: 'display-board', board, connect: wire(port), baudRate, clock }),
  };
}

function makeScale({ id, indicator, unit }: ScaleSettings, { clock, log }: DriverOptions): ScaleDriver {
  const scaleLog = log.child({ device: id });
  return new ScaleDriver({
    id,
    ...lineOf(indicator),
    unit,
    clock,
    log: (event) => scaleLog.info(event, 'indicator'),
  });
}

const lineOf = ({ options, port, protocol }: ScaleSettings['indicator']): IndicatorLine => ({
  protocol,
  options,
  connect: wire(port),
  ...formOf(port),
});

/** How characters are read at the port; mark and space are no form that bit 7 could tell. */
function formOf(port: BytePort): Pick<IndicatorLine, 'form'> {
  if (port.kind === 'tcp' || port.parity === 'mark' || port.parity === 'space') return {};
  const { dataBits, parity, stopBits } = port;
  return { form: { dataBits, parity, stopBits } };
}

/** What the listening needs of the outside world: ports, and a hand that only listens. */
export function makeListening(
  clock: Clock,
): Pick<
  ListeningParts,
  'adapterAt' | 'after' | 'cannotBeHeard' | 'lineOf' | 'listenAt' | 'listPorts' | 'pathsOfAdapter'
> {
  return {
    after,
    cannotBeHeard: SCALE_PROTOCOLS.filter((protocol) => !canBeHeard(protocol)).map(({ id, talks }) => ({
      protocol: id,
      why: talks === 'when-asked' ? ('asked' as const) : ('ninth-bit' as const),
    })),
    lineOf,
    listenAt: (port, onChange) =>
      new PortListener({
        connect: (form) => (events) =>
          port.kind === 'serial' ? new SerialLink({ path: port.path, ...form }, events) : new TcpLink(port, events),
        hasSpeed: port.kind === 'serial',
        protocols: SCALE_PROTOCOLS.filter(canBeHeard),
        clock,
        after,
        onChange,
      }),
    listPorts: listSerialPorts,
    adapterAt,
    pathsOfAdapter,
  };
}

/** The last happenings on a scale's wire as text, some lines at a time. */
export const wireText = ({ trace }: ScaleDriver, remarks: readonly string[]): Iterable<string> =>
  recordingPieces(trace.entries(), remarks);

function wire(port: BytePort): WritableLinkFactory {
  if (port.kind === 'tcp') return (events) => new TcpLink(port, events);
  const { path, usb: adapter, ...form } = port;
  if (adapter !== undefined)
    return (events) =>
      new AdapterLink(
        {
          adapter,
          listPorts: listSerialPorts,
          openAt: (at, portEvents) => new SerialLink({ path: at, ...form }, portEvents),
          after,
        },
        events,
      );
  if (path === undefined) throw new RangeError('a serial port without path and adapter');
  return (events) => new SerialLink({ path, ...form }, events);
}

/** How a gate is watched: what its camera tells, and its pictures as small ones. */
export function makeGateWatching({ clock, configuration, dataDir, log }: DriverOptions): Pick<
  GateWatchParts,
  'thumbnail'
> & {
  eventsOf(cameraId: string): GateWatchParts['events'];
} {
  return {
    thumbnail: (jpeg) => thumbnail(jpeg, MOTION_GRID),
    eventsOf: (cameraId) => (heard) => {
      const camera = configuration.cameras.find(({ id }) => id === cameraId);
      if (camera === undefined) throw new RangeError(`no camera ${cameraId}`);
      const { address, certificate, password = '', username } = accessOf(camera, dataDir);
      const target = {
        address: new URL(address),
        username: username || null,
        password,
        certificate: certificate ?? null,
        clock,
      };
      const eventLog = log.child({ device: cameraId });
      return new CameraEvents(target, {
        onEvent: (event) => heard.onEvent(event),
        onState: (state) => {
          if (state.kind === 'waiting')
            eventLog.info({ code: state.error.code, why: state.error.detail }, 'no camera events');
          heard.onState(state);
        },
      });
    },
  };
}

/** A shared secret of fewer characters is guessed. */
const LEAST_SECRET = 8;

/**
 * Where smart cameras post to; null: nobody may.
 * @throws CodedError config.invalid for a secret that is not there, or too short
 */
export function makePushReceiver(
  { clock, configuration: { platePush }, dataDir, log }: DriverOptions,
  take: PushReceiverOptions['take'],
): PushReceiver | null {
  if (platePush === null) return null;
  const { connection, port, sources } = platePush;
  return new PushReceiver({
    id: 'plate-push',
    connection,
    port,
    sources: sources.map(({ address, auth }, index) => ({ address, auth: withSecret(auth, index, dataDir) })),
    take,
    clock,
    log: log.child({ device: 'plate-push' }),
  });
}

function withSecret(auth: PushSource['auth'], index: number, dataDir: string): PushAuth {
  const key = auth.kind === 'secret' ? 'secret' : 'password';
  const path = `platePush.sources.${index}.auth.${key}`;
  const secret = readSecret(auth.kind === 'secret' ? auth.secret : auth.password, path, dataDir);
  if (secret.length < LEAST_SECRET) throw configInvalid(path, 'too-short', LEAST_SECRET);
  return auth.kind === 'secret' ? { ...auth, secret } : { ...auth, password: secret };
}

function makeCamera(camera: CameraSettings, { clock, dataDir, log }: DriverOptions): OnvifCamera {
  const { id, role } = camera;
  return new OnvifCamera({ id, role, ...accessOf(camera, dataDir), clock, log: log.child({ device: id }) });
}

/** How a camera is spoken to. @throws CodedError config.invalid for a password's file that cannot be read */
function accessOf({ address, certificate, id, password, username }: CameraSettings, dataDir: string) {
  const pin = certificate === undefined ? null : readPin(certificate);
  return {
    address,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password: readSecret(password, `cameras.${id}.password`, dataDir) }),
    ...(pin === null ? {} : { certificate: pin }),
  };
}

/** What an installer may ask of cameras, those of the configuration and others. */
export function makeCameraInspection({ clock, configuration, dataDir }: DriverOptions): CameraInspectorParts {
  return {
    configured: configuration.cameras,
    known: (cameraId, { certificate, username } = {}) => {
      const camera = configuration.cameras.find(({ id }) => id === cameraId);
      if (camera === undefined) return null;
      const asked = {
        ...camera,
        ...(username === undefined ? {} : { username: username ?? undefined }),
        ...(certificate === undefined ? {} : { certificate: certificate ?? undefined }),
      };
      return new CameraSetup({ ...accessOf(asked, dataDir), clock });
    },
    stranger: ({ address, certificate, username, password }) => {
      const pin = certificate == null ? null : readPin(certificate);
      return new CameraSetup({
        address,
        ...(username === null ? {} : { username }),
        password,
        ...(pin === null ? {} : { certificate: pin }),
        clock,
      });
    },
    networks: networkConnections,
    discover: discoverCameras,
  };
}

function passwordOf({ id, password }: CameraSettings, dataDir: string): string | undefined {
  return password === undefined ? undefined : readSecret(password, `cameras.${id}.password`, dataDir);
}
