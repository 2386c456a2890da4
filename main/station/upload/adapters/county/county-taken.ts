/** What of our records a county's mapping takes at all, as one text: another text is a reason to ask it anew. Pure. */
import type { CountyMapping, DocumentMapping } from '../../../settings/county-mapping.ts';

/** Names, units, codes and ways are left out: they change how something is sent, not whether. */
export function takenBy(documents: CountyMapping['documents']): string {
  const taken: Readonly<Record<string, DocumentMapping | undefined>> = documents;
  const kinds = Object.keys(taken)
    .sort()
    .flatMap((kind) => {
      const mapping = taken[kind];
      if (mapping === undefined) return [];
      const { only, pictures } = mapping;
      const said = only === undefined ? null : { from: only.from, in: only.in.toSorted() };
      return [{ kind, only: said, pictures: rolesOf(pictures) }];
    });
  return JSON.stringify(kinds);
}

/** As county-pictures.ts takes them. `first`: one picture of each role. */
function rolesOf(pictures: DocumentMapping['pictures']): string | null {
  if (pictures === null) return null;
  if (pictures.in === 'fields') return `first of ${Object.keys(pictures.roles).sort().join(' ')}`;
  const { role } = pictures.picture;
  return role === undefined ? 'all' : Object.keys(role.codes).sort().join(' ');
}
