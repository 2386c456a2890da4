/** What the platform is known to have seen of this chain, beside what is here: a chain that was cut off behind is whole in itself. */
import type { ProofReport } from '../../../preload/contract/proof.ts';
import { parseLastHeartbeat } from '../records/last-heartbeat.ts';
import type { Sqlite } from '../store/open-sqlite.ts';
import type { Findings } from './findings.ts';

export function provePlatformFacts(db: Sqlite, findings: Findings): Pick<ProofReport, 'receipts' | 'heartbeat'> {
  const meta = (key: string): string | undefined =>
    db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?').get(key)?.value;
  const count = (part: string): number =>
    db
      .prepare<[string], { count: number }>("SELECT count(*) AS count FROM outbox WHERE state = 'done' AND part = ?")
      .get(part)?.count ?? 0;
  // A folder that goes on above the platform's head knows that head; its own next document is still to come.
  const head =
    db
      .prepare<[], { top: number | null }>(
        'SELECT max(sequence) AS top FROM (SELECT sequence FROM document UNION ALL SELECT sequence FROM chain_base)',
      )
      .get()?.top ?? 0;
  const receipted = Number(meta('highestReceipted') ?? 0);
  if (receipted > head) findings.fault('receipts-beyond', { receipted, head });
  const kept = meta('lastHeartbeat');
  const heard = parseLastHeartbeat(kept);
  if (kept === undefined) findings.note('no-heartbeat');
  else if (heard === null) findings.fault('repeated-row', { table: 'meta', row: 'lastHeartbeat', column: 'value' });
  else if (heard.length > head) findings.fault('heartbeat-beyond', { length: heard.length, head });
  else if (heard.length > 0) {
    const here = db
      .prepare<{ at: number }, { hash: string }>(
        'SELECT hash FROM document WHERE sequence = @at UNION ALL SELECT hash FROM chain_base WHERE sequence = @at',
      )
      .all({ at: heard.length });
    if (!here.some(({ hash }) => hash === heard.head)) findings.fault('heartbeat-differs', { sequence: heard.length });
  }
  return {
    receipts: { documents: count('document'), pictures: count('photo') },
    heartbeat: heard === null ? null : { length: heard.length, answeredAt: heard.answeredAt },
  };
}
