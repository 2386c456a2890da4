/** F12, F2: the cameras by keyboard: checked, measured, given other places, saved; and how it looks. */
import { expect, test } from '@playwright/test';
import { DiscoveryResponder } from '../sim/onvif-camera/discovery-responder.ts';
import { OnvifCameraSimulator } from '../sim/onvif-camera/onvif-camera-simulator.ts';
import { RtspServer } from '../sim/rtsp-server/rtsp-server.ts';
import { Site } from '../sim/site.ts';
import { Program } from './support/program.ts';
import { shoot } from './support/views.ts';

const AUTH = { username: 'admin', password: 'Camera.2026' };
const video = new RtspServer({ paths: ['/front', '/rear'], auth: AUTH });
const gate = new OnvifCameraSimulator({ role: 'front', displayText: () => '0' });
let site: Site;
let program: Program;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  await video.start();
  await gate.start();
  site = await Site.open({
    stabilityMs: 1000,
    streams: { front: { main: video.address('/front') }, rear: { main: video.address('/rear') } },
  });
  program = await Program.open(site);
});
test.afterEach(async ({}, info) => {
  await program.explain(info);
});
test.afterAll(async () => {
  await program.close();
  await site.close();
  await gate.stop();
  await video.stop();
});

const screen = () => program.page.locator('.cameras');
const fact = (name: string) => program.page.locator(`[data-fact="cameras.fact-${name}"]`);
const live = () => program.page.locator('.cameras .live-mark');
const deed = () => program.page.locator('.cameras .default-key');

test('opened by keys; the first camera moves, and one key says what it gives', async () => {
  await program.untilReady();
  await program.press('F12', 'F2');
  await expect(screen()).toBeVisible();
  await expect(program.page.locator('.cameras-row')).toHaveCount(2);
  await expect(live()).toContainText('实时');
  await program.press('F5');
  await expect(fact('picture')).toHaveAttribute('data-mark', 'yes');
  await expect(fact('picture')).toContainText('1920×1080（2.1 百万像素） 要求 ≥ 2 百万像素');
  // What ONVIF says of its streams is asked, and this simulated camera names none.
  await expect(fact('what')).toContainText('SIM-2MP');
  await expect(fact('clock')).toHaveAttribute('data-mark', 'yes');
  await expect(fact('exposure')).toContainText('平均');
});

test('a plate is measured in the still picture by arrow keys', async () => {
  await program.press('m');
  await expect(program.page.locator('.cameras-still')).toBeVisible();
  await expect(fact('plate')).toContainText('160 像素');
  await program.page.keyboard.press('Control+Shift+ArrowLeft');
  await program.page.keyboard.press('Control+Shift+ArrowLeft');
  await program.page.keyboard.press('Shift+ArrowLeft');
  await expect(fact('plate')).toContainText('118 像素');
  await expect(fact('plate')).toHaveAttribute('data-mark', 'no');
  await program.page.keyboard.press('Shift+ArrowRight');
  await expect(fact('plate')).toHaveAttribute('data-mark', 'yes');
  await program.press('m');
  await expect(fact('display')).toContainText('54 像素');
  await expect(deed()).toHaveAttribute('data-action', 'take');
  await program.enter();
  await expect(program.page.locator('.cameras-still')).toHaveCount(0);
  await expect(fact('display')).toContainText('54 像素');
});

test('how it looks with everything known', async () => {
  await shoot(program, 'cameras');
});

test('its encoder is set by keys to what it offers; what was asked, what it says and what really comes stand together', async () => {
  await program.press('e');
  const main = program.page.locator('[data-encoder="Profile_1"]');
  await expect(main).toContainText('摄像机设定');
  // It says 1080p; what its server sends is 720p.
  await expect(main.locator('[data-measured]')).toHaveAttribute('data-measured', 'false');
  await expect(main.locator('[data-measured]')).toContainText('H.264 1280×720');
  await program.press('ArrowDown', 'ArrowLeft');
  await expect(main).toHaveAttribute('data-changed', 'true');
  await shoot(program, 'cameras-encoder');
  await program.enter();
  await expect(screen()).toHaveAttribute('data-busy', 'no');
  await expect(main).toHaveAttribute('data-changed', 'false');
  await expect(main.locator('[data-measured]')).toHaveAttribute('data-measured', 'true');
  expect(site.front.bank.of('Profile_1')?.encoder).toMatchObject({ width: 1280, height: 720, frameRate: 25 });
  await program.press('Escape');
  await expect(main).toHaveCount(0);
});

test('a camera is typed by its address, signed in to, placed at the gate and checked before it is saved', async () => {
  await program.press('a');
  const [field] = await program.page.locator('.cameras-fields input').all();
  await expect(field ?? screen()).toBeFocused();
  await program.page.keyboard.type('not an address');
  await program.enter();
  await expect(program.page.locator('.cameras-fields')).toContainText('这不是新的摄像机地址');
  await program.page.keyboard.press('Control+a');
  await program.page.keyboard.type(gate.address);
  await program.enter();
  await expect(program.page.locator('.cameras-row')).toHaveCount(3);
  await program.press('F2');
  await program.page.keyboard.press('Control+a');
  await program.page.keyboard.type(gate.username);
  await program.press('Tab');
  await program.page.keyboard.type(gate.password);
  await program.enter();
  await program.press('4');
  await expect(program.page.locator('.cameras-chosen')).toContainText('出口');
  await program.press('F5');
  // Two million pixels are not enough at the gate.
  await expect(fact('picture')).toHaveAttribute('data-mark', 'no');
  await expect(fact('picture')).toContainText('要求 ≥ 4 百万像素');
});

test('what is not saved is said, one key drops it, and front and rear change places', async () => {
  await expect(deed()).toHaveAttribute('data-action', 'save');
  await program.press('Escape');
  await expect(program.page.locator('.cameras-row')).toHaveCount(2);
  await expect(deed()).toHaveAttribute('data-action', 'inspect');
  await expect(program.page.locator('.cameras-chosen b')).toHaveText('前');
  await program.press('2');
  await expect(program.page.locator('.cameras-chosen b')).toHaveText('后');
  await expect(program.page.locator('.cameras-row b')).toHaveText(['前', '后']);
  await shoot(program, 'cameras-unsaved');
  await program.enter();
  await expect(screen()).toContainText('已保存');
  // The station starts anew with it, and nobody touches anything.
  await expect(deed()).toHaveAttribute('data-action', 'inspect');
  await expect(program.page.locator('.cameras-row').first()).toContainText('cam-rear');
  await expect(live()).toContainText('实时');
});

test('a search on the network: found, named, not in the list twice', async () => {
  const responder = new DiscoveryResponder({ address: gate.address, name: '出口球机', hardware: 'SIM-4MP' });
  const there = await responder.start().then(
    () => true,
    () => false,
  );
  test.skip(!there, 'this machine has no multicast');
  try {
    await program.press('F4');
    await expect(screen()).toHaveAttribute('data-busy', 'no');
    await expect(program.page.locator('.cameras-rows')).toContainText('出口球机 · SIM-4MP');
  } finally {
    await responder.stop();
  }
});

test('nobody touched a mouse, and the page had nothing to complain of', async () => {
  await program.press('Escape');
  await expect(screen()).toHaveCount(0);
  expect(await program.mouseEvents()).toBe(0);
  expect(program.complaints).toEqual([]);
});
