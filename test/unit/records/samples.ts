/** Bodies of documents as a weighbridge would make them. */
import { generateKeyPairSync } from 'node:crypto';
import type {
  GatePassBody,
  Image,
  LoadSheetBody,
  NoticeBody,
  WeighingBody,
} from '../../../preload/contract/documents.ts';
import {
  kg,
  timestamp,
  type Clock,
  type EpochMs,
  type Sha256,
  type Timestamp,
  type Uuid,
} from '../../../preload/contract/vocabulary.ts';
import type { DisplaySeen, PlateSeen, Readings } from '../../../preload/contract/readings.ts';
import { plateKind } from '../../../main/station/rules/plate-grammar.ts';
import type { CaptureRow } from '../../../main/station/records/capture-store.ts';
import type { PassRow } from '../../../main/station/records/pass-store.ts';
import { DocumentChain, type BodyOf } from '../../../main/station/records/document-chain.ts';
import { indexDocument } from '../../../main/station/records/derived.ts';
import { makeSigner } from '../../../main/station/records/signing.ts';
import type { StationDatabase } from '../../../main/station/store/database.ts';
import { newId } from '../store/temp-station.ts';

export const AT = '2026-11-22T14:32:05.123+08:00' as Timestamp;

export function image(cameraId: string, role: Image['role'], sha = 'ab'): Image {
  return {
    role,
    sha256: sha.padEnd(64, '0') as Sha256,
    bytes: 500_000,
    width: 1920,
    height: 1080,
    takenAt: AT,
    cameraId,
    displayReadingKg: null,
  };
}

export function weighingBody(changes: Partial<WeighingBody> = {}): WeighingBody {
  return {
    scaleId: 'scale-1',
    kind: 'gross',
    weightKg: kg(48_620),
    unit: 'kg',
    stable: true,
    stability: { windowMs: 3000, toleranceKg: kg(20), samples: 30, spreadKg: kg(0), indicatorFlag: null },
    zeroBeforeKg: kg(0),
    weighedAt: AT,
    plateFront: { text: '晋C12345', source: 'manual' },
    plateRear: { text: '晋C678挂', source: 'manual' },
    axleCount: 6,
    vehicleType: 'articulated',
    limitKg: kg(49_000),
    limitRule: 'order-62-2016-art-3/2',
    limitInputs: { axleSource: 'typed', driveAxles: 2, toleranceKg: kg(0) },
    overKg: kg(0),
    overRatePct: 0,
    images: [image('cam-front', 'front', 'aa'), image('cam-rear', 'rear', 'bb')],
    evidence: { state: 'complete', missing: [] },
    trace: { startedAt: AT, intervalMs: 100, weightsKg: [kg(0), null, kg(48_620)] },
    indicator: { protocol: 'yaohua-tf0', rawFrame: '3d303236383430' },
    operatorId: '测试员',
    checks: [{ code: 'within-limit', result: 'pass' }],
    ...changes,
  };
}

export function sheetBody(
  gross: Uuid,
  tare: Uuid,
  number: string,
  changes: Partial<LoadSheetBody> = {},
): LoadSheetBody {
  return {
    number,
    status: 'issued',
    plate: '晋C12345',
    goods: { name: '原煤' },
    grossKg: kg(48_620),
    tareKg: kg(16_200),
    netKg: kg(32_420),
    limitKg: kg(49_000),
    overKg: kg(0),
    verdict: 'within-limit',
    grossWeighingId: gross,
    tareWeighingId: tare,
    tareSource: 'same-trip',
    tareWeighedAt: AT,
    sender: '示例煤矿',
    receiver: '电厂',
    operatorId: '测试员',
    consistency: [{ field: 'grossKg', result: 'pass' }],
    ...changes,
  };
}

export function noticeBody(kind: NoticeBody['kind'], changes: Partial<NoticeBody> = {}): NoticeBody {
  return { kind, effectiveAt: AT, text: '说明', operatorId: '测试员', ...changes };
}

export function captureRow(changes: Partial<CaptureRow> = {}): CaptureRow {
  const body = weighingBody();
  return {
    id: newId(),
    passId: newId(),
    caseId: newId(),
    scaleId: body.scaleId,
    weightKg: body.weightKg,
    weighedAt: AT,
    weighedAtMs: Date.parse(AT) as EpochMs,
    stability: body.stability,
    zeroBeforeKg: kg(0),
    trace: body.trace,
    rawFrame: body.indicator.rawFrame,
    protocol: body.indicator.protocol,
    images: body.images,
    missing: [],
    ...changes,
  };
}

export const newSigner = () => makeSigner(generateKeyPairSync('ed25519').privateKey);

/** A chain over a folder, and one call that appends and indexes as a service would. */
export function chainOf(db: StationDatabase, clock: Clock, signer = newSigner()) {
  const chain = new DocumentChain({ db, signer, stationId: db.stationId, simulated: db.simulated, clock });
  return {
    chain,
    signer,
    add<K extends 'weighing' | 'load-sheet' | 'notice' | 'gate-pass'>(kind: K, body: BodyOf<K>, id: Uuid = newId()) {
      return db.immediate(() => {
        const document = chain.append(kind, id, body);
        indexDocument(db, kind, document);
        return document;
      });
    },
  };
}

/** A vehicle at the gate, with a picture. */
export const gateBody = (plate: string | null): GatePassBody => ({
  gateId: 'cam-in',
  direction: 'in',
  passedAt: AT,
  plate: { text: plate, source: plate === null ? 'none' : 'manual' },
  images: [image('cam-in', 'gate', 'cc')],
  weighingId: null,
  loadSheetId: null,
  trigger: 'event',
});

/** A weighing time so many minutes after the samples' one. */
export const minutesLater = (minutes: number): Timestamp => timestamp((Date.parse(AT) + minutes * 60_000) as EpochMs);

export function passRow(changes: Partial<PassRow> = {}): PassRow {
  return {
    id: newId(),
    scaleId: 'scale-1',
    divisionKg: kg(20),
    startedAt: AT,
    endedAt: minutesLater(3),
    curveStartedAt: AT,
    zeroBeforeKg: kg(0),
    zeroAfterKg: kg(20),
    points: [],
    topKg: kg(48_620),
    vehicle: null,
    saved: [],
    judged: true,
    findings: [],
    ...changes,
  };
}

/** A plate as it was read in the front picture of {@link weighingBody}, or in the rear one where it is a trailer's. */
export function plateSeen(text: string, changes: Partial<PlateSeen> = {}): PlateSeen {
  const kind = plateKind(text);
  return {
    text,
    kind,
    confidence: 0.9,
    color: 'yellow',
    rows: 1,
    readAs: null,
    accepted: true,
    top: [{ text, kind, confidence: 0.9 }],
    sha256: image('', 'front', kind === 'trailer' ? 'bb' : 'aa').sha256,
    corners: [
      [0, 0],
      [100, 0],
      [100, 30],
      [0, 30],
    ],
    ...changes,
  };
}

/** A display that shows the weight of {@link weighingBody}. */
export function displaySeen(cameraId: string, changes: Partial<DisplaySeen> = {}): DisplaySeen {
  const role = cameraId === 'cam-rear' ? 'rear' : 'front';
  return {
    role,
    cameraId,
    sha256: image(cameraId, role, role === 'rear' ? 'bb' : 'aa').sha256,
    readingKg: kg(48_620),
    confidence: 0.99,
    legibility: 90,
    verdict: 'matches',
    corners: null,
    trouble: null,
    ...changes,
  };
}

export const readingsOf = (changes: Partial<Readings>): Readings => ({
  state: 'done',
  pictures: [],
  plateFront: null,
  plateRear: null,
  plateTrouble: null,
  displays: [],
  displayKg: null,
  pushed: [],
  blind: false,
  ...changes,
});
