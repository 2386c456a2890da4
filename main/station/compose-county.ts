/** Builds the line to a county that has an interface of its own: records and pictures go there, and nothing comes back. */
import { createHash, randomUUID } from 'node:crypto';
import { photoPath } from '../photo-path.ts';
import type { PlatformConnection, PlatformParts } from './compose-platform.ts';
import { PlatformLink } from './platform/platform-link.ts';
import type { PlatformSettings } from './settings/configuration.ts';
import { readCountyMapping } from './settings/county-mapping-file.ts';
import { readSecret } from './settings/secrets.ts';
import { Meta } from './store/meta.ts';
import { CountyJsonAdapter } from './upload/adapters/county/county-json.ts';
import { takenBy } from './upload/adapters/county/county-taken.ts';
import { askAgain } from './upload/not-taken.ts';
import { ServerClient } from './upload/server-client.ts';
import { systemTimers } from './upload/surroundings.ts';
import { testRecord } from './upload/test-record.ts';
import { Uploader } from './upload/uploader.ts';

/** @throws CodedError config.invalid | config.not-json, of the mapping or the secret */
export function connectCounty(
  parts: Omit<PlatformParts, 'settings'> & {
    settings: Extract<PlatformSettings, { adapter: 'county-json' }>;
    /** Parts under way at once. */
    slots: number;
  },
): PlatformConnection {
  const { db, outbox, photos, reader, settings, slots, stationId } = parts;
  const { clock, configuration, dataDir, version } = parts.options;
  const log = parts.options.log.child({ part: 'platform' });
  const around = { clock, timers: systemTimers, random: Math.random, log };
  const photoFile = (sha256: string): string => photoPath(dataDir, sha256) ?? '';
  const divisionsKg = configuration.scales.map(({ divisionKg }) => divisionKg);
  const mapping = readCountyMapping(settings.mapping, divisionsKg);
  const { name, stationNo, unitCode, unitName } = configuration.station;
  const client = new ServerClient({
    url: settings.url,
    caFile: settings.caFile ?? null,
    connections: slots,
    userAgent: `weighbridge-office/${version}`,
  });
  const adapter = new CountyJsonAdapter({
    client,
    mapping,
    credentials: { appId: settings.appId, secret: readSecret(settings.secret, 'platform.secret', dataDir) },
    station: { name, stationNo, unitCode, unitName, stationId },
    photoFile,
    wallMs: () => clock.wall(),
    newNonce: () => randomUUID().replaceAll('-', ''),
  });
  const link = new PlatformLink({ ...around, abilities: adapter.abilities });
  const uploader = new Uploader({
    outbox,
    adapter,
    link,
    photoFile,
    checkPhoto: (sha256) => photos.check(sha256),
    slots,
    onEvidenceFault: (fault) => log.error(fault, 'a picture of a record is missing or damaged'),
    ...around,
  });
  const taken = createHash('sha256').update(takenBy(mapping.documents)).digest('hex');
  return {
    link,
    test: () => testRecord(adapter, reader),
    prepare() {
      // There is nothing to enrol at: the signature is all that the county knows a station by.
      link.enrolled();
      const whom = `${adapter.id} ${taken}`;
      const reopened = askAgain({ outbox, meta: new Meta(db), whom, takesAll: false });
      if (reopened > 0)
        log.info({ reopened }, 'what the mapping before had no place for is sent now, where this one has');
    },
    start: () => uploader.start(),
    async stop() {
      await Promise.all([uploader.stop(), client.stop()]);
    },
  };
}
