/** The rows of trials: whether a picture of a camera or a recorder channel could be had, and which. */
import type { VideoProof } from '../../../preload/contract/video.ts';
import type { Writer } from '../store/statement.ts';

export class ProofStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /** In the transaction of the warning that it may raise. */
  insert(proof: VideoProof): void {
    this.#db
      .prepare('INSERT INTO video_proof (id, subjectId, atMs, ok, body) VALUES (?, ?, ?, ?, ?)')
      .run(proof.id, proof.subjectId, Date.parse(proof.at), proof.ok ? 1 : 0, JSON.stringify(proof));
  }

  /** null before the first. */
  newest(subjectId: string): VideoProof | null {
    const row = this.#db
      .prepare<{ body: string }>('SELECT body FROM video_proof WHERE subjectId = ? ORDER BY atMs DESC LIMIT 1')
      .get(subjectId);
    return row === undefined ? null : (JSON.parse(row.body) as VideoProof);
  }

  /** Whether a warning about this one still waits for a person. */
  isOpen(subjectId: string): boolean {
    return (
      this.#db
        .prepare(
          `SELECT 1 FROM open_warning o JOIN warning w ON w.id = o.warningId JOIN video_proof p ON p.id = w.subjectId
           WHERE w.kind = 'video-unproven' AND p.subjectId = ? LIMIT 1`,
        )
        .get(subjectId) !== undefined
    );
  }
}
