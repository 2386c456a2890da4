/**
 * The ledgers (product.md M3, M4; domain.md §1.1 A1 A2, §1.3 C1–C3): what a site writes down of its equipment and its duties.
 * Nothing is ever edited: an entry is corrected by a new one that names it. What the platform has a kind for (openapi.yaml,
 * Notice) is sent as a signed Notice that bears the entry's id; the others stay in the station.
 */
import * as z from 'zod';
import { ask, change, EVERYONE } from './call.ts';
import { Image, Notice } from './documents.ts';
import { DeviceKind, RequiredText, Sha256, Text, Timestamp, UploadFate, Uuid } from './vocabulary.ts';

/** A page of the ledgers' book each. */
export const LedgerName = z.enum([
  'maintenance',
  'spare-device',
  'calibration',
  'seal',
  'patrol',
  'emergency',
  'business',
  'outage',
]);
export type LedgerName = z.infer<typeof LedgerName>;

export const EntryKind = z.enum([
  'maintenance',
  'repair',
  'spare-device',
  'calibration',
  'seal',
  'patrol',
  'emergency-plan',
  'drill',
  'suspension',
  'resumption',
  'outage',
]);
export type EntryKind = z.infer<typeof EntryKind>;

/** What a person may tell the platform in so many words (station-contract.md, notice.create). */
export const NoticeCreateKind = z.enum([
  'suspension',
  'resumption',
  'maintenance',
  'calibration',
  'seal',
  'spare-device',
  'outage',
]);
export type NoticeCreateKind = z.infer<typeof NoticeCreateKind>;

const Serial = Text(128);

export const CertificateDetails = z.strictObject({
  certificateNo: RequiredText(64),
  /** Day of the verification, and the last day on which it holds. */
  verifiedOn: z.iso.date(),
  validUntil: z.iso.date(),
  institution: RequiredText(128),
});
export type CertificateDetails = z.infer<typeof CertificateDetails>;

export const SealDetails = z.strictObject({
  sealNo: RequiredText(64),
  /** replaced: a new seal was put on, by whom it may be. */
  state: z.enum(['intact', 'broken', 'replaced']),
});
export type SealDetails = z.infer<typeof SealDetails>;

/** Empty: not known. */
export const SwapDetails = z.strictObject({ oldSerial: Serial, newSerial: Serial, model: Text(128) });
export type SwapDetails = z.infer<typeof SwapDetails>;

/** Who took part, and what came of it. */
export const DrillDetails = z.strictObject({ participants: RequiredText(256), result: Text(500) });
export const PatrolDetails = z.strictObject({ result: z.enum(['in-order', 'fault-found']) });
/** To whom it is reported (the township), and until when business rests; null: until further notice. */
export const BusinessDetails = z.strictObject({ township: RequiredText(128), until: z.iso.date().nullable() });
export type BusinessDetails = z.infer<typeof BusinessDetails>;

const MOST_PICTURES = 12;
const WRITTEN = {
  /** When it was, or from when it holds. */
  at: Timestamp,
  /** Of which scale or device; null: of the site. */
  subjectId: RequiredText(64).nullable(),
  text: RequiredText(1000),
  /** Stored pictures. */
  images: z.array(Sha256).max(MOST_PICTURES),
};
/** Whose subject is always one of the station's scales. */
const OF_SCALE = { ...WRITTEN, subjectId: RequiredText(64) };

/** What a person writes, by kind. */
export const EntryInput = z.discriminatedUnion('kind', [
  z.strictObject({ ...WRITTEN, kind: z.enum(['maintenance', 'repair', 'emergency-plan', 'outage']) }),
  z.strictObject({ ...OF_SCALE, kind: z.literal('calibration'), details: CertificateDetails }),
  z.strictObject({ ...OF_SCALE, kind: z.literal('seal'), details: SealDetails }),
  z.strictObject({
    ...WRITTEN,
    kind: z.literal('spare-device'),
    details: SwapDetails,
    /** The swap that the station noticed, and that this explains. */
    matterId: Uuid.optional(),
  }),
  z.strictObject({ ...WRITTEN, kind: z.literal('drill'), details: DrillDetails }),
  z.strictObject({ ...WRITTEN, kind: z.literal('patrol'), details: PatrolDetails }),
  z.strictObject({ ...WRITTEN, kind: z.enum(['suspension', 'resumption']), details: BusinessDetails }),
]);
export type EntryInput = z.infer<typeof EntryInput>;

/** As it was written. */
export const EntryDetails = z.union([
  CertificateDetails,
  SealDetails,
  SwapDetails,
  DrillDetails,
  PatrolDetails,
  BusinessDetails,
]);
export type EntryDetails = z.infer<typeof EntryDetails>;

export const LedgerEntry = z.strictObject({
  id: Uuid,
  kind: EntryKind,
  at: Timestamp,
  writtenAt: Timestamp,
  operatorId: z.string(),
  subjectId: z.string().nullable(),
  text: z.string(),
  /** null: of a kind that has none, told in words alone (notice.create), or withdrawn. */
  details: EntryDetails.nullable(),
  images: z.array(Image),
  /** The entry that this one puts right, and why. */
  corrects: z.strictObject({ id: Uuid, reason: z.string(), withdrawn: z.boolean() }).nullable(),
  /** The entry that puts this one right: it no longer counts. */
  correctedBy: Uuid.nullable(),
  /** Of its Notice; null: it has none. */
  sequence: z.number().int().nullable(),
  /** What became of its Notice. */
  upload: UploadFate.nullable(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** none: nothing was ever entered. due: it ends within 30 days. */
export const CertificateState = z.enum(['none', 'valid', 'due', 'expired']);
export type CertificateState = z.infer<typeof CertificateState>;

/** none: no seal was ever entered. photo-due: its last picture is older than the site's interval. */
export const SealState = z.enum(['none', 'intact', 'photo-due', 'broken']);
export type SealState = z.infer<typeof SealState>;

/** What a person has to look at, as it was noticed. */
export const LedgerMatter = z.strictObject({
  id: Uuid,
  matter: z.enum([
    'certificate-due',
    'certificate-expired',
    'seal-photo-due',
    'seal-broken',
    'seal-changed',
    'device-swapped',
  ]),
  /** The scale or the device. */
  subjectId: z.string(),
  /** Certificate: its number. Seal: the number that counted before, or counts. Device: the serial number it had. */
  was: z.string().nullable(),
  /** Certificate: its last day. Seal: the number now, or the day from which a picture is due. Device: the serial number now. */
  now: z.string().nullable(),
  /** Of a device: maker and model as it says. */
  model: z.string().nullable(),
});
export type LedgerMatter = z.infer<typeof LedgerMatter>;

export const LedgerState = z.strictObject({
  scales: z.array(
    z.strictObject({
      scaleId: z.string(),
      certificate: z.strictObject({
        state: CertificateState,
        /** The one that counts. */
        details: CertificateDetails.nullable(),
        /** Until its last day, negative after it; null: none. */
        daysLeft: z.number().int().nullable(),
        /** No load sheet is issued of a truck that was weighed on this scale. */
        blocks: z.boolean(),
      }),
      seal: z.strictObject({
        state: SealState,
        sealNo: z.string().nullable(),
        photoAt: Timestamp.nullable(),
        /** The day from which the next picture is due; null: no seal, or no interval. */
        photoDueOn: z.iso.date().nullable(),
      }),
    }),
  ),
  /** What nobody has explained yet, oldest first: by an entry, or in words (warnings.acknowledge). */
  open: z.array(z.strictObject({ warningId: Uuid, raisedAt: Timestamp, ledger: LedgerMatter })),
  /** Since when business rests, by what was told; null: it goes on. */
  suspendedSince: Timestamp.nullable(),
  /** What a spare device may be put in for. */
  devices: z.array(z.strictObject({ id: z.string(), kind: DeviceKind, serial: z.string().nullable() })),
});
export type LedgerState = z.infer<typeof LedgerState>;

/** A stretch in which a device was not there. */
export const DeviceFault = z.strictObject({
  deviceId: z.string(),
  from: Timestamp,
  /** null: it lasts. Where the station ended meanwhile, its end. */
  until: Timestamp.nullable(),
  /** Milliseconds offline: with flapping less than from `from` to `until`. */
  offlineMs: z.number().int(),
  /** It came and went so often. */
  times: z.number().int(),
  /** An error code or a short technical text. */
  detail: z.string().nullable(),
});
export type DeviceFault = z.infer<typeof DeviceFault>;

export const Availability = z.strictObject({
  /** yyyy-MM */
  month: z.string(),
  /** Milliseconds. Never observed: before the first start that is on record. */
  station: z.strictObject({
    runningMs: z.number().int(),
    stoppedMs: z.number().int(),
    starts: z.number().int(),
    /** The process or the computer ended without an orderly end. */
    uncleanEnds: z.number().int(),
  }),
  /** Of the time that the station ran and looked. */
  devices: z.array(
    z.strictObject({
      deviceId: z.string(),
      kind: DeviceKind,
      observedMs: z.number().int(),
      offlineMs: z.number().int(),
      /** Times it went away. */
      faults: z.number().int(),
    }),
  ),
  /** Newest first, at most 200; faults of less than ten seconds are counted above only. */
  faults: z.array(DeviceFault),
});
export type Availability = z.infer<typeof Availability>;

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

export const ledgerCalls = {
  'ledger.state': ask({ input: z.strictObject({}), output: LedgerState, roles: EVERYONE }),
  /** Newest first; corrected ones among them, marked. */
  'ledger.list': ask({
    input: z.strictObject({
      ledger: LedgerName,
      cursor: z.string().max(64).optional(),
      limit: z.number().int().min(1).max(200).optional(),
    }),
    output: z.strictObject({ items: z.array(LedgerEntry), nextCursor: z.string().nullable() }),
    roles: EVERYONE,
  }),
  /** @throws ledger.subject-unknown | ledger.picture-unknown | ledger.time-ahead | ledger.dates-crossed | platform.chain-unknown */
  'ledger.add': change({
    input: z.strictObject({ entry: EntryInput, operatorId: RequiredText(64) }),
    output: LedgerEntry,
    // The manager's book. Until sign-in exists whoever weighs writes it; the name is stored as given.
    roles: EVERYONE,
  }),
  /**
   * A new entry of the same kind takes the place of one that counts; without `entry` it is withdrawn.
   * @throws ledger.entry-not-found | ledger.already-corrected | rpc.invalid-input for another kind; what ledger.add throws
   */
  'ledger.correct': change({
    input: z.strictObject({
      id: Uuid,
      entry: EntryInput.nullable(),
      reason: RequiredText(500),
      operatorId: RequiredText(64),
    }),
    output: LedgerEntry,
    roles: EVERYONE,
  }),
  'ledger.availability': ask({ input: z.strictObject({ month: Month }), output: Availability, roles: EVERYONE }),
  /** A ledger, or the letter of one suspension or resumption, as PDF in `exports`; says where. */
  'ledger.print': ask({
    input: z.discriminatedUnion('what', [
      z.strictObject({ what: z.literal('ledger'), ledger: LedgerName, from: z.iso.date(), to: z.iso.date() }),
      z.strictObject({ what: z.literal('letter'), id: Uuid }),
      z.strictObject({ what: z.literal('availability'), month: Month }),
    ]),
    output: z.strictObject({ file: z.string(), bytes: z.number().int(), pages: z.number().int() }),
    roles: EVERYONE,
  }),
  /** In words alone; it stands in its ledger as well. `subjectId`: a scale, a device or another entry. */
  'notice.create': change({
    input: z.strictObject({
      kind: NoticeCreateKind,
      subjectId: RequiredText(64).optional(),
      effectiveAt: Timestamp,
      text: RequiredText(1000),
      operatorId: RequiredText(64),
    }),
    output: Notice,
    roles: EVERYONE,
  }),
};
