/** Finds the cameras on the local network (product.md, C2): what an installer chooses from. */
import { randomUUID } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import { CameraError } from './camera-error.ts';
import {
  DISCOVERY_GROUP,
  DISCOVERY_PORT,
  PROBE_TYPES,
  probeMessage,
  readProbeMatches,
  type ProbeAnswer,
} from './onvif/probe-message.ts';

export interface FoundCamera {
  /** Stable name of the device, e.g. urn:uuid:…; empty where it has none. */
  readonly urn: string;
  /** Whatever the device calls itself; may be empty. */
  readonly name: string;
  readonly hardware: string;
  /** Device service addresses, http and https only; those that lie where the answer came from stand first. */
  readonly addresses: readonly string[];
  /** Where the answer came from. */
  readonly from: string;
}

export interface Discovery {
  readonly cameras: readonly FoundCamera[];
  /** Answers that were none, and those above the limits. */
  readonly ignored: number;
}

/** One network connection of this computer that can be searched on. */
export interface NetworkConnection {
  readonly name: string;
  readonly address: string;
}

export interface HeardAnswer {
  readonly from: string;
  readonly text: string;
}

/** More cameras than this are a fault of the network, or a joke. */
const MAX_FOUND = 64;
/** Two questions, three times, a hundred devices: more is noise. */
const MAX_HEARD = 2000;
const MAX_ADDRESSES = 8;
const LISTEN_MS = 3000;
const ROUNDS = 3;
const BETWEEN_MS = 200;

const running = new Map<string, Promise<Discovery>>();

/** IPv4 only: so is WS-Discovery at every camera seen. Loopback is left out, unless it is all there is. */
export function networkConnections(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>> = networkInterfaces(),
): NetworkConnection[] {
  const all = Object.entries(interfaces).flatMap(([name, infos = []]) =>
    infos.filter(({ family }) => family === 'IPv4').map(({ address, internal }) => ({ name, address, internal })),
  );
  const outer = all.filter(({ internal }) => !internal);
  return (outer.length > 0 ? outer : all).map(({ name, address }) => ({ name, address }));
}

/**
 * Asks by multicast and listens for 3 s. A second call for the same while one runs gets the same answer.
 * @param connection the name of one of this computer's; left out: on all of them
 * @throws CameraError camera.interface-unknown when this computer has no such connection
 */
export async function discoverCameras(connection?: string): Promise<Discovery> {
  const all = networkConnections();
  const wanted = connection === undefined ? all : all.filter(({ name }) => name === connection);
  if (wanted.length === 0) throw new CameraError('camera.interface-unknown', connection ?? 'none at all');
  const key = connection ?? '';
  const search = running.get(key) ?? listen(wanted.map(({ address }) => address)).finally(() => running.delete(key));
  running.set(key, search);
  return await search;
}

async function listen(localAddresses: readonly string[]): Promise<Discovery> {
  const heard: HeardAnswer[] = [];
  let dropped = 0;
  const sockets: Socket[] = [];
  try {
    for (const local of localAddresses) {
      const socket = createSocket({ type: 'udp4' });
      sockets.push(socket);
      socket.on('message', (message, { address }) => {
        if (heard.length < MAX_HEARD) heard.push({ from: address, text: message.toString('utf8') });
        else dropped += 1;
      });
      // A connection that has just gone down keeps the others from nothing.
      socket.on('error', () => undefined);
      socket.bind({ address: local, port: 0 }, () => socket.setMulticastInterface(local));
      await Promise.race([once(socket, 'listening'), once(socket, 'close')]);
    }
    const end = Date.now() + LISTEN_MS;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const type of PROBE_TYPES) {
        const message = Buffer.from(probeMessage(randomUUID(), type), 'utf8');
        for (const socket of sockets) socket.send(message, DISCOVERY_PORT, DISCOVERY_GROUP, () => undefined);
      }
      await pause(BETWEEN_MS);
    }
    await pause(Math.max(0, end - Date.now()));
  } finally {
    for (const socket of sockets) socket.close();
  }
  const { cameras, ignored } = toFoundCameras(heard);
  return { cameras, ignored: ignored + dropped };
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/** Pure: several answers of one device are one camera; sorted by address, so that the list does not jump between searches. */
export function toFoundCameras(heard: readonly HeardAnswer[]): Discovery {
  const byDevice = new Map<string, FoundCamera>();
  let ignored = 0;
  for (const { from, text } of heard) {
    const answers = readProbeMatches(text);
    if (answers.length === 0) ignored += 1;
    for (const answer of answers) {
      const found = toFound(answer, from);
      const key = found.urn === '' ? (found.addresses[0] ?? '') : found.urn.toLowerCase();
      const before = byDevice.get(key);
      if (found.addresses.length === 0 || (before === undefined && byDevice.size >= MAX_FOUND)) ignored += 1;
      else byDevice.set(key, before === undefined ? found : merged(before, found));
    }
  }
  const cameras = [...byDevice.values()].sort((a, b) =>
    (a.addresses[0] ?? '').localeCompare(b.addresses[0] ?? '', 'en', { numeric: true }),
  );
  return { cameras, ignored };
}

function toFound({ urn, name, hardware, addresses }: ProbeAnswer, from: string): FoundCamera {
  const usable = addresses.filter((address) => /^https?:\/\//i.test(address) && URL.canParse(address));
  // A camera with two networks names both; the one it was heard on can be reached.
  const here = (address: string): number => (new URL(address).hostname === from ? 0 : 1);
  return {
    urn: printable(urn),
    name: printable(name),
    hardware: printable(hardware),
    addresses: usable.sort((a, b) => here(a) - here(b)).slice(0, MAX_ADDRESSES),
    from,
  };
}

function merged(before: FoundCamera, found: FoundCamera): FoundCamera {
  return {
    ...before,
    name: before.name || found.name,
    hardware: before.hardware || found.hardware,
    addresses: [...new Set([...before.addresses, ...found.addresses])].slice(0, MAX_ADDRESSES),
  };
}

/** Names come from strangers, percent-coded as scopes are: short, and nothing that moves a cursor. */
function printable(text: string): string {
  return decoded(text)
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .slice(0, 120);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
