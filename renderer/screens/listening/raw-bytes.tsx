/** The newest bytes as they came: sixteen a row, hexadecimal and as characters. Rows keep their places while bytes come. */
import { useWords } from '../../i18n/index.ts';
import { grouped } from '../../format.ts';

const ROW = 16;
const ROWS = 12;
/** Longer without a byte is said. */
const QUIET_MS = 1500;

interface Row {
  /** Where it begins, in bytes since this setting began. */
  readonly at: number;
  readonly hex: readonly string[];
}

/** @param tail hex of the newest bytes; @param total how many came in all */
export function rowsOf(tail: string, total: number): readonly Row[] {
  const bytes = tail.match(/../g) ?? [];
  const begin = total - bytes.length;
  const rows: Row[] = [];
  for (let at = Math.ceil(begin / ROW) * ROW; at < total; at += ROW)
    rows.push({ at, hex: bytes.slice(at - begin, at - begin + ROW) });
  return rows.slice(-ROWS);
}

const charOf = (hex: string): string => {
  const code = Number.parseInt(hex, 16);
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '·';
};

export function RawBytes({
  tail,
  total,
  quietMs,
}: {
  readonly tail: string;
  readonly total: number;
  readonly quietMs: number;
}) {
  const { t } = useWords();
  const rows = rowsOf(tail, total);
  return (
    <section className="panel listening-raw" aria-label={t('listening.raw')}>
      <h2 className="listening-head">
        <span className="label">{t('listening.raw')}</span>
        <span className="label figures">
          {t('listening.bytes', { count: grouped(total) })}
          {quietMs >= QUIET_MS && ` · ${t('listening.quiet', { seconds: Math.floor(quietMs / 1000) })}`}
        </span>
      </h2>
      {rows.length === 0 ? (
        <p className="empty">{t('listening.raw-none')}</p>
      ) : (
        <div className="listening-bytes" dir="ltr" translate="no">
          {rows.map(({ at, hex }) => (
            <div key={at} className="listening-byte-row">
              <span>{hex.map((byte) => byte.toUpperCase()).join(' ')}</span>
              <span className="listening-chars">{hex.map(charOf).join('')}</span>
            </div>
          ))}
        </div>
      )}
    </section>
  );
}
