/** What was counted, in groups: by camera, by light, by kind of plate. */
import type { Tally } from '../../../preload/contract/recognition.ts';
import { grouped } from '../../format.ts';
import { useWords, type WordKey } from '../../i18n/index.ts';
import { shareText } from '../../components/share-text.ts';

export interface TallyGroup {
  /** null: what stands above the groups. */
  readonly title: string | null;
  readonly rows: readonly { readonly name: string; readonly tally: Tally }[];
}

export function MeterTable({
  label,
  heads: [right, wrong, notRead],
  groups,
}: {
  readonly label: string;
  /** How right, wrong and not read are called here. */
  readonly heads: readonly [WordKey, WordKey, WordKey];
  readonly groups: readonly TallyGroup[];
}) {
  const { t } = useWords();
  return (
    <table className="meter-table" aria-label={label}>
      <thead>
        <tr>
          <td />
          {(['meter.counted', right, wrong, notRead, 'meter.rate', 'meter.at-least'] as const).map((words) => (
            <th key={words} scope="col">
              {t(words)}
            </th>
          ))}
        </tr>
      </thead>
      {groups
        .filter(({ rows }) => rows.length > 0)
        .map(({ rows, title }) => (
          <tbody key={title ?? ''}>
            {title !== null && (
              <tr>
                <th className="meter-group" scope="rowgroup" colSpan={7}>
                  {title}
                </th>
              </tr>
            )}
            {rows.map(({ name, tally }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{grouped(tally.right + tally.wrong + tally.notRead)}</td>
                <td>{grouped(tally.right)}</td>
                <td>{grouped(tally.wrong)}</td>
                <td>{grouped(tally.notRead)}</td>
                <td>{tally.rate === null ? '' : shareText(tally.rate)}</td>
                <td>{shareText(tally.lowerBound)}</td>
              </tr>
            ))}
          </tbody>
        ))}
    </table>
  );
}
