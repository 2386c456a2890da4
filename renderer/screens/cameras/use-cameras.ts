/** The cameras as the station has them, the list as the installer changes it, and the deeds. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CameraSetting } from '../../../preload/contract/camera-settings.ts';
import type { CameraInspection } from '../../../preload/contract/cameras.ts';
import type { CallInput } from '../../../preload/contract/index.ts';
import type { Image } from '../../../preload/contract/documents.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { CameraRole, ImageRole } from '../../../preload/contract/vocabulary.ts';
import { call, onReconnect } from '../../station/client.ts';
import { differs, draftOf, placeOf, whomOf, withFound, wishes, type DraftCamera } from './draft.ts';

export interface Failure {
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What is being done; one thing at a time. */
export type Busy =
  | 'loading'
  | 'searching'
  | 'inspecting'
  | 'saving'
  | 'setting'
  | 'photographing'
  | 'finding'
  | 'starting'
  | 'trying'
  | 'stopping'
  | null;

export interface Cameras {
  readonly draft: readonly DraftCamera[];
  readonly unsaved: boolean;
  /** The last deed was a save, and the station is starting with it. */
  readonly justSaved: boolean;
  readonly busy: Busy;
  readonly failure: Failure | null;
  /** A search was made. */
  readonly searched: boolean;
  /** null where it was made for another place: what is demanded differs. */
  inspectionOf(camera: DraftCamera): CameraInspection | null;
  stillOf(key: string): Image | null;
  change(how: (draft: readonly DraftCamera[]) => readonly DraftCamera[]): void;
  discard(): void;
  search(): void;
  inspect(camera: DraftCamera): void;
  setClock(camera: DraftCamera): void;
  /** One encoder after the other; then it is checked anew, for what was set is not what comes. */
  configure(camera: DraftCamera, changes: readonly EncoderChange[]): void;
  save(): void;
  /** Takes a still picture of a camera that is saved. */
  photograph(camera: DraftCamera, then: (still: Image) => void): void;
  /** A deed of another part of the screen: its failure is said as any other's. */
  doing(what: Busy, deed: () => Promise<void>): void;
}

export type EncoderChange = Omit<CallInput<'cameras.configure'>, 'cameraId'>;

const IMAGE_ROLES: Readonly<Record<CameraRole, ImageRole>> = {
  front: 'front',
  rear: 'rear',
  'gate-in': 'gate',
  'gate-out': 'gate',
  side: 'side',
  office: 'office',
};

export function useCameras(): Cameras {
  const [saved, setSaved] = useState<readonly CameraSetting[]>([]);
  const [draft, setDraft] = useState<readonly DraftCamera[]>([]);
  const [inspections, setInspections] = useState<ReadonlyMap<string, Inspected>>(new Map());
  const [stills, setStills] = useState<ReadonlyMap<string, Image>>(new Map());
  const [busy, setBusy] = useState<Busy>('loading');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [searched, setSearched] = useState(false);
  const [justSaved, setJustSaved] = useState(false);
  const unsaved = differs(draft, saved);
  const changing = useRef(unsaved);
  useEffect(() => {
    changing.current = unsaved;
  }, [unsaved]);

  const run = useCallback(async (what: Busy, deed: () => Promise<void>): Promise<void> => {
    setBusy(what);
    setFailure(null);
    try {
      await deed();
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      setFailure({ code: error.code, params: error.params });
    } finally {
      setBusy(null);
    }
  }, []);

  const load = useCallback(
    () =>
      void run('loading', async () => {
        const list = await call('cameras.settings', {});
        setSaved(list);
        // What somebody is in the middle of changing stays.
        if (!changing.current) setDraft(draftOf(list));
        setJustSaved(false);
      }),
    [run],
  );
  useEffect(() => {
    load();
    return onReconnect(load);
  }, [load]);

  const inspect = async (camera: DraftCamera): Promise<void> => {
    const { key } = camera;
    // An earlier picture says nothing of what is asked now.
    setStills((now) => new Map([...now].filter(([one]) => one !== key)));
    const seen = await call('cameras.inspect', whomOf(camera));
    setInspections((now) => new Map(now).set(key, { place: placeOf(camera), seen }));
    if (seen.picture.ok) await photograph(camera);
  };
  const photograph = async ({ id, key, role }: DraftCamera): Promise<Image | null> => {
    if (id === null || role === null) return null;
    const still = await call('camera.snapshot', { cameraId: id, role: IMAGE_ROLES[role] });
    setStills((now) => new Map(now).set(key, still));
    return still;
  };

  return {
    draft,
    unsaved,
    justSaved,
    busy,
    failure,
    searched,
    inspectionOf: (camera) => {
      const found = inspections.get(camera.key);
      return found?.place === placeOf(camera) ? found.seen : null;
    },
    stillOf: (key) => stills.get(key) ?? null,
    change: (how) => {
      setFailure(null);
      setJustSaved(false);
      setDraft(how);
    },
    discard: () => {
      setFailure(null);
      setDraft(draftOf(saved));
    },
    search: () =>
      void run('searching', async () => {
        const { cameras } = await call('cameras.discover', {});
        setSearched(true);
        setDraft((now) => withFound(now, cameras));
      }),
    inspect: (camera) => void run('inspecting', () => inspect(camera)),
    configure: (camera, changes) =>
      void run('setting', async () => {
        const cameraId = camera.id;
        if (cameraId === null) return;
        let changed = false;
        try {
          for (const change of changes) {
            await call('cameras.configure', { cameraId, ...change });
            changed = true;
          }
        } catch (error) {
          // The first stream has taken it: what the camera says now is asked, and the refusal said.
          if (changed) await inspect(camera).catch(() => undefined);
          throw error;
        }
        await inspect(camera);
      }),
    setClock: (camera) =>
      void run('setting', async () => {
        if (camera.id === null) return;
        const { clockOffsetMs } = await call('cameras.setClock', { cameraId: camera.id });
        setInspections((now) => {
          const found = now.get(camera.key);
          if (found === undefined) return now;
          return new Map(now).set(camera.key, { ...found, seen: { ...found.seen, clockOffsetMs } });
        });
      }),
    photograph: (camera, then) =>
      void run('photographing', async () => {
        const still = await photograph(camera);
        if (still !== null) then(still);
      }),
    doing: (what, deed) => void run(what, deed),
    save: () =>
      void run('saving', async () => {
        const list = await call('cameras.save', { cameras: wishes(draft) });
        setSaved(list);
        setDraft(draftOf(list));
        setJustSaved(true);
      }),
  };
}

interface Inspected {
  readonly place: CameraRole;
  readonly seen: CameraInspection;
}
