/** What a live picture on the screen does: whether what is in it moves, and which of its states it is in. */
import { expect, type Page } from '@playwright/test';

export const ROLES = ['front', 'rear'] as const;
export type Role = (typeof ROLES)[number] | 'gate-in' | 'gate-out';

/** The frame of that role on the screen in front. */
export const liveFrame = (page: Page, role: Role) =>
  page.locator('.live:visible', { has: page.locator(`video[data-role=${role}]`) });

export const untilLive = (page: Page, role: Role): Promise<void> =>
  expect(liveFrame(page, role)).toHaveAttribute('data-live', 'live');

/** The middle of the picture in small: the camera's own clock in the corner is no movement. */
function lookAt(page: Page, role: Role): Promise<number[]> {
  return page.locator(`video[data-role=${role}]:visible`).evaluate((element) => {
    const video = element as HTMLVideoElement;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [64, 36];
    const pen = canvas.getContext('2d');
    if (pen === null || video.videoWidth === 0) return [];
    const { videoHeight: height, videoWidth: width } = video;
    pen.drawImage(video, width * 0.05, height * 0.2, width * 0.9, height * 0.6, 0, 0, 64, 36);
    return [...pen.getImageData(0, 0, 64, 36).data];
  });
}

/** Resolves when the picture is another one than it was a moment ago, by more than the noise of a decoder. */
export async function untilMoves(page: Page, role: Role): Promise<void> {
  let before: number[] = [];
  await expect
    .poll(async () => {
      const now = await lookAt(page, role);
      // Nothing stood there yet: the first picture is no movement.
      if (before.length === 0) before = now;
      return now.some((value, at) => Math.abs(value - (before[at] ?? 0)) > 12);
    })
    .toBe(true);
}
