import { describe, expect, it } from 'vitest';
import { groupedKg } from '../../../main/station/printing/sheet-facts.ts';
import { layoutSheet } from '../../../main/station/printing/sheet-layout.ts';
import { PAPER_NAMES, type Paper } from '../../../preload/contract/paper.ts';
import { aSheet, HASH, KEY_ID, onPaper } from './a-sheet.ts';

/** Large spans in [ ], tall ones in < >, centred lines behind a ^. */
const sketch = (paper: Paper): string[] =>
  (paper.kind === 'roll' ? paper.items : []).flatMap((item) => {
    if (item.kind === 'line') {
      const marks = { normal: ['', ''], wide: ['(', ')'], tall: ['<', '>'], large: ['[', ']'] } as const;
      const text = item.spans.map(({ text, size }) => marks[size][0] + text + marks[size][1]).join('');
      return [(item.align === 'centre' ? '^' : '') + text];
    }
    return [item.kind === 'qr' ? `qr ${item.text}` : item.kind === 'feed' ? `feed ${String(item.lines)}` : item.kind];
  });

describe('a load sheet', () => {
  it('on 58 mm paper', () => {
    expect(sketch(layoutSheet(onPaper(), 'roll-58'))).toEqual([
      '^[货物装载单]',
      '^[SX140181001-1-]',
      '^[20261122-0007]',
      'rule',
      '发货单位 山西省古交市某某煤业有',
      '         限责任公司洗煤分公司',
      '收货单位 河北钢铁集团邯郸公司',
      '         No.3 Warehouse',
      '目的地   河北邯郸',
      '货物名称 原煤 (煤炭)',
      '车牌号码 [晋C·12345]',
      '挂车号牌 [晋C·6789挂]',
      '驾驶员   张三',
      '运输证号 140181004567',
      'rule',
      '毛重                   48 620 kg',
      '             2026-11-22 14:32:05',
      '皮重 本次实测          16 200 kg',
      '             2026-11-22 12:01:05',
      '净重          [32 420 kg]',
      '限重 6轴               49 000 kg',
      '核定载质量             33 500 kg',
      '结论     [合格 未超限]',
      'rule',
      '开单时间 2026-11-22 14:33:10',
      '操作员   李四',
      '记录序号 1234',
      '记录摘要 a3f4c19e0b7d2558',
      '密钥指纹 kPrK_qmxVWaYVA9wwBF6Iuo',
      '         3vVzz7TxHCTwXBygrS4k',
      'feed 1',
      `qr SX140181001-1-20261122-0007 ${HASH}`,
      'feed 1',
      '^SX140181001-1-20261122-0007',
      'feed 1',
      '单位盖章',
      'feed 5',
      'feed 2',
      '司磅员   _______________________',
      'feed 2',
      '驾驶员   _______________________',
      'feed 2',
      '收货方   _______________________',
      'feed 2',
      '放行     _______________________',
      'cut',
    ]);
  });

  it('that nobody has issued: the same paper, marked, without number, time, signature and code', () => {
    const { id, stationId, sequence, createdAt, prevHash, hash, signature, ...body } = aSheet();
    const draft = sketch(layoutSheet({ ...onPaper(), sheet: { ...body, number: '' } }, 'roll-58'));
    const issued = sketch(layoutSheet(onPaper(), 'roll-58'));
    expect(draft.filter((line) => !issued.includes(line))).toEqual(['^[尚未编号]', '^[草稿 不作凭证]', '^尚未编号']);
    expect(issued.filter((line) => !draft.includes(line))).toEqual([
      '^[SX140181001-1-]',
      '^[20261122-0007]',
      '开单时间 2026-11-22 14:33:10',
      '记录序号 1234',
      '记录摘要 a3f4c19e0b7d2558',
      '密钥指纹 kPrK_qmxVWaYVA9wwBF6Iuo',
      '         3vVzz7TxHCTwXBygrS4k',
      `qr SX140181001-1-20261122-0007 ${HASH}`,
      '^SX140181001-1-20261122-0007',
    ]);
    for (const paper of PAPER_NAMES) {
      const laid = JSON.stringify(layoutSheet({ ...onPaper(), sheet: { ...body, number: '' } }, paper));
      expect(laid, paper).toContain('草稿 不作凭证');
      expect(laid, paper).toContain('尚未编号');
      expect(laid, paper).not.toContain('"qr"');
      expect(laid, paper).not.toContain(HASH.slice(0, 8));
    }
  });

  it('on 80 mm paper: each weight and its time on one line', () => {
    const lines = sketch(layoutSheet(onPaper(), 'roll-80'));
    expect(lines).toContain('毛重               48 620 kg 2026-11-22 14:32:05');
    expect(lines).toContain('皮重 本次实测      16 200 kg 2026-11-22 12:01:05');
    expect(lines).toContain('净重      [32 420 kg]');
  });

  it('on 80 mm paper with 42 columns: the time below', () => {
    const lines = sketch(layoutSheet(onPaper(), 'roll-80-42'));
    expect(lines).toContain('毛重                             48 620 kg');
    expect(lines).toContain('                       2026-11-22 14:32:05');
  });

  it('names the driver but not the licence number, which is nobody else’s business', () => {
    expect(sketch(layoutSheet(onPaper(), 'roll-80')).join('\n')).not.toContain('140181199001011234');
  });

  it('leaves out what there is not', () => {
    const sheet = aSheet({ trailerPlate: null, driver: undefined, transportPermit: undefined, approvedLoadKg: null });
    const all = sketch(layoutSheet(onPaper({ sheet, axleCount: null }), 'roll-80')).join('\n');
    expect(all).not.toMatch(/挂车号牌|运输证号|核定载质量|轴|undefined|null/);
    expect(all.match(/驾驶员/g)).toHaveLength(1);
  });

  it('names the unit apart when somebody else is the sender', () => {
    const lines = sketch(layoutSheet(onPaper({ unitName: '古交磅房' }), 'roll-80'));
    expect(lines).toContain('开单单位 古交磅房');
    expect(sketch(layoutSheet(onPaper(), 'roll-80')).join()).not.toContain('开单单位');
  });
});

describe('marks', () => {
  const first = (changes: Parameters<typeof onPaper>[0]): string =>
    sketch(layoutSheet(onPaper(changes), 'roll-58')).join('\n');

  it.each([
    [1, false],
    [2, '第1次补打'],
    [3, '第2次补打'],
    [12, '第11次补打'],
  ])('copy %i', (copy, mark) => {
    if (mark === false) expect(first({ copy })).not.toContain('补打');
    else expect(first({ copy })).toContain(`^[${mark}]`);
  });

  it('void: says so in large letters, with the reason, and offers no release', () => {
    const paper = first({ sheet: aSheet({ status: 'void', voidReason: '车牌录错' }) });
    expect(paper).toContain('^[作废]');
    expect(paper).toContain('作废原因 车牌录错');
    expect(paper).toContain('司磅员   ___');
    expect(paper).not.toContain('放行');
  });

  it.each([
    ['the document says so', { sheet: aSheet({ simulated: true }) }],
    ['the station says so', { simulated: true }],
  ])('simulated data, first and last, when %s', (_, changes) => {
    expect(first(changes).match(/\^\[模拟数据\]/g)).toHaveLength(2);
    expect(first({})).not.toContain('模拟');
  });

  it('incomplete evidence, with its reason, for ever', () => {
    const paper = first({ sheet: aSheet({ evidenceAccepted: '后摄像头无画面，值班长王五同意' }), copy: 4 });
    expect(paper).toContain('证据不全 后摄像头无画面，值班长');
    expect(first({})).not.toContain('证据不全');
  });

  it('papers that a manager let pass, and in whose stead it stands', () => {
    const papers = [
      { kind: 'transport-permit', fault: 'expired' as const },
      { kind: 'vehicle-licence', fault: 'missing' as const },
    ];
    const override = { manager: '李站长', reason: '次日补', papers };
    const number = '140321-0001-1-20261122-0006';
    const paper = first({
      sheet: aSheet({ override, reissues: { sheetId: '019ab000-0000-7000-8000-000000000009', number, reason: '错' } }),
    });
    expect(paper.replace(/\n +/g, '')).toContain('证件放行 李站长 (道路运输证过期、无行驶证): 次日补');
    expect(paper.replace(/\n +/g, '')).toContain(`替代单号 ${number}`);
    expect(first({})).not.toContain('证件放行');
    expect(first({})).not.toContain('替代');
  });

  it('a stored tare', () => {
    expect(first({ sheet: aSheet({ tareSource: 'stored' }) })).toContain('皮重 库存皮重');
  });

  it('over the limit and over the load', () => {
    const over = first({ sheet: aSheet({ verdict: 'over-limit', overKg: 1620 }) });
    expect(over).toContain('[1 620 kg]');
    expect(over).toContain('结论     [超限]');
    const load = first({ sheet: aSheet({ verdict: 'over-load', overLoadKg: 80 }) });
    expect(load).toContain('[80 kg]');
    expect(load).toContain('结论     [超载]');
  });
});

describe('the number', () => {
  it.each([
    ['U1-1-20261122-0001', 'roll-80', ['^[U1-1-20261122-0001]']],
    ['U1-1-20261122-0001', 'roll-58', ['^[U1-1-]', '^[20261122-0001]']],
    ['91140181MA0GX-A-20261122-0001', 'roll-80', ['^[91140181MA0GX-]', '^[A-20261122-0001]']],
    ['911401812345678901-1-20261122-0001', 'roll-58', ['^<911401812345678901-1-20261122-00>', '^<01>']],
  ] as const)('%s at %s', (number, columns, lines) => {
    const paper = sketch(layoutSheet(onPaper({ sheet: aSheet({ number }) }), columns));
    expect(paper.slice(1, 1 + lines.length)).toEqual(lines);
  });
});

it.each([
  [0, '0 kg'],
  [980, '980 kg'],
  [1000, '1 000 kg'],
  [48_620, '48 620 kg'],
  [1_234_567, '1 234 567 kg'],
])('%i kg reads %s', (kg, text) => expect(groupedKg(kg)).toBe(text));

it('times are Beijing times whatever zone they were written in', () => {
  const sheet = aSheet({ createdAt: '2026-11-22T18:00:01.000Z' });
  expect(sketch(layoutSheet(onPaper({ sheet }), 'roll-80'))).toContain('开单时间 2026-11-23 02:00:01');
});

it('the thumbprint is whole', () => {
  const lines = sketch(layoutSheet(onPaper(), 'roll-58'));
  const at = lines.findIndex((line) => line.startsWith('密钥指纹'));
  expect((lines[at] ?? '').slice(5) + (lines[at + 1] ?? '').trim()).toBe(KEY_ID);
});
