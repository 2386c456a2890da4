/** How warnings were answered (contract warnings.statistics), through the reader: by kind, level and month. */
import type { WarningLevel } from '../../../preload/contract/inbox.ts';
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';
import { timestamp } from '../../../preload/contract/vocabulary.ts';
import type { WarningKind } from '../../../preload/contract/warnings.ts';
import type { CallOutput } from '../../../preload/contract/index.ts';
import { figuresOf, type Answered } from '../rules/warning-figures.ts';
import { siteDueMs } from '../rules/warning-escalation.ts';
import { SITE_LEVELS } from '../rules/warning-levels.ts';
import type { Reader } from '../store/reader.ts';
import type { SiteHours } from './inbox-query.ts';

/** Read in pages, so that the station's loop is never held for long; a busy year has fewer. */
const PAGE = 2000;
const MOST = 20_000;

const ACKNOWLEDGED = (id: string): string =>
  `(SELECT n.atMs FROM warning_owner n WHERE n.warningId = ${id} ORDER BY n.id LIMIT 1)`;
const PLATFORM = `SELECT p.warningId AS id, p.code, p.level, p.raisedAtMs, p.dueAtMs, ${ACKNOWLEDGED('p.warningId')} AS acknowledgedAtMs,
    (SELECT MIN(s.atMs) FROM platform_warning_step s WHERE s.warningId = p.warningId AND s.step IN ('rectified', 'closed')) AS answeredAtMs
  FROM platform_warning p WHERE p.announcement = 0 AND p.raisedAtMs >= @fromMs AND p.raisedAtMs < @toMs
    AND (p.raisedAtMs, p.warningId) > (@afterMs, @afterId) ORDER BY p.raisedAtMs, p.warningId LIMIT ${PAGE}`;
const SITE = `SELECT w.id, w.kind AS code, '' AS level, w.raisedAtMs, NULL AS dueAtMs, ${ACKNOWLEDGED('w.id')} AS acknowledgedAtMs,
    CAST(round(unixepoch(a.at, 'subsec') * 1000) AS INTEGER) AS answeredAtMs
  FROM warning w LEFT JOIN acknowledgement a ON a.warningId = w.id
  WHERE w.raisedAtMs >= @fromMs AND w.raisedAtMs < @toMs AND (w.raisedAtMs, w.id) > (@afterMs, @afterId)
  ORDER BY w.raisedAtMs, w.id LIMIT ${PAGE}`;

interface Row {
  readonly id: string;
  readonly code: string;
  readonly level: WarningLevel | '';
  readonly raisedAtMs: EpochMs;
  readonly dueAtMs: EpochMs | null;
  readonly acknowledgedAtMs: EpochMs | null;
  readonly answeredAtMs: EpochMs | null;
}

export class WarningFiguresQuery {
  readonly #options: {
    readonly reader: Pick<Reader, 'all'>;
    readonly siteHours: SiteHours;
    readonly now: () => EpochMs;
  };

  constructor(options: {
    readonly reader: Pick<Reader, 'all'>;
    readonly siteHours: SiteHours;
    readonly now: () => EpochMs;
  }) {
    this.#options = options;
  }

  /** @param from, to Beijing days, both counted. Throws what Reader.all does. */
  async of({ from, to }: { readonly from: string; readonly to: string }): Promise<CallOutput<'warnings.statistics'>> {
    const nowMs = this.#options.now();
    const span = { fromMs: Date.parse(`${from}T00:00:00+08:00`), toMs: Date.parse(`${to}T24:00:00+08:00`) };
    const all: Answered[] = [];
    for (const origin of ['platform', 'site'] as const) await this.#read(origin, span, all);
    const figures = (some: readonly Answered[]) => figuresOf(some, nowMs);
    const groups = <K extends string>(key: (one: Answered) => K): [K, Answered[]][] => {
      const found = new Map<K, Answered[]>();
      for (const one of all) {
        const some = found.get(key(one));
        if (some === undefined) found.set(key(one), [one]);
        else some.push(one);
      }
      return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
    };
    const byKind = groups(({ code, origin }) => `${origin}\n${code}`);
    byKind.sort(([, a], [, b]) => b.length - a.length);
    const LEVELS: readonly WarningLevel[] = ['critical', 'high', 'medium', 'info'];
    const byLevel = groups(({ level }) => level).sort(([a], [b]) => LEVELS.indexOf(a) - LEVELS.indexOf(b));
    return {
      total: figures(all),
      byKind: byKind.flatMap(([, [one, ...rest]]) =>
        one === undefined ? [] : [{ origin: one.origin, code: one.code, ...figures([one, ...rest]) }],
      ),
      byLevel: byLevel.map(([level, some]) => ({ level, ...figures(some) })),
      byMonth: groups(({ raisedAtMs }) => timestamp(raisedAtMs).slice(0, 7)).map(([month, some]) => ({
        month,
        ...figures(some),
      })),
      cut: all.length >= MOST,
    };
  }

  async #read(origin: 'platform' | 'site', span: { fromMs: number; toMs: number }, into: Answered[]): Promise<void> {
    const { reader, siteHours } = this.#options;
    let after = { afterMs: -1, afterId: '' };
    while (into.length < MOST) {
      const rows = await reader.all<Row>(origin === 'platform' ? PLATFORM : SITE, [{ ...span, ...after }]);
      for (const row of rows) {
        const level = row.level === '' ? SITE_LEVELS[row.code as WarningKind] : row.level;
        const dueAtMs = origin === 'platform' ? row.dueAtMs : siteDueMs(row.raisedAtMs, level, siteHours);
        into.push({ ...row, origin, level, dueAtMs });
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      after = { afterMs: last.raisedAtMs, afterId: last.id };
    }
  }
}
