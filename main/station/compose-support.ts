/** Gathers what a diagnostic bundle tells of the station, and every secret that must not be in it. */
import { arch, release, totalmem, uptime } from 'node:os';
import type { StationInfo } from '../../preload/contract/station.ts';
import { wireText, type AttachedScale } from './compose-devices.ts';
import type { ComposeOptions } from './host-channel.ts';
import { enrolmentFile, readEnrolment } from './platform/enrolment-file.ts';
import { readSecret } from './settings/secrets.ts';
import { DiagnosticBundle } from './support/diagnostic-bundle.ts';

export function makeDiagnosticBundle(parts: {
  options: ComposeOptions;
  scales: readonly AttachedScale[];
  /** What a scale is read by now, taken since the start or configured. */
  indicatorOf: (scaleId: string) => unknown;
  info: () => StationInfo;
  schemaVersion: number;
  /** Devices, outbox and what else changes, as it is now. */
  states: () => Promise<Readonly<Record<string, unknown>>>;
}): DiagnosticBundle {
  const { indicatorOf, info, scales, schemaVersion, states } = parts;
  const { clock, configuration, dataDir, log } = parts.options;
  // Read once, as the cameras' drivers do: these are the ones in use.
  const passwords = configuration.cameras.flatMap(({ id, password, username }) => {
    if (password === undefined) return [];
    const plain = readSecret(password, `cameras.${id}.password`, dataDir);
    // HTTP Basic joins the two.
    return [plain, `${username ?? ''}:${plain}`];
  });
  const pushSecrets = (configuration.platePush?.sources ?? []).flatMap(({ auth }, index) => {
    const path = `platePush.sources.${index}.auth`;
    return auth.kind === 'secret'
      ? readSecret(auth.secret, `${path}.secret`, dataDir)
      : readSecret(auth.password, `${path}.password`, dataDir);
  });
  const { platform } = configuration;
  const platformSecret =
    platform?.adapter === 'county-json'
      ? readSecret(platform.secret, 'platform.secret', dataDir)
      : (platform?.enrolmentCode ?? '');
  return new DiagnosticBundle({
    dataDir,
    stationNo: configuration.station.stationNo,
    configuration,
    secrets: () => [...passwords, ...pushSecrets, platformSecret, readEnrolment(enrolmentFile(dataDir))?.token ?? ''],
    facts: async () => ({
      station: {
        madeAt: new Date(clock.wall()).toISOString(),
        schemaVersion,
        ...info(),
        runtime: { ...process.versions, platform: process.platform, arch: arch(), system: release() },
        computerUpSeconds: Math.round(uptime()),
        stationUpSeconds: Math.round(process.uptime()),
        memory: { ...process.memoryUsage(), computer: totalmem() },
      },
      ...(await states()),
    }),
    scales: () =>
      scales.map(({ driver, settings: { id } }) => ({
        id,
        indicator: indicatorOf(id),
        condition: driver.condition(),
        counters: driver.counters(),
        wire: (remarks) => wireText(driver, remarks),
      })),
    clock,
    log: log.child({ part: 'support' }),
  });
}
