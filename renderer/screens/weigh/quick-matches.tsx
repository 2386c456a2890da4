/** Names that are on file and fit what is typed, each with its digit: by initials or any part. */
import { skipToken, useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useMemo, type KeyboardEvent } from 'react';
import type { NameKind } from '../../../preload/contract/files.ts';
import { EnterGuard } from '../../components/enter-guard.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { useWords } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import type { RecentField } from './recent-words.ts';
import { MOST_OFFERED, quickPick } from './quick-entry.ts';

const KINDS: Readonly<Partial<Record<RecentField, NameKind>>> = {
  goods: 'goods',
  receiver: 'receiver',
  driver: 'driver',
};

/** What is being typed, and where; a field that was only walked through offers nothing. */
export interface Typing {
  readonly field: RecentField;
  readonly text: string;
}

export interface QuickMatches {
  readonly names: readonly string[];
  /** The name that this key takes now. deaf: the list has only just changed, and the key was meant for the one before. */
  taken(event: KeyboardEvent): { readonly name: string; readonly deaf: boolean } | null;
}

export function useQuickMatches(typing: Typing | null): QuickMatches {
  const kind = typing === null ? undefined : KINDS[typing.field];
  const text = typing?.text.trim() ?? '';
  const found = useQuery({
    queryKey: ['files.search', kind, text, MOST_OFFERED],
    queryFn:
      kind === undefined || text === '' ? skipToken : () => call('files.search', { kind, text, limit: MOST_OFFERED }),
    staleTime: 0,
  });
  const names = useMemo(
    () => (text === '' ? [] : (found.data?.items.map(({ name }) => name).filter((name) => name !== text) ?? [])),
    [found.data, text],
  );
  const guard = useMemo(() => new EnterGuard(), []);
  const listed = names.join('\n');
  useLayoutEffect(() => guard.means(listed, performance.now()), [guard, listed]);
  return {
    names,
    taken: (event) => {
      if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return null;
      const name = quickPick(event.key, text, names);
      return name === null ? null : { name, deaf: !guard.allows(performance.now()) };
    },
  };
}

export function QuickMatchList({ names, onPick }: { readonly names: readonly string[]; onPick(name: string): void }) {
  const { t } = useWords();
  return (
    <ul className="quick-matches" aria-label={t('files.offered')} data-offered={names.join('|')}>
      {names.map((name, index) => (
        <li key={name}>
          <button type="button" tabIndex={-1} onClick={() => onPick(name)}>
            <KeyCap name={String(index + 1)} /> <span>{name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
