/** Finds the cameras on the local network (start of C2): what an installer chooses from. */
import { probeNetwork, type ProbeAnswer } from './onvif/simple-device.ts';

export interface FoundCamera {
  /** Stable name of the device, e.g. urn:uuid:… */
  readonly urn: string;
  /** Whatever the device calls itself; may be empty. */
  readonly name: string;
  readonly hardware: string;
  /** Device service addresses, http and https only. */
  readonly addresses: readonly string[];
}

/** More answers than this are a fault of the network, or a joke. */
const MAX_FOUND = 64;

let running: Promise<FoundCamera[]> | null = null;

/**
 * Asks by multicast and listens for 3 s. A second call while one runs gets the same answer.
 * @throws Error of the socket when the network cannot be asked at all
 */
export async function discoverCameras(): Promise<readonly FoundCamera[]> {
  running ??= probeNetwork()
    .then(toFoundCameras)
    .finally(() => {
      running = null;
    });
  return await running;
}

/** Pure: keeps what can be used, sorted by address, so that the list does not jump between two searches. */
export function toFoundCameras(answers: readonly ProbeAnswer[]): FoundCamera[] {
  return answers
    .map(({ urn, name, hardware, addresses }) => ({
      urn: printable(urn),
      name: printable(name),
      hardware: printable(hardware),
      addresses: addresses.filter((address) => /^https?:/i.test(address) && URL.canParse(address)),
    }))
    .filter((found) => found.addresses.length > 0)
    .sort((a, b) => (a.addresses[0] ?? '').localeCompare(b.addresses[0] ?? '', 'en', { numeric: true }))
    .slice(0, MAX_FOUND);
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
