/** The adapter with a scripted other side: what it sends is kept, what it gets is said beforehand. No socket, real files. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCountyMapping, readCountyMapping } from '../../../../main/station/settings/county-mapping-file.ts';
import { CountyJsonAdapter } from '../../../../main/station/upload/adapters/county/county-json.ts';
import type { OutgoingDocument } from '../../../../main/station/upload/adapters/adapter.ts';
import type { ServerAnswer, ServerRequest } from '../../../../main/station/upload/server-client.ts';
import type { DocumentKind } from '../../../../preload/contract/documents.ts';
import type { Sha256, Uuid } from '../../../../preload/contract/vocabulary.ts';
import other from './other-county.json' with { type: 'json' };

export const shaOf = (text: string): Sha256 => createHash('sha256').update(text).digest('hex') as Sha256;
export const idOf = (n: number): Uuid => `01930000-0000-7000-9000-${String(n).padStart(12, '0')}` as Uuid;

/** 2026-11-30 14:32:05.250 in Beijing. */
export const WALL = Date.UTC(2026, 10, 30, 6, 32, 5, 250);

const ENVELOPE = {
  stationId: idOf(99),
  sequence: 1,
  createdAt: '2026-11-30T14:33:00.000+08:00',
  hash: 'ab'.repeat(32),
};
const picture = (role: string, at: string) => ({
  role, sha256: shaOf(role), bytes: role.length, width: 1920, height: 1080, takenAt: at, cameraId: `cam-${role}`,
}); // prettier-ignore

export const WEIGHING = {
  ...ENVELOPE,
  id: idOf(1),
  kind: 'gross',
  weightKg: 48_620,
  weighedAt: '2026-11-30T14:32:05.123+08:00',
  plateFront: { text: '晋C12345', color: 'yellow', source: 'recognised' },
  plateRear: { text: '晋C1234挂', source: 'manual' },
  axleCount: 6,
  limitKg: 49_000,
  overKg: 0,
  operatorId: '张三',
  images: [picture('front', '2026-11-30T14:32:05.400+08:00'), picture('rear', '2026-11-30T14:32:06.000+08:00')],
};
/** As little as a weighing can say. */
export const BARE_WEIGHING = {
  ...ENVELOPE,
  id: idOf(1),
  kind: 'tare',
  weightKg: 400,
  weighedAt: '2026-11-30T16:00:00.000Z',
  plateFront: { text: null, source: 'none' },
  plateRear: { text: null, source: 'none' },
  axleCount: null,
  limitKg: null,
  operatorId: 'nobody',
  images: [],
};
export const SHEET = {
  ...ENVELOPE,
  id: idOf(3),
  number: '140321-0001-1-20261130-0001',
  status: 'issued',
  plate: '晋C12345',
  trailerPlate: '晋C1234挂',
  goods: { name: '原煤' },
  grossKg: 48_620,
  tareKg: 16_200,
  netKg: 32_420,
  limitKg: 49_000,
  grossWeighingId: idOf(1),
  tareWeighingId: idOf(2),
  receiver: '阳泉电厂',
};
export const CORRECTION = {
  ...ENVELOPE,
  id: idOf(4),
  kind: 'correction',
  subjectId: idOf(1),
  effectiveAt: '2026-11-30T14:33:00.000+08:00',
  correction: { field: 'plateFront', from: '晋C12345', to: '晋C12346' },
};

export const outgoing = (
  kind: DocumentKind,
  content: { readonly id: Uuid; readonly [member: string]: unknown },
): OutgoingDocument => ({
  id: content.id,
  kind,
  hash: 'ab'.repeat(32) as Sha256,
  bytes: Buffer.from(JSON.stringify(content), 'utf8'),
});

export class CountyRig {
  readonly sent: ServerRequest[] = [];
  readonly adapter: CountyJsonAdapter;
  readonly folder = mkdtempSync(join(tmpdir(), 'county-'));
  answer: ServerAnswer = { kind: 'no-answer', reason: 'unreachable', detail: 'ECONNREFUSED' };

  constructor(which: 'example-county' | 'other' = 'example-county') {
    for (const role of ['front', 'rear']) writeFileSync(join(this.folder, shaOf(role)), role);
    this.adapter = new CountyJsonAdapter({
      client: {
        send: (request) => {
          this.sent.push(request);
          return Promise.resolve(this.answer);
        },
        stop: () => Promise.resolve(),
      },
      mapping: which === 'other' ? parseCountyMapping(other, [20]) : readCountyMapping(which, [20]),
      credentials: { appId: 'APP 1', secret: 'golden-secret' },
      station: { unitCode: '140321-0001', unitName: '示例煤矿', name: '1号磅', stationNo: '1', stationId: idOf(99) },
      photoFile: (sha256) => this.file(sha256),
      wallMs: () => WALL,
      newNonce: () => '0123456789abcdef',
    });
  }

  file(sha256: string): string {
    return join(this.folder, sha256);
  }

  /** The body of the newest request, as text. */
  body(): string {
    return Buffer.from(this.sent.at(-1)?.body as Uint8Array).toString('utf8');
  }

  json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): void {
    this.raw(JSON.stringify(body), { 'content-type': 'application/json', ...headers }, status);
  }

  raw(body: string, headers: Readonly<Record<string, string>>, status = 200): void {
    this.answer = { kind: 'answer', status, headers, body: Buffer.from(body, 'utf8') };
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
