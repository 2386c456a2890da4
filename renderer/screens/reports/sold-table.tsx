/** What was sold to whom. */
import type { SoldRow } from '../../../preload/contract/reports.ts';
import { grouped } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { ReportTable } from './report-table.tsx';

export function SoldTable({ sold }: { readonly sold: readonly SoldRow[] }) {
  const { t } = useWords();
  const sumOf = (of: (row: SoldRow) => number): string => grouped(sold.reduce((all, row) => all + of(row), 0));
  const valid = ({ sheets }: SoldRow): number => sheets.issued - sheets.voided;
  return (
    <ReportTable
      label={t('reports.sold')}
      columns={[
        { name: 'goods', words: t('field.goods'), left: true },
        { name: 'receiver', words: t('field.receiver'), left: true },
        { name: 'sheets', words: t('reports.sheets-valid') },
        { name: 'net', words: t('reports.net-kg') },
      ]}
      rows={sold.map((row) => ({
        id: JSON.stringify([row.goods, row.receiver]),
        cells: [row.goods, row.receiver, grouped(valid(row)), grouped(row.sheets.netKg)],
      }))}
      sum={[t('reports.total'), '', sumOf(valid), sumOf(({ sheets }) => sheets.netKg)]}
      empty={t('reports.sold-none')}
    />
  );
}
