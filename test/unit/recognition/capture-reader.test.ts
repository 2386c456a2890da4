/** Who asks for readings: displays first, told as they come, kept once; late, missing and repeated ones hold nothing up. */
import { describe, expect, test, vi } from 'vitest';
import type { Image } from '../../../preload/contract/documents.ts';
import type { PlatePushed, Readings } from '../../../preload/contract/readings.ts';
import { kg, type Sha256, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { CaptureReader, type CaptureReaderParts } from '../../../main/station/recognition/capture-reader.ts';
import type { DisplayAnswer, PlateAnswer, PlateVote } from '../../../main/station/recognition/recognition-messages.ts';
import { FakeTime } from '../native/fake-time.ts';

const ID = '01900000-0000-7000-8000-000000000001' as Uuid;
const image = (role: 'front' | 'rear' | 'side', sha256 = role as string): Image =>
  ({ role, cameraId: `cam-${role}`, sha256: sha256 as Sha256, width: 1920, height: 1080 }) as Image;
const MARK = {
  corners: [[860, 560], [1024, 577], [1021, 621], [857, 613]],
  type: 'segments',
  unit: 'kg',
  decimals: 0,
  pictureSize: [1920, 1080],
} as const; // prettier-ignore
const PANEL = MARK.corners.map(([x, y]) => ({ x, y }));
const shows = (text: string, verdict: 'matches' | 'differs'): DisplayAnswer =>
  ({
    ok: true,
    clean: true,
    reading: { text, confidence: 0.9, legibility: 71.6, panel: PANEL, trouble: null },
    verification: { verdict, trouble: null },
  }) as never;
const vote = (text: string, more: Partial<PlateVote> = {}): PlateVote => ({
  color: 'yellow',
  rows: 1,
  confidence: 0.8,
  accepted: true,
  top: [{ text, kind: 'ordinary', confidence: 0.8 }],
  picture: 0,
  box: PANEL as never,
  ...more,
});

const CAPTURED = { id: ID, scaleId: 'scale-1', weightKg: kg(16_200), pushedFromMs: 0 };

function rig(parts: Partial<CaptureReaderParts> = {}) {
  const time = new FakeTime();
  const kept: Readings[] = [];
  const told: Readings[] = [];
  const plates = vi.fn<CaptureReaderParts['thread']['plates']>(() =>
    Promise.resolve<PlateAnswer>({ ok: true, front: vote('晋C12345'), rear: null, unreadable: 0 }),
  );
  const display = vi.fn<CaptureReaderParts['thread']['display']>(() => Promise.resolve(shows('16200', 'matches')));
  const reader = new CaptureReader({
    thread: { plates, display },
    plates: true,
    blindShare: 0.02,
    displayOf: (cameraId) => (cameraId === 'cam-front' ? MARK : null) as never,
    regionOf: () => null,
    picture: (sha256) => Promise.resolve(Buffer.from(sha256)),
    pushed: () => [],
    known: () => new Set(),
    store: { add: (_id, _at, readings) => void kept.push(readings), newest: () => null },
    clock: { wall: () => 0, monotonic: () => 0 } as never,
    timers: { after: time.after },
    random: () => 0.5,
    log: { warn: () => undefined },
    ...parts,
  });
  reader.onReadings((_, readings) => told.push(readings));
  const begin = (images = [image('front'), image('rear'), image('side')]) =>
    reader.begin({ ...CAPTURED, images, nearKg: [kg(16_180), kg(16_220)] });
  return { reader, time, kept, told, plates, display, begin };
}

describe('a capture’s pictures', () => {
  test('marked displays first, then the plates of front and rear; told as it comes, kept once', async () => {
    const { begin, display, kept, plates, reader, told } = rig();
    begin();
    const readings = await reader.settled(ID);
    expect(display).toHaveBeenCalledTimes(1);
    expect(display.mock.calls[0]?.[0]).toMatchObject({
      kind: 'seven-segment',
      expected: '16200',
      near: ['16180', '16220'],
      decimals: 0,
    });
    expect(plates.mock.calls[0]?.[0].map(({ camera }) => camera)).toEqual(['front', 'rear']);
    expect(readings).toMatchObject({
      state: 'done',
      plateFront: { text: '晋C12345', sha256: 'front', readAs: null },
      displays: [{ role: 'front', readingKg: 16_200, legibility: 72, verdict: 'matches' }],
    });
    expect(told.map(({ displays, plateFront, state }) => [displays.length, plateFront !== null, state])).toEqual([
      [1, false, 'reading'],
      [1, true, 'reading'],
      [1, true, 'done'],
    ]);
    expect(kept).toEqual([readings]);
  });

  test('taken again, the pictures from before vote along, each camera’s newest three; what they show best is shown in the present one', async () => {
    const { begin, plates, reader } = rig();
    const asked = (): string[] =>
      (plates.mock.calls.at(-1)?.[0] ?? []).map(({ camera, jpeg }) => `${camera} ${Buffer.from(jpeg).toString()}`);
    begin([image('front', 'f1'), image('rear', 'r1')]);
    await reader.settled(ID);
    begin([image('front', 'f2'), image('rear', 'r2')]);
    plates.mockResolvedValueOnce({ ok: true, front: vote('晋C12345', { picture: 2 }), rear: null, unreadable: 0 });
    expect((await reader.settled(ID))?.plateFront).toMatchObject({ text: '晋C12345', sha256: 'f2' });
    expect(asked()).toEqual(['front f2', 'rear r2', 'front f1', 'rear r1']);
    for (const shot of [3, 4]) {
      begin([image('front', `f${shot}`), image('rear', `r${shot}`)]);
      await reader.settled(ID);
    }
    expect(asked()).toEqual(['front f4', 'rear r4', 'front f3', 'rear r3', 'front f2', 'rear r2']);
  });

  test('an earlier picture that is gone is left out; another truck begins with its own', async () => {
    const gone = rig({
      picture: (sha256) =>
        sha256 === 'f1' ? Promise.reject(new Error('ENOENT')) : Promise.resolve(Buffer.from(sha256)),
    });
    gone.begin([image('front', 'f1')]);
    await gone.reader.settled(ID);
    gone.begin([image('front', 'f2')]);
    await gone.reader.settled(ID);
    expect(gone.plates.mock.calls.at(-1)?.[0]).toHaveLength(1);
    const other = { ...CAPTURED, id: ID.replace(/1$/, '2') as Uuid, images: [image('front', 'f9')], nearKg: [] };
    gone.reader.begin(other);
    await gone.reader.settled(other.id);
    expect(gone.plates.mock.calls.at(-1)?.[0]).toHaveLength(1);
  });

  test('where a camera’s region is known, plates elsewhere are not asked about', async () => {
    const region = { left: 0.2, top: 0.4, right: 0.8, bottom: 1 };
    const { begin, plates, reader } = rig({ regionOf: (cameraId) => (cameraId === 'cam-front' ? region : null) });
    begin();
    await reader.settled(ID);
    expect(plates.mock.calls[0]?.[0].map((one) => one.region)).toEqual([region, null]);
  });

  test('a picture of another shape than the marked one is not read, and says so', async () => {
    const { begin, display, reader } = rig();
    begin([{ ...image('front'), width: 1280, height: 960 }]);
    expect((await reader.settled(ID))?.displays).toMatchObject([{ verdict: 'cannot-tell', trouble: 'picture-shape' }]);
    expect(display).not.toHaveBeenCalled();
  });

  test('a reader that has ended says so for both, and the capture is settled all the same', async () => {
    const { begin, display, plates, reader } = rig();
    display.mockResolvedValue({ ok: false, trouble: 'reader-ended' });
    plates.mockResolvedValue({ ok: false, code: 'plate.model-missing', file: 'plate.onnx' });
    begin();
    expect(await reader.settled(ID)).toMatchObject({
      state: 'done',
      plateFront: null,
      plateTrouble: { code: 'plate.model-missing', file: 'plate.onnx' },
      displays: [{ verdict: 'cannot-tell', trouble: 'reader-ended' }],
    });
  });

  test('a picture that cannot be had again is said to be one, and the other is read all the same', async () => {
    const one = rig({
      picture: (sha256) =>
        sha256 === 'front' ? Promise.reject(new Error('ENOENT')) : Promise.resolve(Buffer.from(sha256)),
    });
    one.begin();
    expect(await one.reader.settled(ID)).toMatchObject({
      state: 'done',
      displays: [{ role: 'front', verdict: 'cannot-tell', trouble: 'picture-damaged' }],
    });
    expect(one.plates.mock.calls[0]?.[0].map(({ camera }) => camera)).toEqual(['rear']);
  });

  test('a store that refuses: it is over, and nothing is thrown', async () => {
    const full = rig({
      store: {
        add: () => {
          throw new Error('disk full');
        },
        newest: () => null,
      },
    });
    full.begin();
    expect(await full.reader.settled(ID)).toMatchObject({ state: 'done', plateFront: { text: '晋C12345' } });
  });

  test('a record waits four seconds and no longer: then what is there is all', async () => {
    const { begin, plates, reader, time } = rig();
    plates.mockReturnValue(new Promise(() => undefined));
    begin();
    const settled = reader.settled(ID);
    await vi.waitFor(() => expect(plates).toHaveBeenCalled());
    time.advance(4000);
    expect(await settled).toMatchObject({ state: 'reading', displays: [{ verdict: 'matches' }] });
  });

  test('pictures taken again: who waits gets the new ones’ readings, and what was asked of the old ones is nobody’s', async () => {
    const { begin, kept, plates, reader } = rig();
    let late = (_: PlateAnswer): void => undefined;
    plates.mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
    begin();
    await vi.waitFor(() => expect(plates).toHaveBeenCalledTimes(1));
    const settled = reader.settled(ID);
    begin([image('front', 'again')]);
    expect(await settled).toMatchObject({ state: 'done', plateFront: { sha256: 'again' } });
    late({ ok: true, front: vote('晋Z99999'), rear: null, unreadable: 0 });
    await Promise.resolve();
    expect(reader.of(ID)?.plateFront?.text).toBe('晋C12345');
    expect(kept).toHaveLength(1);
  });

  test('one look-alike away from one known vehicle: that one is proposed, and what was read stays beside it', async () => {
    const { begin, plates, reader } = rig({ known: (texts) => new Set(texts.filter((text) => text === '晋M60031')) });
    plates.mockResolvedValue({ ok: true, front: vote('晋N60031', { accepted: false }), rear: null, unreadable: 0 });
    begin();
    expect((await reader.settled(ID))?.plateFront).toMatchObject({
      text: '晋M60031',
      readAs: '晋N60031',
      accepted: false,
      top: [{ text: '晋N60031' }],
    });
  });

  test('one truck in fifty is asked blind, and stays so when its pictures are taken again', async () => {
    const chance = [0.019, 0.9];
    const { begin, reader } = rig({ random: () => chance.shift() ?? 1 });
    begin();
    expect((await reader.settled(ID))?.blind).toBe(true);
    begin();
    expect((await reader.settled(ID))?.blind).toBe(true);
  });

  test('nothing to be read: no stored picture is touched', async () => {
    const picture = vi.fn(() => Promise.reject(new Error('not asked for')));
    const { begin, reader } = rig({ plates: false, displayOf: () => null, picture });
    begin();
    expect(await reader.settled(ID)).toMatchObject({ state: 'done', displays: [] });
    expect(picture).not.toHaveBeenCalled();
  });

  test('after a restart what was read of these very pictures stands, blind or not; of others it is read again', async () => {
    const kept: Readings = {
      state: 'done',
      pictures: ['front' as Sha256],
      plateFront: null,
      plateRear: null,
      plateTrouble: null,
      displays: [],
      displayKg: null,
      pushed: [],
      blind: true,
    };
    const store = { add: () => undefined, newest: () => kept };
    const captured = { ...CAPTURED, nearKg: [] };
    const same = rig({ store });
    same.reader.resume({ ...captured, images: [image('front')] });
    expect(same.reader.of(ID)).toBe(kept);
    expect(same.plates).not.toHaveBeenCalled();
    const other = rig({ store });
    other.reader.resume({ ...captured, images: [image('front', 'again')] });
    expect(await other.reader.settled(ID)).toMatchObject({ blind: true, plateFront: { sha256: 'again' } });
  });

  test('what waits is never pushed out by those that came later', async () => {
    const { begin, plates, reader } = rig();
    plates.mockReturnValueOnce(new Promise(() => undefined));
    begin();
    await vi.waitFor(() => expect(plates).toHaveBeenCalledTimes(1));
    for (let nth = 0; nth < 100; nth += 1) {
      const id = `other-${nth}` as Uuid;
      reader.begin({ ...CAPTURED, id, images: [], nearKg: [] });
      await reader.settled(id);
    }
    expect(reader.of(ID)?.state).toBe('reading');
    expect(reader.of('other-0' as Uuid)).toBeNull();
  });

  test('plates switched off: only displays; a capture that nobody began has no readings', async () => {
    const { begin, plates, reader } = rig({ plates: false });
    begin();
    expect(await reader.settled(ID)).toMatchObject({ state: 'done', plateTrouble: null });
    expect(plates).not.toHaveBeenCalled();
    expect(reader.of('other' as Uuid)).toBeNull();
    expect(await reader.settled('other' as Uuid)).toBeNull();
  });
});

describe('front, rear and the earlier frames as one number', () => {
  const says = (text: string | null, confidence: number, more: { readonly clean?: boolean } = {}): DisplayAnswer =>
    ({
      ok: true,
      clean: more.clean ?? true,
      reading: { text, confidence, legibility: 50, panel: PANEL, trouble: confidence < 0.35 ? 'illegible' : null },
      verification: { verdict: 'cannot-tell', trouble: 'illegible' },
    }) as never;
  /** What each picture's display says, whichever camera took it. */
  const shown = (answers: Readonly<Record<string, DisplayAnswer>>, marks: Readonly<Record<string, object>> = {}) => {
    const one = rig({ displayOf: (cameraId) => (marks[cameraId] ?? MARK) as never });
    one.display.mockImplementation(({ jpeg }) =>
      Promise.resolve(answers[Buffer.from(jpeg).toString()] ?? says(null, 0)),
    );
    return async (...images: Image[]): Promise<number | null | undefined> => {
      one.begin(images);
      return (await one.reader.settled(ID))?.displayKg;
    };
  };

  test.each([
    ['sure by itself', says('16200', 0.9), says(null, 0), 16_200],
    ['two that are not sure and say the same', says('16200', 0.25), says('16200', 0.25), 16_200],
    ['one that is not sure', says('16200', 0.25), says(null, 0), null],
    ['two that are each sure of another', says('16200', 0.9), says('16280', 0.9), null],
    ['one lacks the leading digit', says('16200', 0.6), says('6200', 0.9), 16_200],
    ['a picture of which the decoder complains says nothing', says('16280', 0.9, { clean: false }), says(null, 0), null],
    ['the reader is not there', { ok: false, trouble: 'reader-ended' } as const, says('16200', 0.9), 16_200],
  ])('%s', async (_, front, rear, displayKg) => {
    expect(await shown({ front, rear })(image('front'), image('rear'))).toBe(displayKg);
  }); // prettier-ignore

  test('displays of different units are the same number, of whatever they show', async () => {
    const tonnes = { ...MARK, unit: 't', decimals: 2 };
    const begin = shown({ front: says('16200', 0.25), rear: says('16.20', 0.25) }, { 'cam-rear': tonnes });
    expect(await begin(image('front'), image('rear'))).toBe(16_200);
  });

  test('what no display of this kind shows is no number of it', async () => {
    expect(await shown({ front: says('16.200', 0.9) })(image('front'))).toBeNull();
  });

  test('taken again, what each camera’s earlier frames showed counts along, three of a camera and no more', async () => {
    const begin = shown({ f1: says('16200', 0.9), f5: says('16280', 0.9) });
    expect(await begin(image('front', 'f1'))).toBe(16_200);
    expect(await begin(image('front', 'f2'))).toBe(16_200);
    expect(await begin(image('front', 'f3'))).toBe(16_200);
    expect(await begin(image('front', 'f4'))).toBeNull();
    expect(await begin(image('front', 'f5'))).toBe(16_280);
  });

  test('an earlier frame that is sure of another number: nothing is sure, and each picture says its own', async () => {
    const begin = shown({ f1: says('16280', 0.9), f2: says('16200', 0.9) });
    expect(await begin(image('front', 'f1'))).toBe(16_280);
    expect(await begin(image('front', 'f2'))).toBeNull();
  });

  test('a picture that stays while the other is taken again is one frame', async () => {
    const begin = shown({ f1: says('16200', 0.9) });
    await begin(image('front', 'f1'), image('rear', 'r1'));
    for (const rear of ['r2', 'r3', 'r4', 'r5'])
      expect(await begin(image('front', 'f1'), image('rear', rear))).toBe(16_200);
  });

  test('the reader is never told what the others showed, nor is a picture’s own reading changed', async () => {
    const one = rig({ displayOf: () => MARK as never });
    one.display.mockResolvedValueOnce(says('16200', 0.25)).mockResolvedValueOnce(says('16200', 0.25));
    one.begin([image('front'), image('rear')]);
    const settled = await one.reader.settled(ID);
    expect(settled).toMatchObject({ displayKg: 16_200, displays: [{ readingKg: null }, { readingKg: null }] });
    expect(one.display.mock.calls.map(([asked]) => Object.keys(asked).sort())).toEqual(
      Array(2).fill(['decimals', 'expected', 'jpeg', 'kind', 'near', 'panel']),
    );
  });
});

describe('what smart cameras pushed', () => {
  const plate = (text: string, cameraId = 'cam-front'): PlatePushed =>
    ({ cameraId, role: 'front', text, kind: 'ordinary', color: 'yellow', confidence: 0.9 }) as PlatePushed;
  const texts = (readings: Readings | null | undefined): string[] => readings?.pushed.map(({ text }) => text) ?? [];

  test('before the capture it is there with the first that is told, by scale and time, and kept with it', async () => {
    const pushed = vi.fn<CaptureReaderParts['pushed']>(() => [plate('晋C55555')]);
    const { begin, kept, reader, told } = rig({ pushed });
    begin();
    expect(texts(reader.of(ID))).toEqual(['晋C55555']);
    expect(pushed.mock.calls[0]?.[0]).toMatchObject({ scaleId: 'scale-1', pushedFromMs: 0 });
    await reader.settled(ID);
    expect(told.every((readings) => texts(readings).length === 1)).toBe(true);
    expect(kept).toHaveLength(1);
    expect(texts(kept[0])).toEqual(['晋C55555']);
    // It changes nothing of what was read.
    expect(kept[0]).toMatchObject({ plateFront: { text: '晋C12345' }, plateRear: null });
  });

  test('while it is being read: told at once, kept once at the end', async () => {
    let list: PlatePushed[] = [];
    const { begin, kept, reader, told } = rig({ pushed: () => list });
    begin();
    list = [plate('晋C55555')];
    reader.pushed({ ...CAPTURED, images: [], nearKg: [] });
    expect(texts(told.at(-1))).toEqual(['晋C55555']);
    await reader.settled(ID);
    expect(kept.map(texts)).toEqual([['晋C55555']]);
  });

  test('afterwards: told and kept once more; the same again, or one of another capture, is neither', async () => {
    let list: PlatePushed[] = [];
    const { begin, kept, reader, told } = rig({ pushed: () => list });
    begin();
    await reader.settled(ID);
    list = [plate('晋C55555')];
    reader.pushed({ ...CAPTURED, images: [], nearKg: [] });
    const before = told.length;
    reader.pushed({ ...CAPTURED, images: [], nearKg: [] });
    reader.pushed({ ...CAPTURED, id: 'other' as Uuid, images: [], nearKg: [] });
    expect(told).toHaveLength(before);
    expect(kept.map(texts)).toEqual([[], ['晋C55555']]);
    expect(reader.of('other' as Uuid)).toBeNull();
  });

  test('six of one truck and no more; what was shown stays when the cameras have said other things since', async () => {
    let list = Array.from({ length: 8 }, (_, nth) => plate(`晋C0000${nth}`));
    const { begin, reader } = rig({ pushed: () => list });
    begin();
    list = [plate('晋C99999')];
    reader.pushed({ ...CAPTURED, images: [], nearKg: [] });
    begin();
    await reader.settled(ID);
    expect(texts(reader.of(ID))).toEqual([0, 1, 2, 3, 4, 5].map((nth) => `晋C0000${nth}`));
  });

  test('the same plate of two cameras is two suggestions', () => {
    const { begin, reader } = rig({ pushed: () => [plate('晋C55555'), plate('晋C55555', 'cam-rear')] });
    begin();
    expect(reader.of(ID)?.pushed.map(({ cameraId }) => cameraId)).toEqual(['cam-front', 'cam-rear']);
  });
});
