/** A station that does nothing but write, as fast as it can, and says on stdout what it has confirmed. Killed by its parent. */
import { randomBytes } from 'node:crypto';
import { beijingDay, type Sha256 } from '../../../preload/contract/vocabulary.ts';
import { CaptureStore } from '../../../main/station/records/capture-store.ts';
import { LoadSheetStore } from '../../../main/station/records/load-sheet-store.ts';
import { PhotoStore } from '../../../main/station/records/photo-store.ts';
import { loadOrMakeKey } from '../../../main/station/records/station-key.ts';
import { StationDatabase } from '../../../main/station/store/database.ts';
import { prepareFolder } from '../../../main/station/store/prepare-folder.ts';
import { captureRow, chainOf, image, sheetBody, weighingBody } from '../../unit/records/samples.ts';
import { newId, TestClock } from '../../unit/store/temp-station.ts';

const dataDir = process.argv[2] ?? '';
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const clock = new TestClock();

await prepareFolder({ dataDir, simulated: true });
const db = StationDatabase.open({ dataDir, simulated: true, clock, newId });
const host = { seal: () => Promise.resolve(null), unseal: () => Promise.resolve(null) };
const { signer } = await loadOrMakeKey({ dataDir, host, db });
const { chain, add } = chainOf(db, clock, signer);
const captures = new CaptureStore(db);
const sheets = new LoadSheetStore(db);
const photos = new PhotoStore({ dataDir, db });
await photos.start();
for (const row of captures.pending()) add('weighing', weighingBody({ images: [...row.images] }), row.id);
say('ready');

for (;;) {
  const taken: Promise<Sha256>[] = [photos.put(randomBytes(60_000)), photos.put(randomBytes(60_000))];
  const [front = '', rear = ''] = await Promise.all(taken);
  const images = [image('cam-front', 'front', front), image('cam-rear', 'rear', rear)];
  const row = captureRow({ images });
  db.immediate(() => captures.insert(row));
  say(`capture ${row.id}`);
  add('weighing', weighingBody({ images }), row.id);
  say(`document ${row.id}`);
  const sheet = db.immediate(() => {
    const number = sheets.nextNumber('140321-0001-1', beijingDay(clock.wall()));
    const document = chain.append('load-sheet', newId(), sheetBody(row.id, row.id, number));
    sheets.index(document);
    return document;
  });
  say(`document ${sheet.id}`);
}
