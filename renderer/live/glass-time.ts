/**
 * The time that a picture carries on its way to the glass. A track shows a picture when it comes, whatever its time; but
 * Chromium's compositor judges by the times how often a video changes, and where two videos on a page change 30 times a second
 * or less, it draws that whole page, the weight in it, 30 instead of 60 times a second (`viz::FrameRateDecider`; seen in
 * Electron 33: numbers were on the screen 25 ms later). So they go slower than the camera's own, for two pictures a second too.
 */
export const GLASS_SLOWER = 32;

/** @param us of the stream, in µs @returns in µs */
export const glassTimeUs = (us: number): number => Math.round(us / GLASS_SLOWER);
