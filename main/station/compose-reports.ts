/** Builds shifts and statistics (part of compose.ts). */
import type { EpochMs, Uuid } from '../../preload/contract/vocabulary.ts';
import type { Records } from './compose-records.ts';
import type { DeviceBoard } from './device-board.ts';
import type { ComposeOptions } from './host-channel.ts';
import { HandoverQuery } from './records/handover-query.ts';
import { HandoverList, HandoverStore } from './records/handover-store.ts';
import { StatisticsQuery } from './records/statistics-query.ts';
import type { TruckQuery } from './records/truck-query.ts';
import { ReportExport } from './reports/report-export.ts';
import { ReportsService } from './reports/reports-service.ts';
import type { OutboxWatch } from './upload/outbox-status.ts';

const HOUR_MS = 3_600_000;

export interface Reports {
  readonly reports: ReportsService;
  readonly reportExport: ReportExport;
}

export function composeReports(parts: {
  readonly options: ComposeOptions;
  readonly records: Pick<Records, 'db' | 'reader'>;
  readonly trucks: TruckQuery;
  readonly outboxWatch: OutboxWatch;
  readonly devices: DeviceBoard;
  readonly newId: () => Uuid;
}): Reports {
  const { devices, newId, outboxWatch, trucks } = parts;
  const { clock, configuration, dataDir } = parts.options;
  const { db, reader } = parts.records;
  const reports = new ReportsService({
    db,
    handovers: new HandoverStore(db),
    list: new HandoverList(reader),
    query: new HandoverQuery(reader),
    statistics: new StatisticsQuery(reader),
    openTrucks: () => trucks.openTrucks((clock.wall() - configuration.rules.openTruckHours * HOUR_MS) as EpochMs),
    outbox: () => outboxWatch.status(),
    devices: () => devices.list(),
    clock,
    newId,
  });
  const { unitName } = configuration.station;
  return { reports, reportExport: new ReportExport({ dataDir, unitName, reports, clock }) };
}
