/**
 * Reads the plates in a picture: text lines and coloured grounds say where one may be, our own network says of each place what
 * it holds, PP-OCR reads the few that hold something, and both are brought together under the grammar.
 */
import { type PlateColor } from '../../../../preload/contract/vocabulary.ts';
import { type PlateKind } from '../../rules/plate-grammar.ts';
import { mayBeAccepted } from './accept.ts';
import { type CtcColumns, joinColumns, narrow, readGreedily } from './ctc-columns.ts';
import { cutOut } from './cut-out.ts';
import { fuseReadings } from './fuse-readings.ts';
import { type Region, isInside, standsAlone, truckFirst, withoutDoubles } from './main-plate.ts';
import { CENTRED, IMAGENET, PLAIN, writePlanes } from './network-input.ts';
import { plateGrounds } from './plate-grounds.ts';
import { type PlateModels, outputOf } from './plate-models.ts';
import { type PlatePlace, linesOfDouble, platePlaces, withRoom } from './plate-places.ts';
import { PLATE_GROUNDS, type PlateReading } from './plate-reading.ts';
import { allViews, oneView } from './plate-views.ts';
import { overlap, type Quad, quadHeight, quadWidth, slopingQuad, uprightQuad } from './quad.ts';
import { type RgbPicture } from './rgb-picture.ts';
import { shrink } from './shrink.ts';
import { type SlotScores, scoreOfBest, scoreOfText, slotScores } from './slot-reading.ts';
import { textLines } from './text-lines.ts';

/** The detector's picture: its longer side at most, in multiples of 32. */
const DETECTION_SIDE = 960;
/** Places that our network looks at, and how many of them PP-OCR reads too: ten plates in a picture are many. */
const MOST_PLACES = 24;
const MOST_READ = 4;
/** Below it a plate may be cut off; with nothing surer in the picture its places are looked at with more room. */
const LEAST_SURE = Math.log(0.4);
/** Of a crop: above it nobody asks whether the plate slopes in it. How far it may, in shares of the crop's height. */
const CLEAR = Math.log(0.9);
const CROP_SLOPES = [0, 0.2, 0.35, -0.2, -0.35] as const;
/** PP-OCR's line: 48 high, and not endlessly long. */
const LINE_HEIGHT = 48;
const MOST_LINE_WIDTH = 320;
/** What a person is shown. */
const SHOWN_WIDTH = 240;
/** Below it no colour is named. */
const SURE_COLOUR = 0.6;

interface Look {
  readonly place: PlatePlace;
  readonly slots: SlotScores;
  readonly grounds: readonly number[];
  readonly double: number;
  /** Logarithm of the best plate's probability by our network alone. */
  readonly sure: number;
  /** How much better the best plate explains the place than "nothing": above 0 something is there. */
  readonly hold: number;
}

export class PlateReader {
  readonly #models: PlateModels;

  constructor(models: PlateModels) {
    this.#models = models;
  }

  /** All plates of a picture, the truck's first. */
  async read(picture: RgbPicture, region?: Region): Promise<PlateReading[]> {
    const lines = await this.#detect(picture);
    const places = platePlaces(lines, plateGrounds(picture), MOST_PLACES);
    const first = await this.#look(picture, places, oneView);
    if (!first.some(({ sure }) => sure > LEAST_SURE)) {
      first.push(...(await this.#look(picture, withRoom(places, 2 * MOST_PLACES), oneView)));
    }
    const looks = first.filter(({ hold }) => hold > 0);
    looks.sort((a, b) => b.hold - a.hold);
    const chosen: Look[] = [];
    for (const look of looks) {
      if (chosen.length === MOST_READ) break;
      // Of one place at most two views go on: as one row and as two.
      const rivals = chosen.filter((other) => overlap(other.place.quad, look.place.quad) > 0.5);
      if (rivals.some(({ place }) => place.rows === look.place.rows)) continue;
      if (rivals.some(({ hold }) => hold > look.hold + 12)) continue;
      chosen.push(look);
    }
    const again = await this.#look(
      picture,
      chosen.map(({ place }) => place),
      allViews,
    );
    const readings: PlateReading[] = [];
    for (const look of again) {
      const reading = await this.#judge(picture, look);
      if (reading !== null) readings.push(reading);
    }
    const own = withoutDoubles(readings);
    const inside = region === undefined ? own : own.filter((one) => isInside(one, picture, region));
    return truckFirst(inside, picture).map((one) =>
      standsAlone(one, inside) ? one : { ...one, alone: false, accepted: false },
    );
  }

  /** The plate of a picture that holds one plate and little else; null when it holds none. */
  async readCrop(picture: RgbPicture): Promise<PlateReading | null> {
    const quad = await this.#plateInCrop(picture);
    const [single] = await this.#look(picture, [{ quad, lines: [quad], rows: 1 }], allViews);
    if (single === undefined) return null;
    if (single.double < 0.5) return this.#judge(picture, single);
    const [double] = await this.#look(picture, [{ quad, lines: linesOfDouble(quad), rows: 2 }], allViews);
    return double === undefined ? null : this.#judge(picture, double);
  }

  /** A crop is the hull of its plate: all of it, or where that is not clear a sloping plate within. */
  async #plateInCrop(picture: RgbPicture): Promise<Quad> {
    const shapes = CROP_SLOPES.map((slope) => slopingQuad(picture, slope));
    const whole = shapes[0]!;
    const looks = await this.#look(
      picture,
      shapes.map((quad) => ({ quad, lines: [quad], rows: 1 })),
      oneView,
    );
    if (looks[0]!.sure > CLEAR) return whole;
    return looks.reduce((a, b) => (b.sure > a.sure ? b : a)).place.quad;
  }

  /** What PP-OCR alone reads in this quad, greedily: the peer that we are measured against. */
  async readAlone(picture: RgbPicture, quad: Quad): Promise<string> {
    return readGreedily(await this.#line(picture, quad), this.#models.keys);
  }

  /** The text lines that PP-OCR finds. */
  async #detect(picture: RgbPicture) {
    const scale = Math.min(1, DETECTION_SIDE / Math.max(picture.width, picture.height));
    const side = (length: number) => Math.max(32, Math.floor((length * scale) / 32) * 32);
    const width = side(picture.width);
    const height = side(picture.height);
    const enlarged = width > picture.width || height > picture.height;
    const whole = uprightQuad(0, 0, picture.width, picture.height);
    const small = enlarged ? cutOut(picture, whole, width, height) : shrink(picture, width, height);
    const input = new Float32Array(3 * width * height);
    writePlanes(input, 0, small, IMAGENET.mean, IMAGENET.spread);
    const map = outputOf(await this.#models.detection.run(input, [1, 3, height, width]));
    return textLines(map.data, width, height, picture.width / width, picture.height / height);
  }

  /** Where PP-OCR finds text: for its own reading as the peer. */
  async findLines(picture: RgbPicture): Promise<Quad[]> {
    return (await this.#detect(picture)).map(({ quad }) => quad);
  }

  /** Our network on all places in one go; what several views of a place say is averaged. */
  async #look(picture: RgbPicture, places: readonly PlatePlace[], viewsOf: typeof oneView): Promise<Look[]> {
    const { own, ownWidth: width, ownHeight: height } = this.#models;
    const views = places.map((place) => viewsOf(picture, place, [width, height]));
    const all = views.flat();
    if (all.length === 0) return [];
    const input = new Float32Array(all.length * 3 * width * height);
    all.forEach((view, i) => writePlanes(input, i, view, PLAIN.mean, PLAIN.spread));
    const outputs = await own.run(input, [all.length, 3, height, width]);
    const partsOf = (name: string) => {
      const { data } = outputOf(outputs, name);
      const size = data.length / all.length;
      return (index: number) => data.subarray(index * size, (index + 1) * size);
    };
    const [slots, colour, rows] = [partsOf('slots'), partsOf('colour'), partsOf('rows')];
    let next = 0;
    return places.map((place, i) => {
      const indexes = views[i]!.map(() => next++);
      const scores = mean(indexes.map((index) => slotScores(slots(index))));
      const grounds = [...mean(indexes.map((index) => shares(colour(index))))];
      const double = mean(indexes.map((index) => shares(rows(index))))[1] ?? 0;
      const sure = scoreOfBest(scores);
      return { place, slots: scores, grounds, double, sure, hold: sure - scoreOfText(scores, '') };
    });
  }

  /** PP-OCR's raw output for one line. */
  async #line(picture: RgbPicture, quad: Quad): Promise<Float32Array> {
    const aspect = quadWidth(quad) / Math.max(1, quadHeight(quad));
    const width = Math.min(MOST_LINE_WIDTH, Math.max(LINE_HEIGHT, Math.round(LINE_HEIGHT * aspect)));
    const input = new Float32Array(3 * LINE_HEIGHT * width);
    writePlanes(input, 0, cutOut(picture, quad, width, LINE_HEIGHT), CENTRED.mean, CENTRED.spread);
    return outputOf(await this.#models.recognition.run(input, [1, 3, LINE_HEIGHT, width])).data;
  }

  /** Both readers on one place, brought together. */
  async #judge(picture: RgbPicture, look: Look): Promise<PlateReading | null> {
    const { place, slots, grounds } = look;
    const lines: CtcColumns[] = [];
    for (const quad of place.lines) lines.push(narrow(await this.#line(picture, quad), this.#models.columns));
    const { candidates: top, agreed } = fuseReadings({ slots, line: joinColumns(lines), grounds });
    const first = top[0];
    if (first === undefined) return null;
    const height = Math.max(
      16,
      Math.round((SHOWN_WIDTH * quadHeight(place.quad)) / Math.max(1, quadWidth(place.quad))),
    );
    return {
      ...first,
      colour: colourOf(grounds, first.kind),
      rows: place.rows,
      top,
      box: place.quad,
      crop: cutOut(picture, place.quad, SHOWN_WIDTH, Math.min(SHOWN_WIDTH, height)),
      agreed,
      alone: true,
      accepted: mayBeAccepted(first, agreed),
    };
  }
}

/** Place by place. */
function mean(lists: readonly Float32Array[]): Float32Array {
  return lists[0]!.map((_, i) => lists.reduce((sum, list) => sum + list[i]!, 0) / lists.length);
}

/** Softmax. */
function shares(logits: Float32Array): Float32Array {
  const most = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = logits.map((value) => Math.exp(value - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((value) => value / sum);
}

/** The ground's colour, if the network is sure; a large new-energy plate is the two-coloured one. */
function colourOf(grounds: readonly number[], kind: PlateKind): PlateColor {
  const most = grounds.indexOf(Math.max(...grounds));
  if ((grounds[most] ?? 0) < SURE_COLOUR) return 'unknown';
  const ground = PLATE_GROUNDS[most] ?? 'unknown';
  return ground === 'green' && kind === 'ne-large' ? 'yellow-green' : ground;
}
