import type { RecordItem, SearchInput } from '../../../preload/contract/records.ts';
import type { Reader } from '../store/reader.ts';

export declare class RecordQuery {
  constructor(reader: Pick<Reader, 'all'>);
  search(input: SearchInput): Promise<{ items: RecordItem[]; nextCursor: string | null }>;
}
