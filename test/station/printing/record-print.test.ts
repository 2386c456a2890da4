/** A record with its evidence as a PDF, through the station as it is shipped, read back with another program (poppler). */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadSheet, Weighing } from '../../../preload/contract/documents.ts';
import { photoPath } from '../../../main/photo-path.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';

const run = promisify(execFile);
const CLERK = { operatorId: '张三' };
const TRUCK = { axleCount: 6, vehicleType: 'articulated', driveAxles: 2 } as const;

let site: Site;
let station: RunningStation;
let tare: Weighing;
let gross: Weighing;
let sheet: LoadSheet;

beforeAll(async () => {
  site = await Site.open({ stabilityMs: 400, rateHz: 20 });
  station = await RunningStation.start(site);
  const weigh = async (kind: 'tare' | 'gross', weightKg: number): Promise<Weighing> => {
    site.driveOn({ plateFront: '晋C30001', plateRear: '晋C3001挂' }, weightKg, 0);
    await station.untilSteady();
    const plates = { plateFront: '晋C30001', plateRear: '晋C3001挂' };
    const document = await station.captureWhole({ kind, ...CLERK, ...plates, ...TRUCK });
    site.driveOff(0);
    await station.untilPhase('idle');
    return document;
  };
  tare = await weigh('tare', 16_200);
  gross = await weigh('gross', 48_620);
  sheet = await station.call('loadSheet.issue', {
    grossWeighingId: gross.id,
    tareWeighingId: tare.id,
    goods: { name: '原煤' },
    receiver: '阳泉第二电厂',
    ...CLERK,
  });
  await station.until('its receipts', async () => {
    const { parts } = await station.call('records.life', { id: gross.id });
    return parts.length === 3 && parts.every(({ state }) => state === 'done');
  });
});
afterAll(async () => {
  expect(await station.stop()).toBe(0);
  await site.close();
});

/** Without any space: long values are broken over lines. */
const solid = async (file: string): Promise<string> =>
  (await run('pdftotext', ['-raw', file, '-'])).stdout.replace(/\s/g, '');
const jpegsIn = async (file: string): Promise<string[]> => {
  const folder = `${file}-pictures`;
  await run('mkdir', ['-p', folder]);
  await run('pdfimages', ['-j', file, join(folder, 'p')]);
  const { stdout } = await run('ls', [folder]);
  return Promise.all(
    stdout
      .trim()
      .split('\n')
      .filter((name) => name.endsWith('.jpg'))
      .map(async (name) =>
        createHash('sha256')
          .update(await readFile(join(folder, name)))
          .digest('hex'),
      ),
  );
};

describe('a record with its evidence', () => {
  test('says every figure with its unit, both pictures byte by byte, hashes, receipts, and who signed', async () => {
    const { bytes, file, pages, picturesLacking } = await station.call('records.print', { id: gross.id });
    expect(picturesLacking).toBe(0);
    expect(bytes).toBe((await readFile(file)).length);
    expect((await run('pdfinfo', [file])).stdout).toMatch(new RegExp(`Pages: +${String(pages)}\\n[^]*A4`));
    const words = await solid(file);
    for (const said of [
      '称重记录及证据',
      '模拟数据 仅供测试 不作凭证',
      '48 620 kg',
      '晋C30001',
      '晋C3001挂',
      '限重 49 000 kg',
      '第62号令第三条',
      '未超限',
      '张三',
      sheet.number,
      '净重 32 420 kg',
      '原煤',
      '阳泉第二电厂',
      '内容、摘要、签名核对无误',
      '记录 已回执',
      '照片 前 已回执',
      '照片 后 已回执',
      '照片齐全 通过',
      `第 1 页 共 ${String(pages)} 页`,
    ])
      expect(words).toContain(said.replaceAll(' ', ''));
    const { keyId } = await station.call('station.info', {});
    for (const { sha256 } of gross.images) expect(words).toContain(sha256);
    for (const said of [gross.hash, gross.prevHash, gross.signature, keyId, gross.id]) expect(words).toContain(said);
    const pictures = await jpegsIn(file);
    for (const { sha256 } of gross.images) expect(pictures).toContain(sha256);
  });

  test('the record of the tare says how often the sheet was printed, as that of the gross does', async () => {
    await station.until('its paper', async () => {
      const { jobs } = await station.call('records.life', { id: gross.id });
      return jobs.some(({ kind, state }) => kind === 'sheet' && state === 'printed');
    });
    for (const { id } of [gross, tare])
      expect(await solid((await station.call('records.print', { id })).file)).toContain('已打印1份');
  });

  test('what was corrected stands beside what was signed, and a void is said first of all', async () => {
    await station.call('loadSheet.void', { id: sheet.id, reason: '收货单位有误', ...CLERK });
    const field = { field: 'plateRear', value: '晋C3002挂', reason: '挂车看错' } as const;
    await station.call('weighing.correct', { id: gross.id, ...field, ...CLERK });
    await station.call('weighing.void', { id: gross.id, reason: '误称', ...CLERK });
    const words = await solid((await station.call('records.print', { id: gross.id })).file);
    // On each page.
    expect(words.split('本记录已作废')).toHaveLength(1 + 2);
    for (const said of [
      '作废原因 收货单位有误',
      '晋C3001挂',
      '更正后: 晋C3002挂',
      '挂车看错',
      '误称',
      `${sheet.number} 已作废`,
    ])
      expect(words).toContain(said.replaceAll(' ', ''));
  });

  test('a picture that is gone, or not what it was, is said in words and never left out', async () => {
    const [one, other] = gross.images;
    const { dataDir } = await station.call('station.info', {});
    const fileOf = (sha256 = ''): string => photoPath(dataDir, sha256) ?? '';
    await rm(fileOf(one?.sha256));
    await writeFile(fileOf(other?.sha256), 'not the picture');
    const { file, picturesLacking } = await station.call('records.print', { id: gross.id });
    expect(picturesLacking).toBe(2);
    const words = await solid(file);
    for (const said of ['照片文件不在本机', '照片文件与哈希不符', one?.sha256 ?? '?', other?.sha256 ?? '?'])
      expect(words).toContain(said);
    expect(await jpegsIn(file)).toEqual([]);
  });

  test('of nothing there is none; two at once are refused', async () => {
    expect(await station.refusal('records.print', { id: sheet.id })).toBe('weighing.not-found');
    const both = await Promise.allSettled([
      station.call('records.print', { id: gross.id }),
      station.call('records.print', { id: gross.id }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});
