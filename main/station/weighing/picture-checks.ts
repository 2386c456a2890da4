/** What the readings of a capture's pictures mean for its record: the big display, and whose plates were seen. Pure. */
import type { Check, Image, MissingImage } from '../../../preload/contract/documents.ts';
import type { DisplaySeen, PlateSeen, Readings } from '../../../preload/contract/readings.ts';
import type { Kg } from '../../../preload/contract/vocabulary.ts';

/**
 * What was read in these pictures: that of others, since taken again, proves nothing of them, and they are still to be read.
 * null: nothing was.
 */
export function ofPictures(readings: Readings | null, images: readonly Pick<Image, 'sha256'>[]): Readings | null {
  if (readings === null) return null;
  const here = <Seen extends { readonly sha256: string }>(seen: Seen | null): Seen | null =>
    seen !== null && images.some(({ sha256 }) => sha256 === seen.sha256) ? seen : null;
  const ofThese = readings.pictures.every((sha256) => images.some((image) => image.sha256 === sha256));
  return {
    ...readings,
    state: ofThese ? readings.state : 'reading',
    plateFront: here(readings.plateFront),
    plateRear: here(readings.plateRear),
    displays: readings.displays.filter((seen) => here(seen) !== null),
    displayKg: ofThese ? readings.displayKg : null,
  };
}

/** For who is asked blind: nothing that says a plate, whoever read it. */
export const unled = (readings: Readings): Readings => ({ ...readings, plateFront: null, plateRear: null, pushed: [] });

/**
 * Pictures that show another number than the saved weight: as evidence they are as good as missing, and a person has to take
 * them again or accept it with a reason (domain.md W10; product.md C5).
 */
export function contradicting(readings: Readings | null): MissingImage[] {
  const wrong = (readings?.displays ?? []).filter(({ verdict }) => verdict === 'differs');
  return wrong.map(({ cameraId, role }) => ({ cameraId, role, code: 'camera.display-differs' }));
}

/** Each picture with what its own display showed, as far as that is sure. */
export function withDisplays(images: readonly Image[], readings: Readings | null): Image[] {
  return images.map((image) => {
    const seen = readings?.displays.find(
      ({ cameraId, sha256 }) => cameraId === image.cameraId && sha256 === image.sha256,
    );
    return seen === undefined
      ? image
      : { ...image, displayReadingKg: seen.readingKg, displayConfidence: seen.confidence };
  });
}

/**
 * Fails where one picture shows something else; passes where one shows the weight, or all together do, of which none may be
 * sure by itself. Else nobody can tell: all together accuse nobody.
 */
export function displayCheck(readings: Readings | null, weightKg: Kg): Check {
  const { displayKg = null, displays = [] } = readings ?? {};
  const some = (verdict: DisplaySeen['verdict']): boolean => displays.some((seen) => seen.verdict === verdict);
  const result = some('differs') ? 'fail' : some('matches') || displayKg === weightKg ? 'pass' : 'unknown';
  const each = displays.map(({ legibility, readingKg, role, verdict }) =>
    [role, verdict, ...(readingKg === null ? [] : [`${readingKg} kg`]), `legibility ${legibility}`].join(' '),
  );
  const detail = [...each, ...(displayKg === null ? [] : [`together ${displayKg} kg`])];
  return { code: 'display-matches', result, ...(detail.length === 0 ? {} : { detail: detail.join('; ') }) };
}

/**
 * Front with front, rear with rear: tractor and trailer differ by design (product.md P2). Only sure readings count; the rear of
 * a truck without a trailer repeats the front's plate.
 * @param said by a person: what was only read agrees with itself and proves nothing
 */
export function plateCheck(
  said: { readonly plateFront: string | null; readonly plateRear: string | null },
  readings: Readings | null,
): Check {
  const front = agrees(readings?.plateFront ?? null, [said.plateFront]);
  const rear = agrees(readings?.plateRear ?? null, [
    said.plateRear,
    ...(said.plateRear === null ? [said.plateFront] : []),
  ]);
  const result = front === false || rear === false ? 'fail' : front === true || rear === true ? 'pass' : 'unknown';
  return { code: 'plates-consistent', result };
}

/** null: nothing sure was read, or nothing was said. */
function agrees(seen: PlateSeen | null, said: readonly (string | null)[]): boolean | null {
  const known = said.filter((text) => text !== null);
  return seen?.accepted !== true || known.length === 0 ? null : known.includes(seen.text);
}
