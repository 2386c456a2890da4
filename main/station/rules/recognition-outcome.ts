/**
 * What became of what was read for a record: beside each plate that was read, or should have been, what a person said it is;
 * beside each display, what the indicator said (product.md P4). Whether it was right is asked later: a correction may follow.
 */
import type { Plate, Weighing } from '../../../preload/contract/documents.ts';
import type { DisplaySeen, PlateKind, PlateSeen, Readings } from '../../../preload/contract/readings.ts';
import type { Kg, PlateColor, PlateSource } from '../../../preload/contract/vocabulary.ts';
import { plateKind } from './plate-grammar.ts';

export interface PlateOutcome {
  readonly role: 'front' | 'rear';
  readonly cameraId: string;
  /** As it was read, and not the known vehicle's plate that was proposed for it; null: none was, or not in time. */
  readonly readText: string | null;
  readonly confidence: number | null;
  /** Sure enough to be taken without a question. */
  readonly accepted: boolean;
  /** Of what was read; where nothing was, of what was said, as far as a text tells. */
  readonly color: PlateColor;
  readonly kind: PlateKind;
  readonly rows: 1 | 2 | null;
  readonly saidText: string | null;
  readonly source: PlateSource;
  /** nobody: what was read was taken, or nothing was said. */
  readonly saidBy: 'person' | 'nobody';
  /** It was not shown before it was said. */
  readonly blind: boolean;
}

export interface DisplayOutcome {
  readonly role: DisplaySeen['role'];
  readonly cameraId: string;
  readonly verdict: DisplaySeen['verdict'];
  readonly weightKg: Kg;
  readonly readingKg: Kg | null;
  readonly legibility: number;
}

/**
 * @param readings as the record was made with them
 * @param how.taken nobody said anything of the plates: what was sure was taken
 * @param how.reads plates are looked for at this site
 */
export function plateOutcomes(
  document: Pick<Weighing, 'images' | 'plateFront' | 'plateRear'>,
  readings: Readings,
  how: { readonly taken: boolean; readonly reads: boolean },
): PlateOutcome[] {
  if (!how.reads) return [];
  const ends = [
    { role: 'front', plate: document.plateFront, seen: readings.plateFront },
    { role: 'rear', plate: document.plateRear, seen: readings.plateRear },
  ] as const;
  return ends.flatMap(({ role, plate, seen }) => {
    const picture =
      document.images.find(({ sha256 }) => sha256 === seen?.sha256) ??
      document.images.find((image) => image.role === role);
    // Without a picture there was nothing to read; without a plate, read or said, there is nothing to count.
    if (picture === undefined || (seen === null && plate.text === null)) return [];
    // What was said of the plates stands as a whole: who named the front's says by it whose plate the rear may repeat.
    const named = plate.source !== 'none' || (role === 'rear' && document.plateFront.source !== 'none');
    const saidBy = named && !how.taken ? 'person' : 'nobody';
    return [
      {
        role,
        cameraId: picture.cameraId,
        ...classOf(seen, plate),
        readText: seen === null ? null : (seen.readAs ?? seen.text),
        confidence: seen?.confidence ?? null,
        accepted: seen?.accepted ?? false,
        saidText: plate.text,
        source: plate.source,
        saidBy,
        blind: readings.blind,
      },
    ];
  });
}

function classOf(seen: PlateSeen | null, plate: Plate): Pick<PlateOutcome, 'color' | 'kind' | 'rows'> {
  if (seen !== null) return { color: seen.color, kind: seen.kind, rows: seen.rows };
  return { color: 'unknown', kind: plateKind(plate.text ?? ''), rows: null };
}

/** One a camera: what was read of the display in the picture that the record bears. */
export function displayOutcomes(document: Pick<Weighing, 'images' | 'weightKg'>, readings: Readings): DisplayOutcome[] {
  return document.images.flatMap((image, index) => {
    const seen = readings.displays.find(
      ({ cameraId, sha256 }) => cameraId === image.cameraId && sha256 === image.sha256,
    );
    const again = document.images.findIndex(({ cameraId }) => cameraId === image.cameraId) < index;
    if (seen === undefined || again) return [];
    const { cameraId, legibility, readingKg, role, verdict } = seen;
    return [{ role, cameraId, verdict, weightKg: document.weightKg, readingKg, legibility }];
  });
}
