/**
 * What support asks for, in one file: logs, versions, configuration, states and the last bytes of every scale's wire
 * (product.md O7). No secret and no picture goes in; it is written whole or not at all, and only the newest few are kept.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { timestamp, type Clock } from '../../../preload/contract/vocabulary.ts';
import type { CallOutput } from '../../../preload/contract/index.ts';
import type { Log } from '../../log.ts';
import { makeFolder } from '../../make-folder.ts';
import { storeError } from '../store/store-error.ts';
import { writeWhole } from '../store/whole-file.ts';
import { newestLogs } from './log-files.ts';
import { maskOf } from './mask.ts';
import { withoutSecrets } from './without-secrets.ts';
import { zipOf, type ZippedFile } from './zip.ts';

export interface BundledScale {
  readonly id: string;
  readonly indicator: unknown;
  readonly condition: unknown;
  /** Frames, rejects by reason, bytes that the ring had to drop. */
  readonly counters: unknown;
  /** The last happenings on its wire as text, some lines at a time; made when its turn comes. */
  readonly wire: (remarks: readonly string[]) => Iterable<string>;
}

export interface DiagnosticBundleParts {
  readonly dataDir: string;
  readonly stationNo: string;
  readonly configuration: unknown;
  /** Whatever must be found nowhere in the bundle, as it is now. */
  readonly secrets: () => readonly string[];
  /** Versions, schema, chain head, devices, outbox …: small, by the name of the file it becomes. */
  readonly facts: () => Promise<Readonly<Record<string, unknown>>>;
  readonly scales: () => readonly BundledScale[];
  readonly clock: Clock;
  readonly log: Log;
}

/** Of logs before they are zipped (to about a tenth); all else together is at most a few megabytes. */
const LOG_BYTES = 16 * 1024 * 1024;
/** Bundles kept. */
const KEPT = 5;
const NAME = /^diagnosis-[0-9A-Za-z]+-(\d{8}-\d{9})\.zip$/;

export class DiagnosticBundle {
  readonly #parts: DiagnosticBundleParts;
  /** One at a time: each holds its content in memory. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: DiagnosticBundleParts) {
    this.#parts = parts;
  }

  /** @throws CodedError store.disk-full | store.failed; then nothing new lies there */
  make(): Promise<CallOutput<'support.bundle'>> {
    const turn = this.#queue.then(() => this.#make());
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #make(): Promise<CallOutput<'support.bundle'>> {
    const { clock, dataDir, log, stationNo } = this.#parts;
    const at = clock.wall();
    const folder = join(dataDir, 'support');
    const day = timestamp(at).replace(/\D/g, '').slice(0, 17);
    const file = join(folder, `diagnosis-${stationNo}-${day.slice(0, 8)}-${day.slice(8)}.zip`);
    try {
      makeFolder(folder);
      const { files, leftOutBytes } = await this.#content();
      const zip = await zipOf(files, new Date(at));
      await writeWhole(file, `${file}.part`, zip);
      await prune(folder, file);
      log.info({ file, bytes: zip.length, leftOutBytes }, 'a diagnostic bundle was made');
      return { file, bytes: zip.length, leftOutBytes };
    } catch (error) {
      throw storeError(error);
    }
  }

  async #content(): Promise<{ readonly files: readonly ZippedFile[]; readonly leftOutBytes: number }> {
    const { configuration, dataDir, facts, scales, secrets } = this.#parts;
    const mask = maskOf(secrets());
    const { leftOutBytes, parts } = await newestLogs(join(dataDir, 'logs'), LOG_BYTES);
    const json = (name: string, value: unknown): ZippedFile => {
      const text = mask(JSON.stringify(value, null, 2));
      return { name: `${name}.json`, pieces: () => [text] };
    };
    const now = scales();
    const files: ZippedFile[] = [
      ...parts.map(({ name, pieces }) => ({ name: `logs/${name}`, pieces: () => masked(pieces(), mask) })),
      json('configuration', withoutSecrets(configuration)),
      json(
        'scales',
        now.map(({ wire: _, indicator, ...scale }) => ({ ...scale, indicator: withoutSecrets(indicator) })),
      ),
      ...now.map(({ id, indicator, wire }, index) => ({
        name: `wire/${index + 1}-${fileName(id)}.wire`,
        // Not masked: a password of digits would be found in the hex of a weight.
        pieces: () => wire([id, JSON.stringify(withoutSecrets(indicator))]),
      })),
      ...Object.entries(await facts()).map(([name, value]) => json(name, value)),
    ];
    return { files, leftOutBytes };
  }
}

async function* masked(pieces: AsyncIterable<string>, mask: (text: string) => string): AsyncGenerator<string> {
  for await (const piece of pieces) yield mask(piece);
}

/** An id is free text. */
const fileName = (id: string): string => id.replace(/[^\p{L}\p{N}_-]/gu, '_');

/** Keeps the newest ones and the one just made, and nothing that an end in the middle left half done. */
async function prune(folder: string, made: string): Promise<void> {
  const names = await readdir(folder);
  const timeOf = (name: string): string => NAME.exec(name)?.[1] ?? '';
  const others = names.filter((name) => timeOf(name) !== '' && join(folder, name) !== made);
  const old = others.toSorted((a, b) => timeOf(b).localeCompare(timeOf(a))).slice(KEPT - 1);
  const half = names.filter((name) => name.endsWith('.part') && NAME.test(name.slice(0, -'.part'.length)));
  await Promise.all([...old, ...half].map((name) => rm(join(folder, name), { force: true })));
}
