/** A simulated camera as it stands in a station's configuration. */
import type { OnvifCameraSimulator } from './onvif-camera/onvif-camera-simulator.ts';

/** Of their pictures and their video alike. */
export const CAMERA_ACCOUNT = { username: 'admin', password: 'Camera.2026' };

/**
 * @param displayMarked its big display is read
 * @param streams where its video is had; left out: it has none, and is not shown live
 */
export function cameraEntry(
  id: string,
  role: 'front' | 'rear' | 'gate-in' | 'gate-out',
  { address, displayMark, password, username }: OnvifCameraSimulator,
  streams: { readonly main: string; readonly sub?: string } | undefined,
  displayMarked = false,
): object {
  const video =
    streams === undefined
      ? { live: false }
      : { video: { address: streams.main, ...(streams.sub === undefined ? {} : { subAddress: streams.sub }) } };
  const display = displayMarked && displayMark !== null ? { display: displayMark } : {};
  return { id, role, driver: 'onvif', address, username, password, ...display, ...video };
}
