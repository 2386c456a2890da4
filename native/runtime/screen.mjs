/** A virtual screen for machines that have none: a build server opens the program's window on it. */
import { spawn } from 'node:child_process';
import { PlainError } from './project.mjs';

/**
 * Starts Xvfb on a display that is free, unless there is a screen already.
 * The screen is larger than the window: on one of exactly 1920×1080 a frameless window comes out a pixel short.
 * @returns {Promise<{ display: string | undefined, stop: () => void }>} display: what DISPLAY should be, undefined on
 *   systems that do not use it
 */
export async function openScreen() {
  if (process.platform !== 'linux' || process.env['DISPLAY']) {
    return { display: process.env['DISPLAY'], stop: () => {} };
  }
  // -displayfd: Xvfb looks for a free number itself and writes it there when it takes connections.
  const args = ['-displayfd', '3', '-screen', '0', '2560x1440x24', '-nolisten', 'tcp'];
  const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const stop = () => {
    process.off('exit', stop);
    child.kill('SIGTERM');
  };
  process.on('exit', stop);
  const number = await new Promise((resolve, reject) => {
    const pipe = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
    let text = '';
    pipe.on('data', (/** @type {Buffer} */ chunk) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.trim());
    });
    child.on('error', () => reject(new PlainError('Xvfb is not installed: run "npm run setup".')));
    child.on('exit', (code) => reject(new PlainError(`Xvfb ended at once (code ${code}).`)));
  });
  child.unref();
  /** @type {import('node:net').Socket} */ (child.stdio[3]).unref();
  return { display: `:${number}`, stop };
}
