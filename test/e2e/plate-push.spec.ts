/** A plate that a smart camera pushed: one more choice where the picture alone is not sure, by one key, and never by itself. */
import { expect, test } from '@playwright/test';
import { freePort } from '../sim/smart-camera/free-port.ts';
import { SmartCameraSimulator } from '../sim/smart-camera/smart-camera-simulator.ts';
import { alarmInfoPlate } from '../sim/smart-camera/vendor-bodies.ts';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, driveOff } from './support/clerk.ts';
import { FULL_HD, SMALL } from './support/program.ts';
import { shoot } from './support/views.ts';

const SECRET = 'only-we-know-2026';
/** The M of the simulated typeface looks like an N: the two readers do not agree. */
const UNSURE = { ...COAL_TRUCK, plateFront: '晋M60031', plateRear: '晋K8888挂' };
let camera: SmartCameraSimulator;
const here = atSite({ reads: true, captureWhenSteady: true }, async (site) => {
  const port = await freePort();
  camera = new SmartCameraSimulator({ port, secret: { query: 'key', value: SECRET } });
  const auth = { kind: 'secret', query: 'key', secret: SECRET };
  const source = { address: '127.0.0.1', cameraId: 'cam-front', auth, ready: 'alarm-info-plate' };
  await site.configure((before) => ({ ...before, platePush: { connection: 'lo', port, sources: [source] } }));
});
test.afterAll(() => camera.stop());

const choices = () => here.program.page.locator('.plate-editor .open-choices li');

test('pushed while it stands: behind the best reading, marked as the camera’s; nothing was filled in', async () => {
  const { program, site } = here;
  const { page } = program;
  await program.untilReady();
  await expect(page.locator('.strip')).toContainText('推送');
  site.driveOn(UNSURE, 16_700, 500);
  await program.untilPhase('confirm');
  await expect(choices().first()).toContainText(/识别 \d+ %/);
  await expect(page.locator('.open-choice-read')).toHaveCount(3);
  expect((await camera.push(alarmInfoPlate({ plate: '晋M60037', confidence: 83 }))).status).toBe(200);
  await expect(choices().nth(1)).toContainText('晋M·60037');
  await expect(choices().nth(1)).toContainText('相机推送 83 %');
  await expect(choices().first()).toContainText(/识别 \d+ %/);
  await program.resize(SMALL);
  await expect(choices().nth(1)).toBeInViewport({ ratio: 1 });
  await program.resize(FULL_HD);
  await shoot(program, 'plate-pushed');
});

test('the camera says what was read: that row says so, and there is no second one', async () => {
  const { program } = here;
  expect((await camera.push(alarmInfoPlate({ plate: '晋N60031', confidence: 96 }))).status).toBe(200);
  await expect(choices().first()).toContainText(/晋N·60031.*识别=推送 \d+ %/);
  await expect(program.page.locator('.open-choice-read')).toHaveCount(3);
  await shoot(program, 'plate-pushed-read');
});

test('a later push takes its place; one key takes it, as the clerk’s own word', async () => {
  const { program, site } = here;
  expect((await camera.push(alarmInfoPlate({ plate: '晋M60031', confidence: 96 }))).status).toBe(200);
  await expect(choices().nth(1)).toContainText(/晋M·60031.*相机推送 96 %/);
  await program.choose('2');
  await expect(program.page.locator('.truck .truck-plate')).toContainText('晋M60031');
  await program.act('record');
  await program.untilPhase('released');
  await expect.poll(() => site.platform.documents().length).toBe(1);
  expect(site.platform.documents()[0]?.document).toMatchObject({
    plateFront: { text: '晋M60031', source: 'corrected', correctedBy: '测试员' },
  });
  await driveOff(program, site);
});

test.describe('the connection that cameras push to is not there', () => {
  const source = {
    address: '127.0.0.1',
    cameraId: 'cam-front',
    auth: { kind: 'secret', query: 'key', secret: SECRET },
    ready: 'alarm-info-plate',
  };
  const alone = atSite({ configuration: { platePush: { connection: 'eth-gone', port: 7070, sources: [source] } } });

  test('the strip says so with its number, and everything else is well', async () => {
    const { program } = alone;
    await program.untilPhase('idle');
    await expect(program.page.locator('.strip')).toContainText(/推送\s+没有接收 E255/);
    await expect(program.page.locator('.strip-item.look, .strip-item.stop')).toHaveCount(1);
    await shoot(program, 'push-offline');
  });
});
