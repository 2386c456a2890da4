/** What a clerk does at the keyboard, in the words of the trade. */
import { expect } from '@playwright/test';
import type { Site } from '../../sim/site.ts';
import type { Program } from './program.ts';

export interface OneTruck {
  readonly plateFront: string;
  readonly plateRear: string | null;
  readonly tareKg: number;
  readonly grossKg: number;
  readonly axleCount: 2 | 3 | 4 | 5 | 6;
  /** Places to the right in the row of vehicle types: 1 = rigid, 2 = articulated. */
  readonly vehicleType: 1 | 2;
  /** Only asked for six axles. */
  readonly driveAxles?: 1 | 2;
  readonly goods: string;
  readonly receiver: string;
}

export const COAL_TRUCK: OneTruck = {
  plateFront: '晋C12345',
  plateRear: '晋C1234挂',
  tareKg: 16_200,
  grossKg: 48_620,
  axleCount: 6,
  vehicleType: 2,
  driveAxles: 2,
  goods: '原煤',
  receiver: '阳泉第二电厂',
};

/** The province stands there already (the site's own); the rest is typed as it stands on the plate. */
async function typePlate({ page }: Program, plate: string): Promise<void> {
  for (const character of plate.slice(1).replace('挂', '')) await page.keyboard.press(character);
}

/** In the plate editor: both plates, then axles, type and drive axles, as for a truck that was never here. */
export async function typeTruck(program: Program, truck: OneTruck): Promise<void> {
  await expect(program.page.locator('.plate-editor')).toBeVisible();
  await typePlate(program, truck.plateFront);
  if (truck.plateRear !== null) {
    await program.press('Tab');
    await typePlate(program, truck.plateRear);
  }
  await program.enter();
  // The vehicle is not known: the axles are asked for before the plate is taken.
  await expect(program.page.locator('.plate-editor .editor-note-on')).toContainText('请按轴数');
  await program.press(String(truck.axleCount), 'Tab');
  for (let place = 0; place < truck.vehicleType; place += 1) await program.press('ArrowRight');
  if (truck.driveAxles !== undefined) await program.press('Tab', String(truck.driveAxles));
  await program.enter();
  await expect(program.page.locator('.plate-editor')).toHaveCount(0);
}

/** The one key that records; a machine that was too busy for a picture takes it again, as a clerk would. */
export async function record(program: Program, action: 'record' | 'record-and-print', after: string): Promise<void> {
  await program.act(action);
  const weigh = program.page.locator('.weigh');
  for (let tries = 1; tries <= 5; tries += 1) {
    await program.untilPhase(after, 'incomplete');
    if ((await weigh.getAttribute('data-phase')) === after) return;
    await program.act('retake');
    await expect(weigh).not.toHaveAttribute('data-phase', 'incomplete');
    if ((await program.page.locator('[data-action]').getAttribute('data-action')) === action) await program.enter();
  }
  throw new Error(`after five tries there is no ${after}`);
}

/** Empty truck on, plate typed, tare recorded, off again. */
export async function tareIn(program: Program, site: Site, truck: OneTruck): Promise<void> {
  site.driveOn(truck, truck.tareKg, 500);
  await typeTruck(program, truck);
  await record(program, 'record', 'released');
  await driveOff(program, site);
}

/** Loaded truck on; it is inside, so its plate is one key: the digit before it. */
export async function comeBackLoaded(
  program: Program,
  site: Site,
  truck: OneTruck,
  weightKg = truck.grossKg,
): Promise<void> {
  site.driveOn(truck, weightKg, 500);
  const plate = `${truck.plateFront.slice(0, 2)}·${truck.plateFront.slice(2)}`;
  await program.choose(
    await program.page.locator('.open-choices li', { hasText: plate }).locator('.key-cap').innerText(),
  );
  await expect(program.page.locator('.plate-editor')).toHaveCount(0);
}

export async function fillSheet(program: Program, truck: OneTruck): Promise<void> {
  await program.act('enter-sheet');
  await expect(program.page.locator('.sheet-editor')).toBeVisible();
  await program.write(truck.goods);
  await program.press('Tab');
  await program.write(truck.receiver);
  await program.enter();
  await expect(program.page.locator('.sheet-editor')).toHaveCount(0);
}

/** A loaded truck that nobody weighs: axle by axle on and off again. */
export async function cross(program: Program, site: Site, truck: OneTruck): Promise<void> {
  await site.rollOn(truck, truck.grossKg);
  await program.untilAction('accept-editor');
  await program.press('Escape');
  await program.untilAction('enter-plate');
  await site.rollOff(truck.grossKg);
  await program.untilPhase('idle');
}

/** @param overMs 0: gone at once, and the deck does not swing */
export async function driveOff(program: Program, site: Site, overMs = 300): Promise<void> {
  site.driveOff(overMs);
  await program.untilPhase('idle');
}
