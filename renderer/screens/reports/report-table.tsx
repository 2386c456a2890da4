/** A table that is read, with its own scroller: what is above its head stays in sight. */
import type { ReactNode } from 'react';

export interface ReportColumn {
  readonly name: string;
  readonly words: string;
  readonly left?: boolean;
}
export interface ReportRow {
  readonly id: string;
  readonly cells: readonly ReactNode[];
}

export function ReportTable({
  label,
  columns,
  rows,
  sum,
  empty,
}: {
  readonly label: string;
  /** The first one names the row. */
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly ReportRow[];
  /** Of all rows. Stands above them: below it would be out of sight. */
  readonly sum?: readonly ReactNode[];
  /** What will stand here. */
  readonly empty: string;
}) {
  return (
    <div className="panel report-part">
      <h2 className="label">{label}</h2>
      {rows.length === 0 ? (
        <p className="empty report-empty">{empty}</p>
      ) : (
        <div className="report-scroll" tabIndex={0} role="region" aria-label={label}>
          <table className="report-table">
            <thead>
              <tr>
                {columns.map(({ left, name, words }) => (
                  <th key={name} scope="col" className={left === true ? '' : 'right'}>
                    {words}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sum !== undefined && <tr className="report-sum">{cellsOf(sum, columns)}</tr>}
              {rows.map(({ cells, id }) => (
                <tr key={id}>{cellsOf(cells, columns)}</tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

const cellsOf = (cells: readonly ReactNode[], columns: readonly ReportColumn[]): ReactNode[] =>
  columns.map(({ left, name }, index) => {
    const side = left === true ? '' : 'right';
    return index === 0 ? (
      <th key={name} scope="row" className={side}>
        {cells[index]}
      </th>
    ) : (
      <td key={name} className={side}>
        {cells[index]}
      </td>
    );
  });
