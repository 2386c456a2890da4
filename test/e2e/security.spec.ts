/** The window is a page and nothing more: no Node, no other address, no file but its own. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK } from './support/clerk.ts';
import { pastRecords } from './support/past-records.ts';

const here = atSite({}, (site) => pastRecords(site, [{ ...COAL_TRUCK, upTo: 'inside' }]));

test('the page has no Node and no bridge, and runs sandboxed', async () => {
  const { program } = here;
  await program.untilReady();
  const found = await program.page.evaluate(() =>
    ['require', 'process', 'module', 'exports', 'Buffer', 'global', 'electron', 'ipcRenderer', 'api'].filter(
      (name) => name in globalThis,
    ),
  );
  expect(found).toEqual([]);
  const preferences = await program.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test('no code but its own: no eval, no inline script, no foreign script', async () => {
  const { page } = here.program;
  const ran = await page.evaluate(async () => {
    const marked = globalThis as { marked?: string };
    const script = async (fill: (element: HTMLScriptElement) => void): Promise<void> => {
      const element = document.createElement('script');
      fill(element);
      const settled = new Promise<void>((resolve) => {
        element.onload = element.onerror = () => resolve();
        if (element.src === '') resolve();
      });
      document.head.append(element);
      await settled;
      element.remove();
    };
    await script((element) => (element.textContent = 'globalThis.marked = "inline"'));
    await script((element) => (element.src = 'data:text/javascript,globalThis.marked="data"'));
    await script((element) => (element.src = 'https://example.com/a.js'));
    try {
      // The rule's own reason for being here.
      (0, eval)('globalThis.marked = "eval"');
    } catch (error) {
      if (!(error instanceof EvalError)) throw error;
    }
    return marked.marked ?? null;
  });
  expect(ran).toBeNull();
});

test('it fetches nothing and opens no line to anywhere, not even to itself', async () => {
  const { page } = here.program;
  const port = here.site.platform.port;
  const results = await page.evaluate(async (url) => {
    const outcome = async (attempt: () => Promise<unknown>): Promise<string> => {
      try {
        await attempt();
        return 'worked';
      } catch {
        return 'refused';
      }
    };
    const image = (src: string): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const element = new Image();
        element.onload = resolve;
        element.onerror = reject;
        element.src = src;
      });
    return Promise.all([
      outcome(() => fetch(url)),
      outcome(() => fetch('app://station/index.html')),
      outcome(() => fetch('file:///etc/passwd')),
      outcome(() => image(`${url}/a.png`)),
      outcome(() => image('file:///etc/passwd')),
      outcome(
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket(url.replace('http', 'ws'));
            socket.onopen = resolve;
            socket.onerror = reject;
          }),
      ),
    ]);
  }, `http://127.0.0.1:${port}`);
  expect(results).toEqual(results.map(() => 'refused'));
});

test('it stays where it is: no other address, no other window, no frame', async () => {
  const { page, app } = here.program;
  const own = page.url();
  await page.evaluate(() => ((globalThis as { stayed?: boolean }).stayed = true));
  for (const address of ['https://example.com/', 'file:///etc/passwd', 'app://elsewhere/', 'data:text/html,x'])
    await page.evaluate((url) => void (location.href = url), address);
  expect(
    await page.evaluate(() => [open('https://example.com/'), open('app://station/'), open('about:blank')].map(String)),
  ).toEqual(['null', 'null', 'null']);
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
    frame.remove();
    const form = document.createElement('form');
    form.action = 'https://example.com/';
    document.body.append(form);
    form.submit();
    form.remove();
  });
  // The page is the very one it was, and answers.
  // (Locators would wait for the refused navigations to end.)
  expect(
    await page.evaluate(() => [
      (globalThis as { stayed?: boolean }).stayed,
      document.querySelector('.weigh')?.checkVisibility(),
      location.href,
    ]),
  ).toEqual([true, true, own]);
  expect(
    await app.evaluate(({ BrowserWindow, webContents }) => [
      BrowserWindow.getAllWindows().length,
      webContents.getAllWebContents().length,
    ]),
  ).toEqual([1, 1]);
});

test('an empty page, which Chromium shows without asking, is ours again by itself', async () => {
  const { page } = here.program;
  await page.evaluate(() => void (location.href = 'about:blank'));
  await expect.poll(() => page.evaluate(() => location.href).catch(() => '')).toMatch(/^app:\/\/station\//);
  await here.program.untilPhase('idle');
});

test('live video: at most eight lines at once, and only well asked for', async () => {
  const answers = await here.program.page.evaluate(async () => {
    const heard: string[] = [];
    addEventListener('message', ({ data }: MessageEvent<{ type?: string; ticket?: number }>) => {
      if (data.type === 'live-port' || data.type === 'live-refused') heard.push(`${data.type} ${data.ticket ?? ''}`);
    });
    const ask = (message: object): void => postMessage(message, location.origin);
    const open = (ticket: number): void => ask({ type: 'live-open', cameraId: 'nobody', stream: 'main', ticket });
    // Unknown kinds, wrong types and more than is asked for are no messages at all.
    ask({ type: 'live-open', cameraId: 'nobody', stream: 'all', ticket: 900 });
    ask({ type: 'live-open', cameraId: { toString: 'x' }, stream: 'main', ticket: 901 });
    ask({ type: 'live-open', cameraId: 'x'.repeat(65), stream: 'main', ticket: 902 });
    ask({ type: 'live-open', cameraId: 'nobody', stream: 'main', ticket: -1 });
    for (let ticket = 1001; ticket <= 1009; ticket += 1) open(ticket);
    // Twice the same number is no second line.
    open(1001);
    ask({ type: 'live-close', ticket: 1001 });
    open(1010);
    while (heard.length < 11) await new Promise((soon) => setTimeout(soon, 20));
    for (let ticket = 1001; ticket <= 1010; ticket += 1) ask({ type: 'live-close', ticket });
    return heard;
  });
  expect(answers).toEqual([
    ...Array.from({ length: 8 }, (_, nth) => `live-port ${1001 + nth}`),
    'live-refused 1009',
    'live-refused 1001',
    'live-port 1010',
  ]);
});

test('no permission is given', async () => {
  const states = await here.program.page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'];
    return Promise.all(
      names.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state),
    );
  });
  expect(states).toEqual(states.map(() => 'denied'));
});

test('app:// serves the page and pictures by their hash, and nothing else', async () => {
  const { app } = here.program;
  const statuses = (addresses: readonly string[]) =>
    app.evaluate(
      async ({ net }, all) => Promise.all(all.map(async (address) => (await net.fetch(address)).status)),
      addresses,
    );
  const [sha256] = here.site.platform.blobs().keys();
  if (sha256 === undefined) throw new Error('no picture is known');
  expect(await statuses(['app://station/', 'app://station/index.html', `app://station/photos/${sha256}`])).toEqual([
    200, 200, 200,
  ]);
  const refused = [
    'app://station/../shell.cjs',
    'app://station/%2e%2e/shell.cjs',
    'app://station/..%2fshell.cjs',
    'app://station/%2e%2e%2f%2e%2e%2fpackage.json',
    'app://station/..%5cshell.cjs',
    'app://station//etc/passwd',
    'app://station/index.html%00.png',
    'app://elsewhere/index.html',
    `app://station/photos/${sha256.slice(1)}`,
    `app://station/photos/${sha256}0`,
    `app://station/photos/${sha256.toUpperCase()}`,
    `app://station/photos/../photos/${sha256}x`,
    `app://station/photos/%2e%2e/${sha256}`,
    'app://station/photos/../station.db',
    'app://station/photos/',
    `app://station/photos/${'0'.repeat(64)}`,
  ];
  expect(await statuses(refused)).toEqual(refused.map(() => 404));
});
