/** What `app://station/…` serves: the page's own files and pictures by hash, nothing else of the computer. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { photoPath } from '../../main/photo-path.ts';
import { videoPath } from '../../main/video-path.ts';
import { answer } from '../../main/shell/app-protocol.ts';

const SHA = 'ab'.repeat(32);
const VIDEO = '2026-11-29/0193a7c0-0000-7000-8000-000000000001-0.mp4';
let top = '';
let folders = { renderer: '', dataDir: '' };

beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'page-'));
  folders = { renderer: join(top, 'renderer'), dataDir: join(top, 'data') };
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  write(join(folders.renderer, 'index.html'), '<meta nonce="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>');
  write(join(folders.renderer, 'assets', 'main-x1.js'), 'js');
  write(join(folders.renderer, 'assets', '字体 a.woff2'), 'font');
  write(join(folders.renderer, 'assets', 'main.js.map'), 'map');
  write(join(folders.renderer, 'secret'), 'SECRET');
  write(join(top, 'secret.json'), 'SECRET');
  write(join(top, 'renderer-old', 'secret.js'), 'SECRET');
  write(join(folders.dataDir, 'secret.jpg'), 'SECRET');
  write(photoPath(folders.dataDir, SHA) ?? '', 'picture');
  write(videoPath(folders.dataDir, VIDEO) ?? '', '0123456789');
  write(`${videoPath(folders.dataDir, VIDEO.replace('-0.mp4', '-1.mp4')) ?? ''}.part`, 'SECRET');
  write(videoPath(folders.dataDir, VIDEO.replace('-0.mp4', '-2.mp4')) ?? '', '');
  write(join(folders.dataDir, 'video', '2026-11-29', 'secret.mp4'), 'SECRET');
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

const get = (url: string, method = 'GET', headers: Record<string, string> = {}): Promise<Response> =>
  answer({ url, method, headers: new Headers(headers) }, folders);

describe('the page', () => {
  it('comes with a policy whose nonce is new each time and stands in the page', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const response = await get('app://station/');
        const policy = response.headers.get('content-security-policy') ?? '';
        const nonce = /'nonce-([\w+/=]{24})'/.exec(policy)?.[1] ?? '';
        const html = await response.text();
        expect(html).toBe(`<meta nonce="${nonce}"><style nonce="${nonce}"></style>`);
        for (const part of ["default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"])
          expect(policy.split('; ')).toContain(part);
        expect(policy).not.toMatch(/unsafe|https?:|\*/);
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it.each([
    ['app://station/index.html', 'text/html; charset=utf-8'],
    ['app://station/assets/main-x1.js', 'text/javascript; charset=utf-8'],
    ['app://station/assets/%E5%AD%97%E4%BD%93%20a.woff2', 'font/woff2'],
    [`app://station/photos/${SHA}`, 'image/jpeg'],
  ])('%s is %s', async (url, type) => {
    const response = await get(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    'app://station/secret',
    'app://station/secret.json',
    'app://station/../secret.json',
    'app://station/%2e%2e/secret.json',
    'app://station/..%2fsecret.json',
    'app://station/assets/..%2f..%2fsecret.json',
    'app://station/..%5csecret.json',
    'app://station/%2e%2e%2frenderer-old/secret.js',
    'app://station//etc/passwd',
    'app://station/assets',
    'app://station/assets/',
    'app://station/assets/main.js.map',
    'app://station/assets/main-x1.js%00',
    'app://station/assets/main-x1.js/',
    'app://station/%ff',
    'app://station/photos/secret.jpg',
    'app://station/photos/..%2fsecret.jpg',
    `app://station/photos/${SHA.toUpperCase()}`,
    `app://station/photos/${SHA}/`,
    `app://station/photos/${'0'.repeat(64)}`,
    'app://other/index.html',
    'file:///etc/passwd',
    'https://station/',
    'nonsense',
  ])('%s is not served', async (url) => {
    expect((await get(url)).status).toBe(404);
  });

  it('is only read', async () => {
    expect((await get('app://station/', 'POST')).status).toBe(405);
  });

  it('never shows a file beside it, whatever is asked', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '..',
        '.',
        '%2e%2e',
        '%2f',
        '%5c',
        '/',
        '\\',
        'secret',
        'secret.json',
        'secret.jpg',
        'photos',
        'renderer-old',
        'assets',
      ),
      fc.string({ maxLength: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), fc.constantFrom('', '/'), async (pieces, glue) => {
        const response = await get(`app://station/${pieces.join(glue)}`);
        expect(await response.text()).not.toContain('SECRET');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('recorded video', () => {
  const url = `app://station/video/${VIDEO}`;

  it.each([
    [undefined, 200, '0123456789', null],
    ['bytes=0-', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=0-1,4-5', 200, '0123456789', null],
    ['bytes=10-', 416, '', 'bytes */10'],
  ])('asked for %s', async (range, status, text, contentRange) => {
    const response = await get(url, 'GET', range === undefined ? {} : { range });
    expect(response.status).toBe(status);
    expect(await response.text()).toBe(text);
    expect(response.headers.get('content-range')).toBe(contentRange);
    if (status !== 416) {
      expect(response.headers.get('content-type')).toBe('video/mp4');
      expect(response.headers.get('content-length')).toBe(String(text.length));
    }
  });

  it.each([
    ['what is being written', VIDEO.replace('-0.mp4', '-1.mp4')],
    ['the name it is written under', `${VIDEO.replace('-0.mp4', '-1.mp4')}.part`],
    ['an empty file', VIDEO.replace('-0.mp4', '-2.mp4')],
    ['one that is not there', VIDEO.replace('-0.mp4', '-9.mp4')],
    ['another name', '2026-11-29/secret.mp4'],
    ['a way up', `../video/${VIDEO}`],
    ['a way up, escaped', `2026-11-29%2F..%2F${VIDEO}`],
    ['another file of the folder', '../secret.jpg'],
    ['a name with a way in it', '2026-11-29/..%2F..%2Fsecret.jpg'],
  ])('not %s', async (_what, path) => {
    const response = await get(`app://station/video/${path}`);
    // The URL itself is cut short by `..`: what is left is another address of ours, or none.
    if (response.status === 200) expect(await response.text()).toBe('0123456789');
    else expect(response.status).toBe(404);
  });

  it('no name leads out of its folder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const path = videoPath(folders.dataDir, name);
        expect(path === null || path.startsWith(join(folders.dataDir, 'video'))).toBe(true);
      }),
    );
    for (const name of ['../x', '/etc/passwd', `${VIDEO}/..`, `${VIDEO}\n`, VIDEO.toUpperCase(), `x${VIDEO}`])
      expect(videoPath(folders.dataDir, name)).toBeNull();
  });
});

it('the page that is printed is served the files of the page, and no picture', async () => {
  const own = (path: string): Promise<Response> =>
    answer(
      { url: `app://station${path}`, method: 'GET', headers: new Headers() },
      { renderer: folders.renderer, dataDir: null },
    );
  expect((await own('/assets/main-x1.js')).status).toBe(200);
  expect((await own(`/photos/${SHA}`)).status).toBe(404);
  expect((await own(`/video/${VIDEO}`)).status).toBe(404);
});
