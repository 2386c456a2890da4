/** Builds what an installer sets while the station runs: how a scale is read, and the cameras (part of compose.ts). */
import { CameraInspector } from './cameras/camera-inspector.ts';
import { CameraSettings } from './cameras/camera-settings.ts';
import { INDICATOR_PROTOCOLS, makeCameraInspection, makeListening, type Drivers } from './compose-devices.ts';
import type { ComposeOptions } from './host-channel.ts';
import { ListeningService } from './listening/listening-service.ts';
import { writeCameras } from './settings/camera-writer.ts';
import { writeIndicator } from './settings/indicator-writer.ts';
import { changeSecrets } from './settings/secret-writer.ts';

export interface Settings {
  readonly listening: ListeningService;
  readonly cameraSettings: CameraSettings;
  readonly cameraInspector: CameraInspector;
}

export function composeSettings(parts: {
  readonly options: ComposeOptions;
  readonly scales: Drivers['scales'];
  /** No truck is on that scale. */
  readonly idle: (scaleId: string) => boolean;
}): Settings {
  const { idle, options, scales } = parts;
  const { clock, configuration, dataDir, log, renew } = options;
  const configFile = { configFile: options.configFile, protocols: INDICATOR_PROTOCOLS };
  const listening = new ListeningService({
    ...makeListening(clock),
    scales: scales.map(({ settings, driver }) => ({ settings, driver, idle: () => idle(settings.id) })),
    write: (scaleId, indicator) => writeIndicator(configFile, scaleId, indicator),
    log: log.child({ part: 'listening' }),
  });
  const cameraSettings = new CameraSettings({
    configured: configuration.cameras,
    idle: () => scales.every(({ settings }) => idle(settings.id)),
    write: (list) => writeCameras(configFile, list),
    changeSecrets: (change) => changeSecrets(dataDir, change),
    // After the answer of the call that asks for it.
    renew: () => setImmediate(renew),
    log: log.child({ part: 'cameras' }),
  });
  return { listening, cameraSettings, cameraInspector: new CameraInspector(makeCameraInspection(options)) };
}
