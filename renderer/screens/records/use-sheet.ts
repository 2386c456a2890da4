/** The load sheet's document, whole: the record itself only names it. */
import { useQuery } from '@tanstack/react-query';
import type { LoadSheet } from '../../../preload/contract/documents.ts';
import { call } from '../../station/client.ts';

export function useSheet(id: string | null): LoadSheet | null {
  const found = useQuery({
    queryKey: ['records.document', id],
    queryFn: async () => asSheet(await call('records.document', { id: id ?? '' })),
    enabled: id !== null,
  });
  return found.data ?? null;
}

/** Documents of every kind come from one call; a sheet is the one with a tare. */
const asSheet = (document: object): LoadSheet | null => ('tareKg' in document ? (document as LoadSheet) : null);
