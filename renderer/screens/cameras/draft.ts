/** The list of cameras while an installer changes it: places, sign-ins, new and removed ones. Pure. */
import type { DisplayMark } from '../../../preload/contract/camera-display.ts';
import type { CameraSetting, CameraWish } from '../../../preload/contract/camera-settings.ts';
import type { FoundCamera } from '../../../preload/contract/cameras.ts';
import type { CallInput } from '../../../preload/contract/index.ts';
import type { CameraRole } from '../../../preload/contract/vocabulary.ts';

export const ROLES = [
  'front',
  'rear',
  'gate-in',
  'gate-out',
  'side',
  'office',
] as const satisfies readonly CameraRole[];
/** One of each at a scale: a record has one picture of either end. */
const ALONE: ReadonlySet<CameraRole> = new Set(['front', 'rear']);

export interface DraftCamera {
  /** Stays the same while the list is changed. */
  readonly key: string;
  /** null: not saved yet. */
  readonly id: string | null;
  /** null: found, and not given a place yet. */
  readonly role: CameraRole | null;
  readonly scaleId: string | null;
  readonly address: string;
  /** Somebody typed its address: no search takes it away. */
  readonly typed: boolean;
  /** What it calls itself on the network; '' where nobody knows. */
  readonly name: string;
  readonly username: string;
  /** null: the one that it has. */
  readonly password: string | null;
  readonly hasPassword: boolean;
  readonly certificate: string | null;
  /** Where the big display is in its picture; null: not marked. */
  readonly display: DisplayMark | null;
}

export function draftOf(saved: readonly CameraSetting[]): DraftCamera[] {
  return inOrder(
    saved.map((camera) => ({
      key: camera.id,
      id: camera.id,
      role: camera.role,
      scaleId: camera.scaleId,
      address: camera.address,
      typed: false,
      name: '',
      username: camera.username ?? '',
      password: null,
      hasPassword: camera.hasPassword,
      certificate: camera.certificate,
      display: camera.display,
    })),
  );
}

/** What a search found is put below the list, where it is not in it already; what an earlier one found goes. */
export function withFound(draft: readonly DraftCamera[], found: readonly FoundCamera[]): DraftCamera[] {
  const kept = draft.filter(({ id, role, typed }) => role !== null || id !== null || typed);
  const hosts = new Set(kept.map(({ address }) => hostOf(address)));
  const fresh = found.flatMap(({ addresses, cameraId, hardware, name }): DraftCamera[] => {
    const [address] = addresses;
    if (address === undefined || cameraId !== null || addresses.some((one) => hosts.has(hostOf(one)))) return [];
    return [{ ...NEW, key: address, address, name: [name, hardware].filter((text) => text !== '').join(' · ') }];
  });
  return [...kept, ...fresh];
}

const NEW: Omit<DraftCamera, 'key' | 'address'> = {
  id: null,
  role: null,
  scaleId: null,
  typed: false,
  name: '',
  username: '',
  password: null,
  hasPassword: false,
  certificate: null,
  display: null,
};

/** A camera at an address that somebody typed; null when it is none or is in the list already. */
export function withTyped(draft: readonly DraftCamera[], typed: string): DraftCamera[] | null {
  const address = addressOf(typed);
  if (address === null || draft.some((camera) => hostOf(camera.address) === hostOf(address))) return null;
  return [...draft, { ...NEW, key: address, address, typed: true }];
}

/** `192.168.1.31`, `192.168.1.31:8080` or the whole address of the device service. */
export function addressOf(typed: string): string | null {
  const text = typed.trim();
  const address = /^https?:\/\//i.test(text) ? text : `http://${text}/onvif/device_service`;
  if (text === '' || /\s/.test(text) || !URL.canParse(address)) return null;
  const { hostname, username, password } = new URL(address);
  return hostname === '' || username !== '' || password !== '' ? null : address;
}

/**
 * Gives a camera a place. Where only one may be, the other one takes the place that this one had, or waits without one.
 * @param scales their ids; with one scale no camera has to name it
 */
export function placed(
  draft: readonly DraftCamera[],
  key: string,
  role: CameraRole,
  scales: readonly string[],
): DraftCamera[] {
  const mine = draft.find((camera) => camera.key === key);
  if (mine === undefined) return [...draft];
  const named = scales.length > 1 && ALONE.has(role);
  return moved(draft, mine, { role, scaleId: named ? (mine.scaleId ?? scales[0] ?? null) : mine.scaleId });
}

/** The next scale in a row, for a camera that looks at one. */
export function atNextScale(draft: readonly DraftCamera[], key: string, scales: readonly string[]): DraftCamera[] {
  const mine = draft.find((camera) => camera.key === key);
  if (mine?.role == null || scales.length < 2) return [...draft];
  const scaleId = scales[(scales.indexOf(mine.scaleId ?? '') + 1) % scales.length] ?? null;
  return moved(draft, mine, { role: mine.role, scaleId });
}

function moved(
  draft: readonly DraftCamera[],
  mine: DraftCamera,
  to: { readonly role: CameraRole; readonly scaleId: string | null },
): DraftCamera[] {
  const { role, scaleId } = mine;
  const inTheWay = (camera: DraftCamera): boolean =>
    // null: the only scale there is, or whichever comes.
    ALONE.has(to.role) && camera.role === to.role && (camera.scaleId ?? to.scaleId) === (to.scaleId ?? camera.scaleId);
  return inOrder(
    draft.map((camera) => {
      if (camera.key === mine.key) return { ...camera, ...to };
      if (!inTheWay(camera)) return camera;
      return role !== null && ALONE.has(role) ? { ...camera, role, scaleId } : { ...camera, role };
    }),
  );
}

export function changed(
  draft: readonly DraftCamera[],
  key: string,
  change: Partial<Pick<DraftCamera, 'username' | 'password' | 'certificate' | 'display'>>,
): DraftCamera[] {
  return draft.map((camera) => (camera.key === key ? { ...camera, ...change } : camera));
}

/** One that is saved waits below without a place, and is gone once the list is saved. */
export function removed(draft: readonly DraftCamera[], key: string): DraftCamera[] {
  return inOrder(draft.map((camera) => (camera.key === key ? { ...camera, role: null } : camera)));
}

/** What is to be saved: those that have a place. */
export function wishes(draft: readonly DraftCamera[]): CameraWish[] {
  return draft.flatMap(({ address, certificate, display, id, password, role, scaleId, username }) =>
    role === null
      ? []
      : [
          {
            ...(id === null ? {} : { id }),
            role,
            scaleId,
            address,
            username: username === '' ? null : username,
            ...(password === null ? {} : { password }),
            certificate,
            display,
          },
        ],
  );
}

/** What is judged by: of one without a place nothing is demanded of its picture. */
export const placeOf = ({ role }: DraftCamera): CameraRole => role ?? 'office';

/** Whom a check asks: one of the configuration by its name, unless its password is being changed; any other by its address. */
export function whomOf(camera: DraftCamera): CallInput<'cameras.inspect'> {
  const { address, certificate, id, password } = camera;
  const role = placeOf(camera);
  const username = camera.username === '' ? null : camera.username;
  if (id !== null && password === null) return { cameraId: id, username, certificate, role };
  return { address, username, password: password ?? '', certificate, role };
}

/** Something is not saved yet. */
export function differs(draft: readonly DraftCamera[], saved: readonly CameraSetting[]): boolean {
  return JSON.stringify(byId(wishes(draft))) !== JSON.stringify(byId(wishes(draftOf(saved))));
}

const byId = (list: readonly CameraWish[]): CameraWish[] =>
  list.toSorted((a, b) => (a.id ?? '').localeCompare(b.id ?? ''));

function inOrder(draft: readonly DraftCamera[]): DraftCamera[] {
  const rank = ({ role }: DraftCamera): number => (role === null ? ROLES.length : ROLES.indexOf(role));
  return draft.toSorted((a, b) => rank(a) - rank(b));
}

export const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : address);
