/**
 * Speaks a county's own HTTP POST interface as its mapping says (settings/county-mapping.ts). It translates, and knows no
 * county: names, units, codes, signing and what counts as a receipt are all data.
 */
import type { Image } from '../../../../../preload/contract/documents.ts';
import type { Sha256 } from '../../../../../preload/contract/vocabulary.ts';
import type { CountyMapping, DocumentMapping } from '../../../settings/county-mapping.ts';
import type { ServerAnswer, ServerClient } from '../../server-client.ts';
import { ABILITIES } from '../abilities.ts';
import type {
  DocumentOutcome,
  LinkError,
  OutgoingDocument,
  OutgoingPhoto,
  PhotoOutcome,
  Presence,
  RecordAdapter,
  Trial,
  Unfit,
  Unreadable,
} from '../adapter.ts';
import { judge, type Judged } from './county-answers.ts';
import { asTest, mapFields, type CountyField, type StationFacts } from './county-fields.ts';
import { pictureGroup, picturesTaken, readPicture } from './county-pictures.ts';
import { countyRequest, type Credentials } from './county-request.ts';
import { valueAt } from './county-value.ts';

export interface CountyJsonOptions {
  readonly client: Pick<ServerClient, 'send' | 'stop'>;
  readonly mapping: CountyMapping;
  readonly credentials: Credentials;
  readonly station: StationFacts;
  /** Where a picture lies. */
  readonly photoFile: (sha256: Sha256) => string;
  readonly wallMs: () => number;
  /** Never the same twice: where a county wants one with each request. */
  readonly newNonce: () => string;
}

/** A document with all that is sent of it. */
interface Prepared {
  readonly fields: readonly CountyField[];
  readonly members: readonly { readonly to: string; readonly sent: unknown }[];
  /** Pictures that are in it. */
  readonly photos: readonly Sha256[];
}

export class CountyJsonAdapter implements RecordAdapter {
  readonly id = 'county-json';
  readonly abilities = ABILITIES['county-json'];
  readonly #options: CountyJsonOptions;

  constructor(options: CountyJsonOptions) {
    this.#options = options;
  }

  takes(document: OutgoingDocument): boolean {
    return this.#mappingOf(document, parsed(document)) !== null;
  }

  async sendDocument(document: OutgoingDocument): Promise<DocumentOutcome> {
    const content = parsed(document);
    const mapping = this.#mappingOf(document, content);
    if (mapping === null) return { kind: 'not-taken' };
    const prepared = await this.#prepare(content, mapping);
    if ('kind' in prepared) return prepared;
    const { outcome } = await this.#post(mapping.path, prepared);
    if (outcome.kind !== 'received') return outcome;
    // It says nothing of pictures that it misses: those that go by themselves have not been sent yet.
    return { ...outcome, missingBlobs: [], withPhotos: prepared.photos };
  }

  async sendPhoto({ document, file, sha256 }: OutgoingPhoto): Promise<PhotoOutcome> {
    if (document === undefined) return { kind: 'not-taken' };
    const outgoing = document();
    const content = parsed(outgoing);
    const mapping = this.#mappingOf(outgoing, content);
    const image = mapping === null ? undefined : picturesTaken(mapping, content).find((one) => one.sha256 === sha256);
    if (mapping === null || image === undefined) return { kind: 'not-taken' };
    const read = await readPicture(file, sha256);
    if (read.kind !== 'whole') return { kind: 'unreadable', detail: read.detail };
    const { pictures } = mapping;
    // It was not in the document's receipt, or it would be done: the document was refused, or the picture is back since.
    if (pictures?.in !== 'own') return unfit('platform.with-document', '');
    const mapped = mapFields(content, pictures.fields, this.#options.station);
    if (!mapped.ok) return unfit('platform.not-mappable', mapped.field);
    const group = Object.entries(pictureGroup(pictures.picture, image, read.base64));
    const members = [...mapped.fields, ...group.map(([to, sent]) => ({ to, sent }))];
    const hash = { to: pictures.picture.sha256 ?? '', sent: sha256, sentUnit: null };
    const { outcome } = await this.#post(pictures.path, { fields: [...mapped.fields, hash], members });
    return outcome;
  }

  /** Nobody there can be asked: it is sent again, and the platform knows its number. */
  hasPhoto(): Promise<Presence> {
    return Promise.resolve({ kind: 'missing' });
  }

  async trial(document: OutgoingDocument): Promise<Trial | null> {
    const { test } = this.#options.mapping;
    const content = parsed(document);
    const mapping = this.#mappingOf(document, content);
    if (test === null || mapping === null) return null;
    const prepared = await this.#prepare(content, mapping);
    const trial = { how: 'marked', fields: [], pictures: 0 } as const;
    if ('kind' in prepared) return { ...trial, outcome: prepared };
    const fields = prepared.fields.map((field) => asTest(field, mapping.number, test.numberPrefix));
    const mark = { to: test.to, sent: test.value };
    // The members begin with the fields; behind them stand pictures.
    const members = [...fields, ...prepared.members.slice(fields.length), mark];
    const { echoes, outcome } = await this.#post(mapping.path, { fields, members });
    const rows = [...fields, { ...mark, from: null, value: test.value, unit: null }];
    return {
      how: 'marked',
      outcome: outcome.kind === 'received' ? { ...outcome, missingBlobs: [] } : outcome,
      pictures: prepared.photos.length,
      fields: rows.map(({ from, sent, to, unit, value }) => {
        const echo = echoes.find((one) => one.to === to);
        const said = echo?.said === undefined ? {} : { echo: echo.said };
        return { from, value, unit, to, sent, ...said, equal: echo?.equal ?? null };
      }),
    };
  }

  async stop(): Promise<void> {
    await this.#options.client.stop();
  }

  /** null: not taken. */
  #mappingOf({ kind }: OutgoingDocument, content: unknown): DocumentMapping | null {
    const documents: Readonly<Record<string, DocumentMapping | undefined>> = this.#options.mapping.documents;
    const mapping = documents[kind];
    if (mapping?.only === undefined) return mapping ?? null;
    return mapping.only.in.includes(String(valueAt(content, mapping.only.from))) ? mapping : null;
  }

  async #prepare(content: unknown, mapping: DocumentMapping): Promise<Prepared | Unfit | Unreadable> {
    const { photoFile, station } = this.#options;
    const mapped = mapFields(content, mapping.fields, station);
    if (!mapped.ok) return unfit('platform.not-mappable', mapped.field);
    const { pictures } = mapping;
    const { fields } = mapped;
    if (pictures === null || pictures.in === 'own') return { fields, members: fields, photos: [] };
    const taken: { image: Image; base64: string }[] = [];
    for (const image of picturesTaken(mapping, content)) {
      const read = await readPicture(photoFile(image.sha256), image.sha256);
      if (read.kind === 'failed') return { kind: 'unreadable', detail: read.detail };
      // The record goes without it; its own part is hashed again and parked as damaged.
      if (read.kind === 'whole') taken.push({ image, base64: read.base64 });
    }
    const members =
      pictures.in === 'list'
        ? [{ to: pictures.to, sent: taken.map(({ base64, image }) => pictureGroup(pictures.picture, image, base64)) }]
        : taken.map(({ base64, image }) => ({ to: pictures.roles[image.role] ?? '', sent: pictures.prefix + base64 }));
    return { fields, members: [...fields, ...members], photos: taken.map(({ image }) => image.sha256) };
  }

  async #post(
    path: string,
    { fields, members }: { fields: Parameters<typeof judge>[2]; members: Prepared['members'] },
  ): Promise<Judged> {
    const { client, credentials, mapping, newNonce, wallMs } = this.#options;
    const now = { wallMs: wallMs(), nonce: newNonce() };
    const request = countyRequest(mapping, credentials, path, members, now);
    const answer: ServerAnswer = await client.send({
      method: 'POST',
      path: request.path,
      headers: request.headers,
      contentType: 'application/json; charset=utf-8',
      body: request.body,
    });
    return judge(answer, mapping.reply, fields, wallMs());
  }
}

const parsed = ({ bytes }: OutgoingDocument): unknown => JSON.parse(Buffer.from(bytes).toString('utf8'));

const errorOf = (code: LinkError['code'], detail: string): LinkError => ({ code, status: null, title: '', detail });
const unfit = (code: LinkError['code'], detail: string): Unfit => ({ kind: 'unfit', error: errorOf(code, detail) });
