/** What a file says once a row of a table was taken into it. What the row leaves empty stays. Pure. */
import { NameFile, type NameKind } from '../../../preload/contract/files.ts';
import { Vehicle, type Paper } from '../../../preload/contract/weighing.ts';
import type { FileRow } from './read-rows.ts';

const AXLES = ['axleCount', 'vehicleType', 'driveAxles'] as const;

/**
 * Other axles in a list that the office brings are vouched for by who brings it, or only typed where nobody is named; the same
 * ones say nothing new. A picture that showed the old ones shows nothing of the new.
 * @param file as it is with the trailer that the row names
 */
export function intoVehicle(file: Vehicle | null, { fields, key, papers }: FileRow, by?: string): Vehicle {
  // A trailer that the file did not know: who stood for its axles without it says nothing of the pair.
  const moved = file?.axleCount != null && 'trailerPlate' in fields && fields['trailerPlate'] !== file.trailerPlate;
  const other = AXLES.some((field) => field in fields && fields[field] !== file?.[field]);
  const said = 'axleCount' in fields || (other && !moved);
  return Vehicle.parse({
    ...file,
    ...fields,
    plate: key,
    ...(moved || other ? standing(said ? by : undefined) : {}),
    ...withPapers(file?.papers, papers),
  });
}

const standing = (by: string | undefined): object => ({
  axleSource: by === undefined ? 'typed' : 'file',
  axlesBy: by,
  axlesFrom: undefined,
});

/** @param file may be one that the row's name was merged into: it keeps its own */
export function intoName(kind: NameKind, file: NameFile | null, { fields, papers }: FileRow): NameFile {
  const known = file?.kind === 'driver' ? file.papers : undefined;
  const name = file === null ? {} : { name: file.name };
  return NameFile.parse({ ...file, ...fields, ...name, kind, ...withPapers(known, papers) });
}

/** Of each kind the row's, with what it does not say taken from the one on file. */
function withPapers(known: readonly Paper[] | undefined, papers: readonly Paper[]): { readonly papers?: Paper[] } {
  if (papers.length === 0) return known === undefined ? {} : { papers: [...known] };
  const kinds = new Set([...(known ?? []), ...papers].map(({ kind }) => kind));
  return {
    papers: [...kinds].map((kind) => ({
      kind,
      ...known?.find((paper) => paper.kind === kind),
      ...papers.find((paper) => paper.kind === kind),
    })),
  };
}
