/**
 * Pictures of displays that an installer tried, with what was read in them: kept so that the reader can be improved by what a
 * site really shows. They stay on this computer: nothing sends them, no bundle or copy of the records takes them along.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import {
  DisplaySample,
  DisplayTrial,
  type DisplaySamples as SamplesOf,
} from '../../../preload/contract/camera-display.ts';
import { storeError } from '../store/store-error.ts';
import { syncFolder, writeWhole } from '../store/whole-file.ts';

/** Of each camera and light: some 4 MB each. */
export const KEPT = 3;
/** `day-20261130T140203123`: in the order of time by name. */
const NAME = /^(day|night)-\d{8}T\d{9}$/;
const PART = /\.part$/;
const FACTS = 'sample.json';

const Facts = z.looseObject({ trial: DisplayTrial, sample: DisplaySample });

export class DisplaySamples {
  readonly #folder: string;

  /** @param dataDir of the station */
  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'display-samples');
  }

  /**
   * Keeps a whole trial, and of its camera and light only the newest {@link KEPT}. Either all of it is there or nothing.
   * @param pictures as they came, in the order of the shots; null where there was none
   * @throws CodedError store.disk-full | store.failed
   */
  async keep(trial: DisplayTrial, pictures: readonly (Uint8Array | null)[]): Promise<void> {
    const folder = this.#of(trial.cameraId);
    const name = `${trial.light}-${trial.startedAt.slice(0, 23).replace(/[-:.]/g, '')}`;
    const part = join(folder, `${name}.part`);
    try {
      await mkdir(part, { recursive: true, mode: 0o700 });
      for (const [index, jpeg] of pictures.entries()) {
        const file = join(part, `${String(index + 1).padStart(2, '0')}.jpg`);
        if (jpeg !== null) await writeWhole(file, `${file}.part`, jpeg);
      }
      const facts = Buffer.from(JSON.stringify({ trial, sample: sampleOf(trial) }, null, 2));
      await writeWhole(join(part, FACTS), join(part, `${FACTS}.part`), facts);
      await rename(part, join(folder, name));
      await syncFolder(folder);
    } catch (error) {
      await rm(part, { recursive: true, force: true }).catch(() => undefined);
      throw storeError(error);
    }
    await this.#clear(folder);
  }

  /** The newest of either light; a sample that cannot be read is none. @throws CodedError store.failed */
  async newest(cameraId: string): Promise<SamplesOf> {
    const folder = this.#of(cameraId);
    const names = (await namesIn(folder)).filter((name) => NAME.test(name)).toReversed();
    const first = async (light: string): Promise<DisplaySample | null> => {
      for (const name of names) {
        const sample = name.startsWith(light) ? await read(join(folder, name, FACTS), cameraId) : null;
        if (sample !== null) return sample;
      }
      return null;
    };
    return { cameraId, day: await first('day'), night: await first('night') };
  }

  /** What is older, and what a power cut left half written. */
  async #clear(folder: string): Promise<void> {
    const names = await namesIn(folder);
    const old = ['day', 'night'].flatMap((light) =>
      names
        .filter((name) => NAME.test(name) && name.startsWith(light))
        .toReversed()
        .slice(KEPT),
    );
    for (const name of [...old, ...names.filter((one) => PART.test(one))])
      await rm(join(folder, name), { recursive: true, force: true });
  }

  /** A camera's id may be any text; a folder's name may not. */
  #of(cameraId: string): string {
    return join(this.#folder, createHash('sha256').update(cameraId).digest('hex').slice(0, 16));
  }
}

/** What a trial comes to. */
export function sampleOf({ shots, startedAt }: DisplayTrial): DisplaySample {
  const compared = shots.filter(({ verdict }) => verdict !== null);
  const sum = shots.reduce((all, { legibility }) => all + legibility, 0);
  return {
    at: startedAt,
    shots: shots.length,
    compared: compared.length,
    matched: compared.filter(({ verdict }) => verdict === 'matches').length,
    legibility: shots.length === 0 ? 0 : Math.round(sum / shots.length),
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw storeError(error);
  }
}

async function read(file: string, cameraId: string): Promise<DisplaySample | null> {
  try {
    const facts = Facts.parse(JSON.parse(await readFile(file, 'utf8')));
    return facts.trial.cameraId === cameraId ? facts.sample : null;
  } catch {
    // Removed meanwhile, or damaged: it is asked for again.
    return null;
  }
}
