/** Barriers and what is open at the gates, by keyboard: the truck that may go, the one that left unweighed, the arm that a person opens. */
import { expect, test } from '@playwright/test';
import { RelaySimulator } from '../sim/relay/relay-simulator.ts';
import { atSite } from './support/at-site.ts';
import { shoot } from './support/views.ts';

const SCALE_OPEN = 1;
const GATE_OPEN = 4;
const relay = new RelaySimulator();

const here = atSite(
  {
    gates: true,
    reads: true,
    noiseKg: 0,
    configuration: {
      recognition: { plates: true, displays: false, blindShare: 0 },
      gate: { minIntervalSeconds: 1 },
    },
  },
  async (site) => {
    await relay.start();
    const port = { kind: 'tcp', host: '127.0.0.1', port: relay.port };
    await site.configure((configuration) => ({
      ...configuration,
      barrier: {
        relays: [{ id: 'relay-1', board: 'modbus-tcp', port }],
        places: [
          { scaleId: 'scale-1', relay: 'relay-1', open: SCALE_OPEN, red: 2, green: 3, pulseMs: 300 },
          { gateId: 'gate-out', relay: 'relay-1', open: GATE_OPEN, red: 5, green: 6, pulseMs: 300 },
        ],
      },
    }));
  },
);
test.afterAll(() => relay.stop());

const line = (place: string) => here.program.page.locator(`${place} .barrier-line`);
const rows = () => here.program.page.locator('.gate-passes [role=row][aria-selected]');
const leaves = (plate: string): void => here.site.gates.pass('out', { plateFront: plate, plateRear: plate });

test('a truck on the scale: the barrier is closed, and says what is lacking', async () => {
  const { program, site } = here;
  await program.untilReady();
  await expect(line('.steps')).toHaveText(/道闸关 · 红灯/);
  site.driveOn({ plateFront: '晋B00817', plateRear: '晋C6789挂' }, 16_200, 0);
  await expect(line('.steps')).toContainText('道闸关 · 还没有称重记录');
  await shoot(program, 'barrier-scale');
});

test('Shift F3: a person opens it, with a reason; the Notice stands at the platform before the arm moves', async () => {
  const { program, site } = here;
  const { page } = program;
  await program.press('Shift+F3');
  await expect(page.locator('.open-barrier')).toContainText('人工抬杆');
  await shoot(program, 'barrier-by-hand');
  await program.answer('4');
  await program.enter();
  await expect(page.locator('.open-barrier-done')).toContainText(/已抬杆，记录序号 \d+/);
  expect(relay.pulses(SCALE_OPEN)).toBe(1);
  await expect(line('.open-barrier')).toContainText('道闸已开');
  await expect
    .poll(() => site.platform.documents().find(({ document }) => document['kind'] === 'manual-opening')?.document)
    .toMatchObject({ text: '消防、救护等紧急车辆', operatorId: '测试员' });
  await program.press('Escape');
  await expect(page.locator('.open-barrier')).toHaveCount(0);
  site.driveOff(0);
});

test('a truck that was never weighed leaves: it is read, kept in, and stands under 要核对', async () => {
  const { program, site } = here;
  await expect.poll(() => site.gates.heard).toBe(true);
  await program.press('F11');
  leaves('晋B00817');
  await expect(rows()).toHaveCount(1, { timeout: 15_000 });
  await expect(rows()).toContainText('晋B·00817');
  await expect(rows()).toContainText('未称重出场');
  await expect(line('.gate-live')).toContainText('道闸关 · 没有对上称重');
  expect(relay.pulses(GATE_OPEN)).toBe(0);
  await shoot(program, 'gate-unweighed');
  await program.press('F4');
  await expect(rows()).toHaveCount(1);
});

test('one that was read unsurely is not guessed: F2 says the plate, a digit says what it was', async () => {
  const { program } = here;
  const { page } = program;
  leaves('晋C12345');
  await expect(rows()).toHaveCount(2, { timeout: 15_000 });
  await expect(rows().first()).toContainText('晋C·12345 ?');
  await program.press('Home');
  await program.enter();
  const foot = page.locator('.gate-matter');
  await expect(foot).toContainText('这是怎么回事？');
  await shoot(program, 'gate-matter');
  await program.press('F2');
  await expect(foot).toContainText('记下车牌');
  await shoot(program, 'gate-plate');
  await program.enter();
  await expect(page.locator('.record-plate')).not.toContainText('?');
  await expect(foot).toContainText('这是怎么回事？');
  await expect(page.locator('.record-facts')).toContainText('未称重出场');
  await program.press('1');
  await program.enter();
  await expect(page.locator('.record-facts')).toContainText('已说明：空车出场 · 测试员');
  await expect(foot).toHaveCount(0);
  await program.press('Escape');
  await expect(rows()).toHaveCount(1);
});

test('F3: the gate’s barrier by hand; a relay that hangs is said in words', async () => {
  const { program } = here;
  const { page } = program;
  await program.press('F4', 'F3');
  relay.fault = 'hang';
  await program.press('2');
  await program.enter();
  await expect(page.locator('.open-barrier')).toContainText('E272');
  await shoot(program, 'barrier-hangs');
  relay.fault = null;
  await program.press('Escape');
  await expect(rows()).toHaveCount(2);
  // It also stands in the list of everything that waits for a word; Enter leads back to the gates.
  await program.press('F8');
  await expect(page.locator('.records-tools')).toBeVisible();
  await program.press('F9');
  await expect(page.locator('.warnings [role=row]', { hasText: '未称重出场' })).toBeVisible();
  expect(await program.mouseEvents()).toBe(0);
  expect(program.complaints).toEqual([]);
});
