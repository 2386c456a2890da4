/** The keys of a chain while its documents are gone through: which one signed what, and whether each new one announced itself. */
import type { ProofReport } from '../../../preload/contract/proof.ts';
import { provenKey } from '../records/signing-keys.ts';
import { signatureCheck, type SignatureCheck } from '../records/signing.ts';
import type { Findings } from './findings.ts';

export interface KeyRow {
  readonly kid: string;
  readonly publicJwk: string;
  readonly firstSequence: number;
}

interface Used {
  readonly kid: string;
  readonly firstSequence: number;
  documents: number;
  /** It signed the list of an export. */
  list: boolean;
}

export class Keys {
  /** By what a JWS of theirs begins with. */
  readonly checks = new Map<string, SignatureCheck>();
  readonly #rows: readonly KeyRow[];
  readonly #findings: Findings;
  readonly #used = new Map<string, Used>();

  constructor(rows: readonly KeyRow[], findings: Findings) {
    this.#rows = rows;
    this.#findings = findings;
    for (const row of rows) {
      const key = provenKey(row);
      // Written in one way only, so that no bit of the row can change unseen.
      if (key === undefined || JSON.stringify(key) !== row.publicJwk) {
        findings.fault('key-row', { kid: row.kid, sequence: row.firstSequence });
        continue;
      }
      const check = signatureCheck(key);
      this.checks.set(check.header, check);
    }
  }

  /**
   * A document by that key, in the order of the chain.
   * @param follows false: documents before it are left out, and the notice of a new key may be one of them
   */
  signed(kid: string, sequence: number, document: Readonly<Record<string, unknown>>, follows = true): void {
    const known = this.#used.get(kid);
    if (known !== undefined) {
      known.documents += 1;
      return;
    }
    if (this.#used.size > 0) {
      const { kind, text } = document;
      if (kind === 'key-change' && typeof text === 'string' && text.includes(kid))
        this.#findings.note('key-change', { sequence, kid });
      else if (follows) this.#findings.fault('key-unannounced', { sequence, kid });
      else this.#findings.note('key-change-between', { sequence, kid });
    }
    this.#used.set(kid, { kid, firstSequence: sequence, documents: 1, list: false });
  }

  /** The list of an export by that key; after its documents. */
  signedList(kid: string): void {
    const known = this.#used.get(kid);
    const firstSequence = this.#rows.find((row) => row.kid === kid)?.firstSequence ?? 0;
    if (known !== undefined) known.list = true;
    else this.#used.set(kid, { kid, firstSequence, documents: 0, list: true });
  }

  /**
   * Everything was gone through.
   * @param given thumbprints that somebody has from elsewhere: from the platform, from the day of installation
   * @param whole false: only a part of the chain was seen, which does not tell where a key began
   */
  close(given: readonly string[], whole: boolean): Pick<ProofReport, 'keys' | 'keyConfirmed'> {
    if (whole)
      for (const { firstSequence, kid } of this.#rows)
        if (this.#used.get(kid)?.firstSequence !== firstSequence)
          this.#findings.fault('key-row', { kid, sequence: firstSequence });
    for (const kid of given) if (!this.#used.has(kid)) this.#findings.fault('key-other', { kid });
    const keys = [...this.#used.values()].map((used) => ({ ...used, confirmed: given.includes(used.kid) }));
    for (const { confirmed, kid } of keys) if (!confirmed) this.#findings.note('key-not-confirmed', { kid });
    return { keys, keyConfirmed: keys.length > 0 && keys.every(({ confirmed }) => confirmed) };
  }
}
