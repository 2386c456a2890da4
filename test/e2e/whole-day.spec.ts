/**
 * A whole day of sixty trucks through the real program, by keyboard alone: tare, gross, over the limit, unloaded and weighed
 * again, a wrong plate, voids, a reissue, two that the gates tell of. What was printed is compared to the letter with papers typed
 * from the rules, what it came to with an independent sum.
 */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { driveOff, record } from './support/clerk.ts';
import { dayPlan, type DayTruck } from './support/day-plan.ts';
import { paperByRule } from './support/paper-by-rule.ts';
import { pastRecords } from './support/past-records.ts';

const DIVISION_KG = 20;
const DAY = dayPlan(60, DIVISION_KG);
const OPERATOR = '测试员';
/** Each truck stands there at once: how long a deck swings is a matter of other tests, and would be half of this one's time. */
const OVER_MS = 0;
const INSTEAD_RECEIVER = '昔阳电厂';

const here = atSite(
  { stabilityMs: 500, rateHz: 20, noiseKg: 0, gates: true, configuration: { gate: { minIntervalSeconds: 1 } } },
  (site) => pastRecords(site, DAY),
);
test.setTimeout(900_000);

type Json = Record<string, unknown>;
const documents = (path: string): Json[] =>
  here.site.platform.documents().flatMap((held) => (held.path === path ? [held.document as Json] : []));
const netOf = (trucks: readonly DayTruck[]): number =>
  trucks.reduce((total, { grossKg, tareKg }) => total + grossKg - tareKg, 0);
/** As the screen groups thousands. */
const grouped = (kg: number): string => String(kg).replace(/\B(?=(\d{3})+$)/g, '\u2009');
const rows = () => here.program.page.locator('[role=row][aria-selected]');

/** The key's thumbprint, as the document's own signature names it (RFC 7515, protected header). */
const keyOf = ({ signature }: Json): string =>
  (JSON.parse(Buffer.from(String(signature).split('.')[0] ?? '', 'base64url').toString('utf8')) as { kid: string }).kid;

/** On the deck, its plate typed, nothing recorded yet. */
async function arrive(truck: DayTruck, weightKg: number, plate = truck.plateFront): Promise<void> {
  const { program, site } = here;
  const editor = program.page.locator('.plate-editor');
  site.driveOn(truck, weightKg, OVER_MS);
  await expect(editor).toBeVisible();
  for (const character of plate.slice(1)) await program.page.keyboard.press(character);
  await program.enter();
  await expect(editor).toHaveCount(0);
}

async function weighEmpty(truck: DayTruck, plate?: string): Promise<void> {
  await arrive(truck, truck.tareKg, plate);
  await record(here.program, 'record', 'released');
  await driveOff(here.program, here.site, OVER_MS);
}

async function weighLoaded(truck: DayTruck): Promise<void> {
  if (truck.mishap === 'over-limit') {
    await arrive(truck, truck.heavyKg);
    await record(here.program, 'record', 'over-limit');
    await driveOff(here.program, here.site, OVER_MS);
  }
  await arrive(truck, truck.grossKg);
  await record(here.program, 'record-and-print', 'released');
  await driveOff(here.program, here.site, OVER_MS);
}

/** F8, the newest record of this plate, what is to be done with it, and back to the scale. */
async function inRecords(plate: string, deed: () => Promise<void>): Promise<void> {
  const { program } = here;
  const { page } = program;
  await program.press('F8');
  await expect(rows().first()).toBeVisible();
  await program.press('/');
  await expect(page.locator('.records-search input')).toBeFocused();
  await page.keyboard.type(plate.slice(2));
  await expect(rows().filter({ hasNotText: plate.slice(2) })).toHaveCount(0);
  await program.press('Enter');
  await expect(page.locator('.record')).toBeVisible();
  await deed();
  // Out of the record, out of the search, out of the list.
  await expect(async () => {
    await program.press('Escape');
    await expect(page.locator('.weigh:visible')).toBeVisible({ timeout: 500 });
  }).toPass();
}

const said = () => here.program.page.locator('.record-message');

async function correctPlate(wrong: string, right: string): Promise<void> {
  const { program } = here;
  await inRecords(wrong, async () => {
    await program.press('F2');
    await expect(program.page.locator('.correct-value')).toBeFocused();
    await program.press('Control+a');
    await program.write(right);
    await program.press('Tab');
    await program.write('看照片更正');
    await program.press('Enter');
    await expect(said()).toContainText('更正');
  });
}

async function voidNewest(plate: string, reason: string): Promise<void> {
  const { program } = here;
  await inRecords(plate, async () => {
    await program.press('Delete');
    await program.write(reason);
    await program.press('Enter');
    await expect(said()).toContainText('作废');
  });
}

async function reissue(plate: string): Promise<void> {
  const { program } = here;
  await inRecords(plate, async () => {
    // The key is there with the sheet, which comes after the record that names it.
    await expect(program.page.getByRole('button', { name: 'F4 作废重开' })).toBeVisible();
    await program.press('F4');
    await expect(program.page.locator('.reissue-panel')).toBeVisible();
    await program.press('Tab', 'Control+a');
    await program.write(INSTEAD_RECEIVER);
    await program.press('Tab', 'Tab', 'Tab');
    await program.write('收货单位写错');
    await program.press('Enter');
    await expect(said()).toContainText('新装载单');
  });
}

test('sixty trucks', async () => {
  const { program, site } = here;
  await program.untilReady();
  for (const [index, truck] of DAY.entries()) {
    // In one slip: the plate of the truck before.
    const typed = truck.mishap === 'wrong-plate' ? DAY[index - 1]?.plateFront : undefined;
    await weighEmpty(truck, typed);
    if (typed !== undefined) await correctPlate(typed, truck.plateFront);
    if (truck.mishap === 'tare-void') {
      await voidNewest(truck.plateFront, '挂车没有上全');
      await weighEmpty(truck);
    }
    if (truck.mishap === 'left-early') {
      await arrive(truck, truck.grossKg);
      // The driver will not wait until his weight is recorded.
      site.driveOff(0);
      await program.untilPhase('idle');
      continue;
    }
    await weighLoaded(truck);
    if (truck.mishap === 'sheet-wrong') await reissue(truck.plateFront);
    if (truck.mishap === 'sheet-void') await voidNewest(truck.plateFront, '司机不拉了');
  }
});

test('every paper says to the letter what the rules say', async () => {
  const { site } = here;
  const sheets = () => documents('load-sheets');
  const issued = (): Json[] => sheets().filter(({ status }) => status === 'issued');
  const those = (wanted: DayTruck['mishap']): number => DAY.filter(({ mishap }) => mishap === wanted).length;
  const wanted = DAY.length - those('left-early') + those('sheet-wrong');
  await expect.poll(() => issued().length).toBe(wanted);
  await expect.poll(() => site.printer.tickets.length).toBe(wanted);
  const weighings = new Map(documents('weighings').map((document) => [document['id'], document]));
  const numbers = new Map(sheets().map((document) => [document['id'], String(document['number'])]));
  for (const [at, sheet] of issued().entries()) {
    const truck = DAY.find(({ plateFront }) => plateFront === sheet['plate']);
    expect(truck, String(sheet['plate'])).toBeDefined();
    if (truck === undefined) continue;
    const reissues = sheet['reissues'] as { sheetId: string } | undefined;
    const lines = site.printer.tickets[at]?.lines.filter((line) => line.trim() !== '') ?? [];
    expect(lines).toEqual(
      paperByRule({
        number: String(sheet['number']),
        sender: '示例煤矿',
        receiver: reissues === undefined ? truck.receiver : INSTEAD_RECEIVER,
        goods: truck.goods,
        plate: truck.plateFront,
        trailerPlate: null,
        grossKg: truck.grossKg,
        grossAt: String(weighings.get(sheet['grossWeighingId'])?.['weighedAt']),
        tareKg: truck.tareKg,
        tareAt: String(weighings.get(sheet['tareWeighingId'])?.['weighedAt']),
        axleCount: truck.axleCount,
        limitKg: truck.limitKg,
        issuedAt: String(sheet['createdAt']),
        operator: OPERATOR,
        sequence: Number(sheet['sequence']),
        hash: String(sheet['hash']),
        keyId: keyOf(sheet),
        instead: reissues === undefined ? null : (numbers.get(reissues.sheetId) ?? ''),
      }),
    );
    expect(site.printer.tickets[at]?.qr).toEqual([`${String(sheet['number'])} ${String(sheet['hash'])}`]);
  }
});

test('the numbers have no gap, the cases hold, and it comes to the kilogram', async () => {
  const { site } = here;
  const sheets = documents('load-sheets');
  const serials = sheets
    .filter(({ status }) => status === 'issued')
    .map(({ number }) => Number(String(number).slice(-4)));
  expect(serials).toEqual(serials.map((_, index) => index + 1));

  const voids = new Set(sheets.filter(({ status }) => status === 'void').map(({ voids: id }) => id));
  const valid = sheets.filter(({ id, status }) => status === 'issued' && !voids.has(id));
  const carried = DAY.filter(({ mishap }) => mishap !== 'left-early' && mishap !== 'sheet-void');
  expect(valid.reduce((total, { netKg }) => total + Number(netKg), 0)).toBe(netOf(carried));
  expect(valid).toHaveLength(carried.length);

  const weighings = documents('weighings');
  for (const { heavyKg, limitKg, plateFront } of DAY.filter((truck) => truck.mishap === 'over-limit')) {
    const own = weighings.filter(({ plateFront: plate }) => (plate as { text: string }).text === plateFront);
    const loaded = own.filter(({ kind }) => kind === 'gross').map(({ overKg }) => overKg);
    expect(loaded, plateFront).toEqual([heavyKg - limitKg, 0]);
    expect(new Set(own.map(({ caseId }) => caseId)).size).toBe(1);
  }
  await expect.poll(() => site.platform.verifyAll()).toMatchObject({ faults: [], gaps: [], missingBlobs: [] });
});

test('the shift on the screen comes to the same, by goods and by who gets them', async () => {
  const { program } = here;
  const { page } = program;
  const carried = DAY.filter(({ mishap }) => mishap !== 'left-early' && mishap !== 'sheet-void');
  const large = page.locator('.report-shift .report-large dd');
  await program.press('F12', 'F5');
  await expect(large.first()).toHaveText(`${grouped(netOf(carried))} kg`);
  await expect(large.nth(1)).toHaveText(String(DAY.length));
  await expect(large.nth(2)).toHaveText(String(carried.length));
  // The driver who would not wait has his tare, and nothing ended his trip.
  await expect(large.nth(3)).toHaveText('1');
  await expect(large.nth(4)).toHaveText(String(DAY.filter(({ mishap }) => mishap === 'over-limit').length));
  const to = (truck: DayTruck): string => (truck.mishap === 'sheet-wrong' ? INSTEAD_RECEIVER : truck.receiver);
  for (const goods of new Set(carried.map((truck) => truck.goods)))
    for (const receiver of new Set(carried.map(to))) {
      const own = carried.filter((truck) => truck.goods === goods && to(truck) === receiver);
      const row = page
        .getByRole('row')
        .filter({ hasText: receiver })
        .filter({ has: page.getByText(goods, { exact: true }) });
      if (own.length === 0) await expect(row).toHaveCount(0);
      else await expect(row).toContainText(grouped(netOf(own)));
    }
  await program.press('Escape');
  await expect(page.locator('.weigh:visible')).toBeVisible();
});

test('two at the gate: one whose sheet is void, one whose gross nobody recorded; each is told, and closed with a reason', async () => {
  const { program } = here;
  const { page } = program;
  const plateOf = (wanted: DayTruck['mishap']): string => DAY.find(({ mishap }) => mishap === wanted)?.plateFront ?? '';
  const violations = { [plateOf('left-early')]: '未称重出场', [plateOf('sheet-void')]: '无装载单出场' };
  await program.press('F11');
  await expect(page.locator('.gate-passes')).toBeVisible();
  for (const plate of [DAY[0]?.plateFront ?? '', ...Object.keys(violations)]) {
    await program.press('F2');
    await expect(page.locator('.gate-form')).toBeVisible();
    await program.press('ArrowRight', 'Tab', 'Tab');
    for (const character of plate.slice(1)) await page.keyboard.press(character);
    // Out of the plate, into the reasons.
    await program.press('Tab', '1');
    await program.enter();
    await expect(page.locator('.gate-said')).toContainText(/已补记 .* 这辆车/);
  }
  await program.press('F4');
  const open = page.locator('.gate-passes [role=row][aria-selected]');
  await expect(open).toHaveCount(2);
  for (const [plate, said] of Object.entries(violations))
    await expect(open.filter({ hasText: plate.slice(2) })).toContainText(said);
  for (let left = 1; left >= 0; left -= 1) {
    await program.press('Home');
    await program.enter();
    await expect(page.locator('.gate-matter')).toContainText('这是怎么回事？');
    await program.press('1');
    await program.enter();
    await expect(page.locator('.record-facts')).toContainText('已说明');
    await program.press('Escape');
    await expect(open).toHaveCount(left);
  }
});

test('nobody touched a mouse, and the page had nothing to complain of', async () => {
  expect(here.program.complaints).toEqual([]);
  expect(await here.program.mouseEvents()).toBe(0);
});
