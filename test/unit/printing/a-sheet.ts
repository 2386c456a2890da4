/** A load sheet for tests of the paper, with every field filled that the paper shows. */
import { LoadSheet } from '../../../preload/contract/documents.ts';
import type { Timestamp } from '../../../preload/contract/vocabulary.ts';
import type { SheetOnPaper } from '../../../main/station/printing/sheet-facts.ts';

export const HASH = 'a3f4c19e0b7d25586e1f9ac04d3b72e8115c6fa09bd8e34727c05a1b9d64f832';
export const KEY_ID = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';

export function aSheet(changes: Record<string, unknown> = {}): LoadSheet {
  return LoadSheet.parse({
    id: '019ab000-0000-7000-8000-000000000001',
    stationId: '019ab000-0000-7000-8000-000000000002',
    sequence: 1234,
    createdAt: '2026-11-22T14:33:10.123+08:00',
    prevHash: '0'.repeat(64),
    hash: HASH,
    signature: 'c2lnbmF0dXJl',
    number: 'SX140181001-1-20261122-0007',
    status: 'issued',
    plate: '晋C·12345',
    trailerPlate: '晋C·6789挂',
    driver: { name: '张三', licence: '140181199001011234' },
    transportPermit: '140181004567',
    goods: { name: '原煤', category: '煤炭' },
    grossKg: 48_620,
    tareKg: 16_200,
    netKg: 32_420,
    limitKg: 49_000,
    overKg: 0,
    approvedLoadKg: 33_500,
    overLoadKg: 0,
    verdict: 'within-limit',
    grossWeighingId: '019ab000-0000-7000-8000-000000000003',
    tareWeighingId: '019ab000-0000-7000-8000-000000000004',
    tareSource: 'same-trip',
    tareWeighedAt: '2026-11-22T12:01:05.123+08:00',
    sender: '山西省古交市某某煤业有限责任公司洗煤分公司',
    receiver: '河北钢铁集团邯郸公司 No.3 Warehouse',
    destination: '河北邯郸',
    operatorId: '李四',
    consistency: [],
    ...changes,
  });
}

export function onPaper(
  changes: Partial<Omit<SheetOnPaper, 'sheet'>> & { readonly sheet?: LoadSheet } = {},
): SheetOnPaper {
  const sheet = changes.sheet ?? aSheet();
  return {
    sheet,
    keyId: KEY_ID,
    copy: 1,
    unitName: sheet.sender,
    grossWeighedAt: '2026-11-22T14:32:05.123+08:00' as Timestamp,
    axleCount: 6,
    simulated: false,
    ...changes,
  };
}
