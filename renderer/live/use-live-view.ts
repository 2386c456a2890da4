/** A camera's live picture for a component: the player of that camera, and what it says. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { onReconnect } from '../station/client.ts';
import { useLive } from '../station/live-store.ts';
import type { LiveView } from './live-machine.ts';
import { LivePlayer } from './live-player.ts';

/** One a camera for as long as the window lives: it remembers which stream can be shown. There are at most 16 cameras. */
const players = new Map<string, LivePlayer>();
onReconnect(() => {
  for (const player of players.values()) player.stationBack();
});

export function useLiveView(cameraId: string): { readonly player: LivePlayer; readonly view: LiveView } {
  const player = playerOf(cameraId);
  const view = useSyncExternalStore(
    (listener) => player.onView(listener),
    () => player.view,
  );
  return { player, view };
}

function playerOf(cameraId: string): LivePlayer {
  const known = players.get(cameraId);
  if (known !== undefined) return known;
  const player = new LivePlayer(cameraId);
  players.set(cameraId, player);
  return player;
}

let settled = false;

/** Whether live pictures may be shown: somebody may be looking, and the first weight was drawn. */
export function useMayShow(): boolean {
  const shown = useLive((live) => live.shown);
  const connected = useLive((live) => live.connected);
  const [isSettled, setSettled] = useState(settled);
  useEffect(() => {
    if (isSettled || !connected) return;
    const asked = requestIdleCallback(
      () => {
        settled = true;
        setSettled(true);
      },
      { timeout: 1_000 },
    );
    return () => cancelIdleCallback(asked);
  }, [connected, isSettled]);
  return shown && isSettled;
}
