/** Builds the ledgers and what fills them by itself (part of compose.ts). */
import type { LedgerState } from '../../preload/contract/ledger.ts';
import type { Uuid } from '../../preload/contract/vocabulary.ts';
import { adapterIdentity, type Drivers } from './compose-devices.ts';
import type { Records } from './compose-records.ts';
import type { DeviceBoard } from './device-board.ts';
import { freeName } from './exports/free-name.ts';
import type { ComposeOptions } from './host-channel.ts';
import { AvailabilityQuery } from './ledger/availability-query.ts';
import { DeviceHistory } from './ledger/device-history.ts';
import { EntryQuery } from './ledger/entry-query.ts';
import { EntryStore } from './ledger/entry-store.ts';
import { LedgerDesk } from './ledger/ledger-desk.ts';
import { LedgerPrint } from './ledger/ledger-print.ts';
import { LedgerWatch } from './ledger/ledger-watch.ts';
import { MatterStore } from './ledger/matter-store.ts';
import { RunStore } from './ledger/run-store.ts';
import { knownSerials, SerialWatch } from './ledger/serial-watch.ts';
import { makePdf } from './pdf/make-pdf.ts';
import { contactOf } from './printing/sheet-facts.ts';
import { wrap } from './printing/text-columns.ts';
import type { SheetCase } from './rules/sheet-check.ts';
import type { BytePort } from './settings/configuration.ts';
import { Meta } from './store/meta.ts';
import { writeWhole } from './store/whole-file.ts';

export interface Ledger {
  readonly desk: LedgerDesk;
  readonly entries: EntryQuery;
  readonly availability: AvailabilityQuery;
  readonly print: LedgerPrint;
  state(): LedgerState;
  /** Why nothing that this scale weighed gets a sheet today; null = it does. */
  certificateOf(scaleId: string): SheetCase['certificate'];
  /** Begins the station's run; before the other devices are started. */
  begin(): void;
  /** From when everything is there. */
  start(): void;
  upkeep(): void;
  /** An orderly end; before the devices are stopped. */
  stop(): void;
}

export function composeLedger(parts: {
  readonly options: ComposeOptions;
  readonly drivers: Drivers;
  readonly devices: DeviceBoard;
  readonly records: Records;
  /** What a scale is read by now. */
  readonly portOf: (scaleId: string) => BytePort;
  /** No truck is on any scale. */
  readonly idle: () => boolean;
  readonly newId: () => Uuid;
}): Ledger {
  const { devices, drivers, idle, newId, options, portOf, records } = parts;
  const { clock, configuration, dataDir } = options;
  const { chain, db, photos, publisher, reader, warnings, warningStore } = records;
  const { printing, rules, simulated, station } = configuration;
  const log = options.log.child({ part: 'ledger' });
  const scaleIds = configuration.scales.map(({ id }) => id);
  const entryStore = new EntryStore(db);
  const matters = new MatterStore(db, warningStore, newId);
  const entries = new EntryQuery(reader);
  const availability = new AvailabilityQuery(reader, clock);
  const watch = new LedgerWatch({
    db,
    entries: entryStore,
    matters,
    rules,
    scaleIds,
    onRaised: () => warnings.raised(),
    clock,
  });
  const look = (): void => {
    try {
      watch.look();
    } catch (err) {
      log.warn({ err }, 'what is due in the ledgers has to wait');
    }
  };
  const history = new DeviceHistory({
    db,
    runs: new RunStore(db, new Meta(db)),
    devices,
    every,
    clock,
    log,
  });
  const serials = new SerialWatch({
    db,
    matters,
    askable: [
      ...drivers.identities,
      ...drivers.scales.map(({ driver, settings }) => ({
        deviceId: driver.id,
        ask: () => adapterIdentity(portOf(settings.id)),
      })),
    ],
    devices,
    idle,
    every,
    onRaised: () => warnings.raised(),
    clock,
    log,
  });
  const nameOf = (id: string): string => configuration.scales.find((scale) => scale.id === id)?.name ?? id;
  return {
    desk: new LedgerDesk({
      db,
      entries: entryStore,
      matters,
      chain,
      publisher,
      photos,
      scaleIds,
      deviceIds: () => devices.list().map(({ id }) => id),
      onChange: () => {
        look();
        // What an entry explained is open no more.
        warnings.raised();
      },
      clock,
      newId,
    }),
    entries,
    availability,
    print: new LedgerPrint({
      dataDir,
      head: {
        unitName: printing.header.name ?? station.unitName,
        unitCode: station.unitCode,
        contact: contactOf(printing.header),
      },
      simulated,
      entries,
      availability,
      nameOf,
      wrap,
      makePdf,
      freeName,
      writeWhole,
      clock,
      log,
    }),
    state() {
      const known = knownSerials(db);
      return {
        scales: scaleIds.map((scaleId) => watch.ofScale(scaleId)),
        open: matters.open(),
        suspendedSince: watch.suspendedSince(),
        devices: devices.list().map(({ id, kind }) => ({ id, kind, serial: known.get(id) ?? null })),
      };
    },
    certificateOf(scaleId) {
      // One that is no longer configured is nobody's to verify.
      if (rules.expiredCertificate === 'warn' || !scaleIds.includes(scaleId)) return null;
      const { certificate } = watch.ofScale(scaleId);
      return certificate.blocks ? { scaleId, validUntil: certificate.details?.validUntil ?? null } : null;
    },
    begin: () => history.start(),
    start() {
      look();
      serials.start();
    },
    upkeep: look,
    stop() {
      serials.stop();
      history.stop();
    },
  };
}

function every(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
}
