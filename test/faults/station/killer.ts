/**
 * Kills the station at a named moment of its work, as seen from outside: pictures asked of the cameras, files in the data
 * folder, rows in its database (another process may read along), documents at the platform.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Site } from '../../sim/site.ts';

export const MOMENTS = [
  'driving',
  'picture-asked',
  'picture-file',
  'capture',
  'document',
  'at-platform',
  'sheet',
  'printing',
] as const;
export type Moment = (typeof MOMENTS)[number];

/** Everything that can be counted from outside. */
interface Seen {
  readonly asked: number;
  readonly files: number;
  readonly captures: number;
  readonly documents: number;
  readonly sheets: number;
  readonly printing: number;
  readonly unreceived: number;
  readonly atPlatform: number;
}

const ROWS = `SELECT (SELECT count(*) FROM capture) AS captures, (SELECT count(*) FROM document) AS documents,
  (SELECT count(*) FROM load_sheet) AS sheets, (SELECT count(*) FROM print_job WHERE state = 'printing') AS printing,
  (SELECT count(*) FROM outbox WHERE state = 'pending') AS unreceived`;

/** What the station was in the middle of when it died, the furthest step first. */
export function stepHit(before: Seen, now: Seen): string {
  if (now.printing > 0) return 'ticket at the printer';
  if (now.sheets > before.sheets) return 'sheet without receipt';
  if (now.atPlatform > before.atPlatform && now.unreceived > 0) return 'at the platform, receipts open';
  if (now.documents > before.documents && now.unreceived > 0) return 'document without receipt';
  if (now.captures > before.captures && now.documents === before.documents) return 'capture row without document';
  if (now.files > 0) return 'picture being written';
  if (now.unreceived > 0) return 'earlier receipts open';
  if (now.asked > before.asked) return 'pictures asked for';
  return 'no record under way';
}

export class Killer {
  /** The step each kill hit, in order. */
  readonly hits: string[] = [];
  readonly #site: Site;
  #db: DatabaseSync | null = null;

  constructor(site: Site) {
    this.#site = site;
  }

  /**
   * Kills at the next `moment` and so many milliseconds; resolves then.
   * @param limitMs kills at the latest then, wherever the station is
   */
  async kill(moment: Moment, delayMs: number, limitMs: number, strike: () => void): Promise<void> {
    const before = this.#look();
    const begin = performance.now();
    let due = moment === 'driving' ? begin + delayMs : Infinity;
    let now = before;
    while (performance.now() < Math.min(due, begin + limitMs)) {
      await new Promise((next) => setTimeout(next, 1));
      now = this.#look();
      if (due === Infinity && reached(moment, before, now)) due = performance.now() + delayMs;
    }
    strike();
    this.hits.push(stepHit(before, now));
    // The next start must find the database as a lone, dead process left it.
    this.#db?.close();
    this.#db = null;
  }

  #look(): Seen {
    const { dataDir, front, platform, rear } = this.#site;
    this.#db ??= new DatabaseSync(join(dataDir, 'station.sqlite'), { readOnly: true, timeout: 1000 });
    const rows = this.#db.prepare(ROWS).get() as Record<
      'captures' | 'documents' | 'sheets' | 'printing' | 'unreceived',
      number
    >;
    return {
      ...rows,
      asked: front.counts.pictures + rear.counts.pictures,
      files: readdirSync(join(dataDir, 'photos', 'incoming')).length,
      atPlatform: platform.documents().length,
    };
  }
}

function reached(moment: Moment, before: Seen, now: Seen): boolean {
  switch (moment) {
    case 'driving':
      return true;
    case 'picture-asked':
      return now.asked > before.asked;
    case 'picture-file':
      return now.files > 0 || now.captures > before.captures;
    case 'capture':
      return now.captures > before.captures;
    case 'document':
      return now.documents > before.documents;
    case 'at-platform':
      return now.documents > before.documents && now.atPlatform > before.atPlatform;
    case 'sheet':
      return now.sheets > before.sheets;
    case 'printing':
      return now.printing > 0;
    default:
      return moment satisfies never;
  }
}
