/** Months of a site that were before this day, signed into its folder as the station would: no test waits for forty days. */
import { generateKeyPairSync } from 'node:crypto';
import { kg, timestamp, type EpochMs, type Timestamp, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { indexDocument } from '../../../main/station/records/derived.ts';
import { DocumentChain, type BodyOf } from '../../../main/station/records/document-chain.ts';
import { PassStore } from '../../../main/station/records/pass-store.ts';
import { WeighingStore } from '../../../main/station/records/weighing-store.ts';
import { WarningStore } from '../../../main/station/records/warning-store.ts';
import { makeSigner } from '../../../main/station/records/signing.ts';
import { StationDatabase } from '../../../main/station/store/database.ts';
import { seeded } from '../../sim/indicator/platform-weight.ts';
import type { Site } from '../../sim/site.ts';
import { noticeBody, passRow, sheetBody, weighingBody } from '../../unit/records/samples.ts';
import { newId, TestClock } from '../../unit/store/temp-station.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const SOLD = [
  ['原煤', '阳泉第二电厂'],
  ['原煤', '河坡电厂'],
  ['精煤', '阳泉第二电厂'],
  ['石灰石', '盂县水泥厂'],
] as const;

/** What was written, counted while it was: what the screen must say. */
export interface Written {
  /** Net of the sheets that stand, by Beijing month. */
  readonly netKgByMonth: ReadonlyMap<string, number>;
}

/** @param days before today, and today up to now */
export function pastMonths(site: Site, days: number): Written {
  const clock = new TestClock();
  const db = StationDatabase.open({ dataDir: site.dataDir, simulated: true, clock, newId });
  const signer = makeSigner(generateKeyPairSync('ed25519').privateKey);
  const chain = new DocumentChain({ db, signer, stationId: db.stationId, simulated: true, clock });
  const random = seeded(11);
  const now = Date.now();
  const midnight = now - ((now + 8 * 3_600_000) % DAY_MS);
  const netKgByMonth = new Map<string, number>();
  const at = (ms: number): Timestamp => timestamp(ms as EpochMs);
  const add = <K extends 'weighing' | 'load-sheet' | 'notice'>(kind: K, atMs: number, body: BodyOf<K>): Uuid => {
    clock.now = atMs;
    // A capture's id has its time.
    const hex = (atMs - 4000).toString(16).padStart(12, '0');
    const id = `${hex.slice(0, 8)}-${hex.slice(8)}-7${newId().slice(15)}` as Uuid;
    const document = chain.append(kind, id, body);
    indexDocument(db, kind, document);
    return document.id;
  };
  const weigh = (atMs: number, body: Partial<BodyOf<'weighing'>>): Uuid => {
    const steadyMs = atMs - 6000 - Math.floor(random() * 3000);
    const id = add(
      'weighing',
      atMs,
      weighingBody({
        weighedAt: at(steadyMs),
        trace: { startedAt: at(steadyMs - 9000 - Math.floor(random() * 6000)), intervalMs: 100, weightsKg: [] },
        plateFront: { text: body.plateFront?.text ?? null, source: 'recognised' },
        ...body,
      }),
    );
    const endedMs = atMs + 8000 + Math.floor(random() * 15_000);
    new PassStore(db).insert(passRow({ endedAt: at(endedMs), zeroAfterKg: kg(random() < 0.1 ? 20 : 0), saved: [] }));
    new WeighingStore(db).left([id], endedMs as EpochMs);
    return id;
  };
  let serial = 0;
  const truck = (inMs: number): void => {
    const caseId = newId();
    const plate = `晋C${String(10_000 + Math.floor(random() * 80_000))}`;
    const plateFront = { text: plate, source: 'recognised' } as const;
    const tareKg = 14_000 + 20 * Math.floor(random() * 150);
    const outMs = inMs + (14 + Math.floor(random() * 25)) * MINUTE_MS;
    const tare = weigh(inMs, { kind: 'tare', caseId, plateFront, weightKg: kg(tareKg), limitKg: null, overKg: null });
    if (outMs > now) return;
    const over = random() < 0.08;
    if (over) weigh(outMs - 10 * MINUTE_MS, { caseId, plateFront, weightKg: kg(51_200), overKg: kg(2200) });
    const incomplete = random() < 0.04;
    if (random() < 0.05)
      add(
        'notice',
        outMs,
        noticeBody('weighing-void', { subjectId: weigh(outMs - 1000, { caseId, plateFront }), text: '空车误称' }),
      );
    if (over && random() < 0.3) return;
    const grossKg = 49_000 - 20 * Math.floor(random() * 100);
    const gross = weigh(outMs, {
      caseId,
      plateFront,
      weightKg: kg(grossKg),
      ...(incomplete
        ? { evidence: { state: 'incomplete', missing: [], reason: '后摄像机离线', acceptedBy: '张磅房' } as const }
        : {}),
    });
    const [goods, receiver] = SOLD[Math.floor(random() * random() * SOLD.length)] ?? SOLD[0];
    const day = at(outMs).slice(0, 10);
    serial += 1;
    const number = `140321-0001-1-${day.replaceAll('-', '')}-${String(serial).padStart(4, '0')}`;
    const netKg = grossKg - tareKg;
    const figures = {
      plate,
      goods: { name: goods },
      receiver,
      grossKg: kg(grossKg),
      tareKg: kg(tareKg),
      netKg: kg(netKg),
    };
    const sheet = add('load-sheet', outMs + 30_000, sheetBody(gross, tare, number, figures));
    if (random() < 0.06)
      add(
        'load-sheet',
        outMs + 60_000,
        sheetBody(gross, tare, number, { ...figures, status: 'void', voids: sheet, voidReason: '收货单位有误' }),
      );
    else netKgByMonth.set(day.slice(0, 7), (netKgByMonth.get(day.slice(0, 7)) ?? 0) + netKg);
  };
  /** What a shift leaves behind, whatever chance gave it. */
  const shift = (): void => {
    const minutesAgo = (minutes: number): number => now - minutes * MINUTE_MS;
    const of = (plate: string) => ({ caseId: newId(), plateFront: { text: plate, source: 'manual' } as const });
    const empty = { kind: 'tare', weightKg: kg(15_000), limitKg: null, overKg: null } as const;
    weigh(minutesAgo(35), { ...of('晋C70001'), ...empty });
    const heavy = of('晋C70002');
    weigh(minutesAgo(80), { ...heavy, ...empty });
    weigh(minutesAgo(50), { ...heavy, weightKg: kg(53_000), overKg: kg(4000) });
    const late = of('晋C70003');
    const tare = weigh(minutesAgo(45), { ...late, ...empty });
    const gross = weigh(minutesAgo(20), { ...late, weightKg: kg(47_000) });
    const papers = [{ kind: 'transport-permit', fault: 'expired' as const }];
    const override = { manager: '王站长', reason: '新证已办，次日取回', papers };
    const body = { plate: '晋C70003', grossKg: kg(47_000), tareKg: kg(15_000), netKg: kg(32_000), override };
    const number = `140321-0001-1-${at(minutesAgo(19)).slice(0, 10).replaceAll('-', '')}-9001`;
    add('load-sheet', minutesAgo(19), sheetBody(gross, tare, number, body));
    const month = at(minutesAgo(19)).slice(0, 7);
    netKgByMonth.set(month, (netKgByMonth.get(month) ?? 0) + 32_000);
    add('notice', minutesAgo(10), noticeBody('manual-opening', { subjectId: 'gate-out', text: '洒水车出场' }));
    const pass = passRow({ endedAt: at(minutesAgo(8)), vehicle: '晋C70004' });
    new PassStore(db).insert(pass);
    const raised = { id: newId(), subjectId: pass.id, scaleId: 'scale-1', at: minutesAgo(8) as EpochMs };
    new WarningStore(db).raise({ kind: 'pass-unrecorded', ...raised });
  };
  db.immediate(() => {
    for (let day = days; day >= 0; day -= 1) {
      const trucks = 6 + Math.floor(random() * 10);
      for (let nth = 0; nth < trucks; nth += 1) {
        const inMs = midnight - day * DAY_MS + (nth + 1) * 55 * MINUTE_MS;
        if (inMs < now - 5 * MINUTE_MS) truck(inMs);
      }
    }
    shift();
  });
  db.close();
  return { netKgByMonth };
}
