/** How long a search of the files takes on the reading thread, beside LIKE over the same rows on the same thread. */
import { FileQuery } from '../../main/station/files/file-query.ts';
import { fold } from '../../main/station/files/name-keys.ts';
import { initialsOf } from '../../main/station/files/initials.ts';
import { NameStore } from '../../main/station/files/name-store.ts';
import { VehicleStore } from '../../main/station/records/vehicle-store.ts';
import { StationDatabase } from '../../main/station/store/database.ts';
import { Reader } from '../../main/station/store/reader.ts';
import { prepareFolder } from '../../main/station/store/prepare-folder.ts';
import { StoreThread } from '../../main/station/store/store-thread.ts';
import { timestamp } from '../../preload/contract/vocabulary.ts';
import { newId } from '../unit/store/temp-station.ts';
import { inBenchFolder } from './bench-folder.ts';
import { percentile, say, spread, type Bench } from './figure.ts';
import { systemClock } from './system-clock.ts';

const VEHICLES = 100_000;
const DRIVERS = 20_000;
/** p99 of so many is the sixth worst. */
const QUESTIONS = 600;
const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕单解';
const GIVEN = '伟强军磊洋勇艳杰涛明超秀霞平刚桂英建国华文辉玉兰红志海峰永新春梅东波斌';
const LIKE_VEHICLE = "SELECT body FROM vehicle WHERE plate LIKE '%' || ? || '%' ORDER BY updatedAt DESC LIMIT 9";
const LIKE_NAME = `SELECT body FROM name_file WHERE kind = 'driver' AND (folded LIKE '%' || @text || '%' OR initials LIKE '%' || @text || '%')
  ORDER BY usedAtMs DESC LIMIT 9`;

export const fileSearch: Bench = {
  name: 'file-search-p99',
  unit: 'ms',
  goal: { of: 'value', is: 'at-most', bound: 10 },
  measure: () =>
    inBenchFolder(async (dataDir) => {
      const thread = StoreThread.start();
      await prepareFolder({ dataDir, simulated: true, thread, onOurs: () => undefined, onStep: () => undefined });
      await thread.stop();
      const db = StationDatabase.open({ dataDir, simulated: true, clock: systemClock(), newId });
      const { names, plates } = fill(db);
      const reader = new Reader({ dataDir });
      const query = new FileQuery(reader);
      const random = generator(7);
      const ours: number[] = [];
      const plain: number[] = [];
      const partOf = (whole: string, length: number): string => {
        const at = Math.floor(random() * Math.max(1, whole.length - length + 1));
        return whole.slice(at, at + length);
      };
      for (let question = 0; question < QUESTIONS; question++) {
        // Of a third each: plates by a part of three to six, by a tail of one or two, drivers by initials or a part.
        const plate = plates[Math.floor(random() * plates.length)] ?? '';
        const name = names[Math.floor(random() * names.length)] ?? '';
        const initials = initialsOf(name)[0] ?? '';
        const vehicle = question % 3 !== 2;
        const text =
          question % 3 === 0
            ? partOf(plate, 3 + (question % 4))
            : question % 3 === 1
              ? plate.slice(-1 - (question % 2))
              : question % 2 === 0
                ? partOf(initials, 1 + (question % 3))
                : partOf(name, 1 + (question % 2));
        const sides = [
          async () => {
            const found = vehicle
              ? (await query.vehicles(text, 9)).length
              : (await query.search({ kind: 'driver', text, limit: 9 }, '2026-11-30')).items.length;
            if (found === 0) throw new Error(`nothing was found for ${text}`);
          },
          async () => {
            const found = vehicle
              ? await reader.all(LIKE_VEHICLE, [text])
              : await reader.all(LIKE_NAME, [{ text: fold(text) }]);
            if (found.length === 0) throw new Error(`LIKE found nothing for ${text}`);
          },
        ] as const;
        for (const side of question % 2 === 0 ? [0, 1] : [1, 0]) {
          const startedAt = performance.now();
          await sides[side === 0 ? 0 : 1]();
          (side === 0 ? ours : plain).push(performance.now() - startedAt);
        }
      }
      await reader.stop();
      db.close();
      say(`  ours ${spread(ours)} ms`);
      say(`  LIKE ${spread(plain)} ms`);
      return { value: percentile(ours, 0.99), baseline: percentile(plain, 0.99) };
    }),
};

function fill(db: StationDatabase): { readonly plates: string[]; readonly names: string[] } {
  const random = generator(3);
  const pick = (from: string): string => from[Math.floor(random() * from.length)] ?? '';
  const vehicles = new VehicleStore(db);
  const files = new NameStore(db);
  const plates = new Set<string>();
  // Nine of ten are of one city, as at any site.
  while (plates.size < VEHICLES)
    plates.add(
      `${random() < 0.9 ? '晋C' : pick('冀豫陕蒙') + pick('ABCDE')}${Array.from({ length: 5 }, () => pick(random() < 0.9 ? '0123456789' : 'ABCDEFGH')).join('')}`,
    );
  const list = [...plates];
  for (let from = 0; from < list.length; from += 2000)
    db.immediate(() => {
      for (const [at, plate] of list.slice(from, from + 2000).entries())
        vehicles.put(
          { plate, axleCount: 6, goodsName: '原煤' },
          timestamp((Date.UTC(2026, 0, 1) + (from + at) * 1000) as never),
          '甲',
        );
    });
  const names = new Set<string>();
  while (names.size < DRIVERS) names.add(pick(SURNAMES) + pick(GIVEN) + (random() < 0.8 ? pick(GIVEN) : ''));
  const people = [...names];
  for (let from = 0; from < people.length; from += 1000)
    db.immediate(() => {
      for (const name of people.slice(from, from + 1000)) {
        const id = files.put(
          null,
          { kind: 'driver', name },
          { at: timestamp(Date.UTC(2026, 0, 1) as never), operatorId: '甲' },
        );
        files.addKeys(id, name, initialsOf(name));
      }
    });
  return { plates: list, names: people };
}

/** The same numbers in every run (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
