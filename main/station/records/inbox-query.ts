/**
 * The inbox of both origins (contract warnings.list), through the reader. Each origin is asked for a page by the same order, and the
 * two pages are one; so neither ever has to be read as a whole.
 */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { WarningLevel, WarningState } from '../../../preload/contract/inbox.ts';
import { timestamp, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { WarningItem } from '../../../preload/contract/warnings.ts';
import { stageOf } from '../rules/warning-escalation.ts';
import { SITE_LEVELS } from '../rules/warning-levels.ts';
import type { Reader } from '../store/reader.ts';
import type { SqlValue } from '../store/statement.ts';
import type { PlatformWarningRow } from './platform-warning-store.ts';
import { WARNING_JOINS, WARNING_SELECTED, warningOf, type WarningRow } from './warning-store.ts';

export type Wanted = WarningState | 'awaited' | 'sent';
export type SiteHours = Readonly<Record<WarningLevel, number | null>>;

const DEFAULT_LIMIT = 50;
/** A title is a line of a list. */
const MOST_TITLE = 300;
/** No deadline comes after every other. */
const NEVER = Number.MAX_SAFE_INTEGER;

const owner = (id: string): string =>
  `(SELECT n.operatorId FROM warning_owner n WHERE n.warningId = ${id} ORDER BY n.id DESC LIMIT 1)`;
const ANSWER = `(SELECT s.documentId FROM platform_warning_step s WHERE s.warningId = p.warningId AND s.step = 'rectified' ORDER BY s.id DESC LIMIT 1)`;
const LAST = `(SELECT s.step FROM platform_warning_step s WHERE s.warningId = p.warningId AND s.step IN ('rectified', 'returned') ORDER BY s.id DESC LIMIT 1)`;
const PLATFORM_STATE = `CASE WHEN o.warningId IS NULL THEN 'closed'
  WHEN o.awaits = 0 THEN CASE WHEN EXISTS (SELECT 1 FROM outbox x WHERE x.documentId = ${ANSWER} AND x.part = 'document' AND x.receivedAt IS NOT NULL)
    THEN 'fed-back' ELSE 'rectified' END
  WHEN ${LAST} = 'returned' THEN 'returned' WHEN ${owner('p.warningId')} IS NOT NULL THEN 'acknowledged' ELSE 'raised' END`;
const SITE_STATE = `CASE WHEN o.warningId IS NULL THEN 'closed' WHEN ${owner('w.id')} IS NOT NULL THEN 'acknowledged' ELSE 'raised' END`;

/** How many milliseconds a warning of the site has, by its kind; null: no deadline. */
function siteTerm(hours: SiteHours): string {
  const cases = Object.entries(SITE_LEVELS).flatMap(([kind, level]) => {
    const term = hours[level];
    return term === null ? [] : [`WHEN '${kind}' THEN ${Math.round(term * 3_600_000)}`];
  });
  return cases.length === 0 ? 'NULL' : `CASE w.kind ${cases.join(' ')} END`;
}

export type PlatformItemRow = Pick<
  PlatformWarningRow,
  'announcement' | 'code' | 'dueAtMs' | 'level' | 'raisedAtMs' | 'warningId'
> & {
  /** As bytes: as text it would end at its first NUL. */
  readonly title: Uint8Array;
  readonly state: WarningState;
  readonly owner: string | null;
  readonly sortMs: number;
};
export type SiteItemRow = WarningRow & {
  readonly state: WarningState;
  readonly owner: string | null;
  readonly dueAtMs: EpochMs | null;
  readonly sortMs: number;
};

export interface InboxOptions {
  readonly reader: Pick<Reader, 'all'>;
  readonly siteHours: SiteHours;
  /** By the platform's clock as far as it is known. */
  readonly now: () => EpochMs;
}

export class InboxQuery {
  readonly #options: InboxOptions;

  constructor(options: InboxOptions) {
    this.#options = options;
  }

  /** @throws CodedError rpc.invalid-input {path: 'cursor'} for a cursor that this query did not give; Reader.all's */
  async list({
    cursor,
    limit = DEFAULT_LIMIT,
    state,
  }: {
    readonly state?: Wanted | undefined;
    readonly cursor?: string | undefined;
    readonly limit?: number | undefined;
  }): Promise<{ items: WarningItem[]; nextCursor: string | null }> {
    const { now, reader, siteHours } = this.#options;
    const { params, platform, site } = inboxQueries(state, cursor, limit + 1, siteHours);
    const [ofPlatform, ofSite] = await Promise.all([
      reader.all<PlatformItemRow>(platform, [params]),
      reader.all<SiteItemRow>(site, [params]),
    ]);
    const nowMs = now();
    const both = [
      ...ofPlatform.map((row) => ({ id: row.warningId, sortMs: row.sortMs, item: () => platformItem(row, nowMs) })),
      ...ofSite.map((row) => ({ id: row.id as string, sortMs: row.sortMs, item: () => siteItem(row, nowMs) })),
    ];
    both.sort((a, b) => b.sortMs - a.sortMs || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0));
    const page = both.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(({ item }) => item()),
      nextCursor: both.length > limit && last !== undefined ? `${last.sortMs}.${encodeURIComponent(last.id)}` : null,
    };
  }

  /** null: there is none of that id. */
  async item(warningId: string): Promise<WarningItem | null> {
    const { now, reader, siteHours } = this.#options;
    const { platform, site } = selected(siteHours, 'all');
    const [ofSite] = await reader.all<SiteItemRow>(`${site} WHERE w.id = ?`, [warningId]);
    if (ofSite !== undefined) return siteItem(ofSite, now());
    const [ofPlatform] = await reader.all<PlatformItemRow>(`${platform} WHERE p.warningId = ?`, [warningId]);
    return ofPlatform === undefined ? null : platformItem(ofPlatform, now());
  }
}

/**
 * The greater `sortMs`, the earlier in the list. due: the nearest deadline first; time: the newest.
 * @param from open: those that are not closed; there are few of them
 */
function selected(
  hours: SiteHours,
  from: 'all' | 'open',
  sort: 'due' | 'time' = 'time',
): { readonly platform: string; readonly site: string } {
  const due = siteTerm(hours);
  const open = from === 'open';
  return {
    platform: `SELECT p.warningId, p.warningId AS sortId, p.announcement, p.code, p.level, p.raisedAtMs, p.dueAtMs,
      substr(CAST(CASE WHEN p.title = '' THEN p.text ELSE p.title END AS BLOB), 1, ${4 * MOST_TITLE}) AS title,
      ${owner('p.warningId')} AS owner, ${PLATFORM_STATE} AS state,
      ${sort === 'due' ? `-COALESCE(p.dueAtMs, ${NEVER})` : 'p.raisedAtMs'} AS sortMs
      FROM ${open ? 'open_platform_warning o JOIN platform_warning p' : 'platform_warning p LEFT JOIN open_platform_warning o'} ON o.warningId = p.warningId`,
    site: `SELECT ${WARNING_SELECTED}, w.id AS sortId, ${owner('w.id')} AS owner, ${SITE_STATE} AS state,
      w.raisedAtMs + ${due} AS dueAtMs,
      ${sort === 'due' ? `-COALESCE(w.raisedAtMs + ${due}, ${NEVER})` : 'w.raisedAtMs'} AS sortMs
      FROM ${open ? 'open_warning o JOIN warning w' : 'warning w LEFT JOIN open_warning o'} ON o.warningId = w.id ${WARNING_JOINS}`,
  };
}

const STATES: Readonly<Record<Exclude<Wanted, 'closed'>, readonly WarningState[]>> = {
  awaited: ['raised', 'acknowledged', 'returned'],
  sent: ['rectified', 'fed-back'],
  raised: ['raised'],
  acknowledged: ['acknowledged'],
  returned: ['returned'],
  rectified: ['rectified'],
  'fed-back': ['fed-back'],
};

/** Exported for the test that looks at the plans. */
export function inboxQueries(
  state: Wanted | undefined,
  cursor: string | undefined,
  limit: number,
  hours: SiteHours,
): { readonly platform: string; readonly site: string; readonly params: Readonly<Record<string, SqlValue>> } {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const params = { limit, ...(after ?? {}) };
  if (state !== undefined && state !== 'closed') {
    const { platform, site } = selected(hours, 'open', state === 'awaited' ? 'due' : 'time');
    const states = STATES[state].map((one) => `'${one}'`).join(', ');
    const few = (sql: string): string => `SELECT * FROM (${sql}) WHERE state IN (${states})
      ${after === null ? '' : 'AND (sortMs, sortId) < (@sortMs, @id)'} ORDER BY sortMs DESC, sortId DESC LIMIT @limit`;
    return { platform: few(platform), site: few(site), params };
  }
  // By time the index serves: nothing but the page is looked at.
  const { platform, site } = selected(hours, 'all');
  const page = (sql: string, id: string, raised: string): string => `${sql}
    WHERE ${state === 'closed' ? 'o.warningId IS NULL' : 'TRUE'} ${after === null ? '' : `AND (${raised}, ${id}) < (@sortMs, @id)`}
    ORDER BY ${raised} DESC, ${id} DESC LIMIT @limit`;
  return {
    platform: page(platform, 'p.warningId', 'p.raisedAtMs'),
    site: page(site, 'w.id', 'w.raisedAtMs'),
    params,
  };
}

function parseCursor(cursor: string): { readonly sortMs: number; readonly id: string } {
  const [, sortMs, id] = /^(-?\d{1,16})\.(.+)$/.exec(cursor) ?? [];
  try {
    if (sortMs !== undefined && id !== undefined) return { sortMs: Number(sortMs), id: decodeURIComponent(id) };
  } catch {
    // Not one of ours either.
  }
  throw new CodedError('rpc.invalid-input', { path: 'cursor', expected: 'a cursor of this list' });
}

function platformItem(row: PlatformItemRow, nowMs: EpochMs): WarningItem {
  const { announcement, code, dueAtMs, level, owner: operatorId, raisedAtMs, state, title, warningId } = row;
  return {
    warningId,
    origin: 'platform',
    announcement: announcement === 1,
    code,
    level,
    title: Buffer.from(title).toString('utf8').slice(0, MOST_TITLE).toWellFormed(),
    raisedAt: timestamp(raisedAtMs),
    dueAt: dueAtMs === null ? null : timestamp(dueAtMs),
    state,
    stage: stageNow(state, { raisedAtMs, dueAtMs }, nowMs),
    owner: operatorId,
    site: null,
  };
}

function siteItem(row: SiteItemRow, nowMs: EpochMs): WarningItem {
  const { dueAtMs, id, kind, owner: operatorId, raisedAt, raisedAtMs, state } = row;
  return {
    warningId: id,
    origin: 'site',
    announcement: false,
    code: kind,
    level: SITE_LEVELS[kind],
    title: '',
    raisedAt,
    dueAt: dueAtMs === null ? null : timestamp(dueAtMs),
    state,
    stage: stageNow(state, { raisedAtMs, dueAtMs }, nowMs),
    owner: operatorId,
    site: warningOf(row),
  };
}

/** What is answered presses nobody any more. */
function stageNow(
  state: WarningState,
  term: { readonly raisedAtMs: EpochMs; readonly dueAtMs: EpochMs | null },
  nowMs: EpochMs,
): WarningItem['stage'] {
  return state === 'raised' || state === 'acknowledged' || state === 'returned' ? stageOf(term, nowMs) : 'calm';
}
