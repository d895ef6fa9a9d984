import { createServer, type Server } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { expect, test } from './fixture.ts';
import { CALLS } from '../../shared/ipc/contract.ts';
import { channelOf, GRANT_CHANNEL, type CallName } from '../../shared/ipc/names.ts';
import { catchLinks } from './browser.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';

// The numbers are those of Electron's security checklist. 16 (a supported Electron) and 19 (fuses) are properties of what is
// locked and packaged, and are tested there.

let it: Started;
let server: Server;
let address: string;
let hits: string[] = [];

test.beforeAll(async () => {
  server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end('<h1>foreign</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  it = await startApp();
});

test.afterAll(async () => {
  await it.close();
  server.close();
});

test.beforeEach(() => {
  hits = [];
});

/** The web preferences that the window really has. */
const preferences = (): Promise<Record<string, unknown>> =>
  it.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return JSON.parse(JSON.stringify(contents.getLastWebPreferences())) as Record<string, unknown>;
  });

const windows = (): Promise<number> => it.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);

test('1 no remote content is loaded, whatever the page tries', async () => {
  await it.page.evaluate(async (origin) => {
    const add = (tag: string, values: Record<string, string>) =>
      document.body.append(Object.assign(document.createElement(tag), values));
    add('img', { src: `${origin}/img` });
    add('script', { src: `${origin}/script` });
    add('iframe', { src: `${origin}/frame` });
    add('video', { src: `${origin}/video` });
    add('object', { data: `${origin}/object` });
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${origin}/css` }));
    document.head.append(
      Object.assign(document.createElement('link'), { rel: 'prefetch', href: `${origin}/prefetch` }),
    );
    await fetch(`${origin}/fetch`).catch(() => undefined);
    await fetch(`${origin}/nocors`, { mode: 'no-cors' }).catch(() => undefined);
    navigator.sendBeacon(`${origin}/beacon`);
    try {
      new WebSocket(origin.replace('http', 'ws'));
    } catch {
      // Refused at once.
    }
    await new Promise((resolve) => setTimeout(resolve, 800));
  }, address);
  expect(hits).toEqual([]);
  await it.page.reload();
});

test('1 nor by the session itself, should the policy ever be missing', async () => {
  const outcome = await it.app.evaluate(async ({ BrowserWindow }, origin) => {
    const session = BrowserWindow.getAllWindows()[0]?.webContents.session;
    return session?.fetch(`${origin}/direct`).then(
      () => 'loaded',
      () => 'refused',
    );
  }, address);
  expect(outcome).toBe('refused');
  expect(hits).toEqual([]);
});

test('2 the page has no Node', async () => {
  expect(await preferences()).toMatchObject({ nodeIntegration: false });
  const seen = await it.page.evaluate(() =>
    ['require', 'process', 'module', 'exports', 'Buffer', 'global', '__dirname', 'setImmediate'].filter(
      (name) => name in window,
    ),
  );
  expect(seen).toEqual([]);
});

test('3 context isolation: what the page breaks in its own world, the bridge does not feel', async () => {
  expect(await preferences()).toMatchObject({ contextIsolation: true });
  const outcome = await it.page.evaluate(async () => {
    const stolen: unknown[] = [];
    const { stringify } = JSON;
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const { has } = Set.prototype;
    JSON.stringify = (value: unknown) => {
      stolen.push(value);
      return '"broken"';
    };
    Set.prototype.has = () => true;
    try {
      const info = await window.countersign.call('app.info', null);
      const unknown = await window.countersign.call('app.secret' as 'app.info', null);
      return { info: info.ok, unknown: unknown.ok, stolen: stolen.length };
    } finally {
      JSON.stringify = stringify;
      Set.prototype.has = has;
    }
  });
  expect(outcome).toEqual({ info: true, unknown: false, stolen: 0 });
  const changed = await it.page.evaluate(() => {
    const bridge = window.countersign as unknown as Record<string, unknown>;
    try {
      bridge['call'] = () => 'mine';
    } catch {
      // Frozen.
    }
    return String(bridge['call']).includes('mine');
  });
  expect(changed).toBe(false);
});

test('4 the page is asked into the sandbox', async () => {
  expect(await preferences()).toMatchObject({ sandbox: true });
});

test('5 every permission is denied', async () => {
  const answers = await it.page.evaluate(async () => {
    const ask = (name: string) =>
      navigator.permissions.query({ name: name as PermissionName }).then(
        (status) => status.state,
        () => 'denied',
      );
    return {
      states: await Promise.all(
        ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'].map(ask),
      ),
      notification: await Notification.requestPermission(),
      position: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          (error) => resolve(error.code),
        ),
      ),
      media: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'given',
        (error: unknown) => (error as Error).name,
      ),
      screen: await navigator.mediaDevices.getDisplayMedia({ video: true }).then(
        () => 'given',
        () => 'denied',
      ),
      clipboard: await navigator.clipboard.readText().then(
        () => 'given',
        () => 'denied',
      ),
    };
  });
  expect(new Set(answers.states)).toEqual(new Set(['denied']));
  expect(answers).toMatchObject({ notification: 'denied', position: 1, screen: 'denied', clipboard: 'denied' });
  expect(answers.media).not.toBe('given');
});

test('6 web security is on: no file of the disk can be read', async () => {
  expect(await preferences()).toMatchObject({ webSecurity: true });
  const outcome = await it.page.evaluate(async () => {
    const picture = await new Promise((resolve) => {
      const image = new Image();
      image.onload = () => resolve('loaded');
      image.onerror = () => resolve('refused');
      image.src = 'file:///usr/share/pixmaps/debian-logo.png';
    });
    const text = await fetch('file:///etc/hostname').then(
      () => 'loaded',
      () => 'refused',
    );
    return { picture, text };
  });
  expect(outcome).toEqual({ picture: 'refused', text: 'refused' });
});

test('7 a policy with nothing unsafe, and it holds', async () => {
  const response = await it.page.reload();
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
  expect(policy).not.toMatch(/https?:|\*/);
  const nonce = /'nonce-([\w-]{16,})'/.exec(policy)?.[1];
  const inPage = await it.page.evaluate(
    () => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content,
  );
  expect(inPage).toBe(nonce);
  const again = (await it.page.reload())?.headers()['content-security-policy'] ?? '';
  expect(again).not.toContain(nonce);

  const outcome = await it.page.evaluate(() => {
    const marks: string[] = [];
    Object.assign(window, { mark: (name: string) => marks.push(name) });
    // Later, as the debugger that runs this test may do at once what the page may not.
    setTimeout(() => {
      // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
      new Function('mark("function")')();
    }, 1);
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    setTimeout('mark("text")', 1);
    document.body.append(Object.assign(document.createElement('script'), { textContent: 'mark("inline")' }));
    const holder = document.createElement('div');
    holder.innerHTML = '<img src="x:" onerror="mark(`handler`)"><a href="javascript:mark(`link`)">x</a>';
    document.body.append(holder);
    holder.querySelector('a')?.click();
    const style = Object.assign(document.createElement('style'), { textContent: '#probe { width: 77px }' });
    const probe = Object.assign(document.createElement('div'), { id: 'probe' });
    document.head.append(style);
    document.body.append(probe);
    const { width } = getComputedStyle(probe);
    return new Promise<{ marks: string[]; width: string }>((resolve) =>
      setTimeout(() => resolve({ marks, width }), 300),
    );
  });
  expect(outcome.marks).toEqual([]);
  expect(outcome.width).not.toBe('77px');
  await it.page.reload();
});

test('8 no insecure content', async () => {
  const found = await preferences();
  expect(found['allowRunningInsecureContent'] ?? false).toBe(false);
  expect(await it.page.evaluate(() => window.isSecureContext)).toBe(true);
});

test('9 no experimental features', async () => {
  const found = await preferences();
  expect(found['experimentalFeatures'] ?? false).toBe(false);
});

test('10 no Blink features are switched on', async () => {
  const found = await preferences();
  expect(found['enableBlinkFeatures'] ?? '').toBe('');
  expect(await it.app.evaluate(({ app }) => app.commandLine.hasSwitch('enable-blink-features'))).toBe(false);
});

test('11 there is no webview', async () => {
  expect((await preferences())['webviewTag'] ?? false).toBe(false);
  const before = await windows();
  const isWebview = await it.page.evaluate(async (origin) => {
    const view = document.createElement('webview') as HTMLElement & { src?: string };
    view.setAttribute('src', origin);
    document.body.append(view);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return 'getURL' in view || 'loadURL' in view;
  }, address);
  expect(isWebview).toBe(false);
  expect(await windows()).toBe(before);
  expect(hits).toEqual([]);
});

test('12 none could be attached', async () => {
  const prevented = await it.app.evaluate(({ BrowserWindow }) => {
    let stopped = false;
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.emit('will-attach-webview', { preventDefault: () => (stopped = true) }, {}, {});
    return stopped;
  });
  expect(prevented).toBe(true);
});

test('13 the page cannot be led elsewhere', async () => {
  const own = it.page.url();
  for (const target of [
    address,
    'file:///etc/hostname',
    'countersign://app/window.js',
    'about:blank',
    'data:text/html,x',
  ]) {
    await it.page.evaluate((url) => {
      const link = Object.assign(document.createElement('a'), { href: url, textContent: 'x' });
      document.body.append(link);
      link.click();
      location.href = url;
    }, target);
    await it.page.waitForTimeout(200);
    expect(it.page.url(), target).toBe(own);
    await it.page.waitForLoadState('load');
  }
  await it.page.evaluate((action) => {
    const form = Object.assign(document.createElement('form'), { action, method: 'post' });
    document.body.append(form);
    form.submit();
  }, address);
  await it.page.waitForTimeout(150);
  expect(it.page.url()).toBe(own);
  expect(hits).toEqual([]);
  await it.page.reload();
});

test('14 no second window opens', async () => {
  const before = await windows();
  const opened = await it.page.evaluate((url) => {
    const link = Object.assign(document.createElement('a'), { href: url, target: '_blank' });
    document.body.append(link);
    link.click();
    return [window.open(url), window.open('about:blank'), window.open('countersign://app/')].map(
      (each) => each === null,
    );
  }, address);
  expect(opened).toEqual([true, true, true]);
  expect(await windows()).toBe(before);
  expect(hits).toEqual([]);
});

test('15 links open in the browser only where the app points to them', async () => {
  const links = await catchLinks(it.app);
  const open = (url: string) => it.page.evaluate((link) => window.countersign.call('app.openLink', { url: link }), url);
  expect(await open('https://keys.openpgp.org/about')).toEqual({ ok: true, value: null });
  for (const url of [
    'http://keys.openpgp.org/about',
    'https://keys.openpgp.org/about?q=secret',
    'https://keys.openpgp.org/about#secret',
    'https://keys.openpgp.org.evil.example/',
    'https://keys.openpgp.org@evil.example/',
    'https://keys.openpgp.org:8443/',
    'https://evil.example/?https://keys.openpgp.org',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://keys.openpgp.org/share',
    'x'.repeat(3000),
  ])
    expect(await open(url), url).toMatchObject({ ok: false });
  expect(await links.all()).toEqual(['https://keys.openpgp.org/about']);
});

test('17 every handler is behind one sender check', async () => {
  const wanted = [...(Object.keys(CALLS) as CallName[]).map(channelOf), GRANT_CHANNEL];
  const handled = await it.app.evaluate(({ ipcMain }) => {
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })._invokeHandlers;
    return { names: [...handlers.keys()], others: ipcMain.eventNames().map(String) };
  });
  expect(handled.names.sort()).toEqual([...wanted].sort());
  expect(handled.others.filter((name) => name.startsWith('countersign'))).toEqual([]);

  // Another page with our own address and a raw way to ask: every channel must refuse it.
  const folder = temporaryFolder();
  const preload = join(folder, 'raw.cjs');
  writeFileSync(
    preload,
    `const { contextBridge, ipcRenderer } = require('electron');
     contextBridge.exposeInMainWorld('raw', (channel, text) => ipcRenderer.invoke(channel, text));`,
  );
  const replies = await it.app.evaluate(
    async ({ BrowserWindow }, { script, channels }) => {
      const ours = BrowserWindow.getAllWindows()[0];
      const session = ours?.webContents.session;
      const foreign = new BrowserWindow({ show: false, webPreferences: { preload: script, session, sandbox: true } });
      await foreign.loadURL('countersign://app/index.html');
      const code = `Promise.all(${JSON.stringify(channels)}.map((each) => raw(each, 'null')))`;
      const answers = (await foreign.webContents.executeJavaScript(code)) as { ok: boolean; code: string }[];
      foreign.destroy();
      return answers;
    },
    { script: preload, channels: wanted },
  );
  expect(replies).toHaveLength(wanted.length);
  for (const reply of replies) expect(reply).toMatchObject({ ok: false, code: 'bad-call' });
});

test('17 nor is our own window heard while a page or frame that is not ours asks', async () => {
  const replies = await it.app.evaluate(async ({ BrowserWindow, ipcMain }) => {
    type Invoke = (event: unknown, text: string) => Promise<{ ok: boolean; code?: string }>;
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Invoke> })._invokeHandlers;
    const sender = BrowserWindow.getAllWindows()[0]?.webContents;
    const ask = handlers.get('countersign:app.info');
    const frame = sender?.mainFrame;
    const posing = Object.create(frame ?? null, { url: { value: 'https://evil.example/' } }) as unknown;
    return Promise.all([
      ask?.({ sender, senderFrame: frame }, 'null'),
      ask?.({ sender, senderFrame: posing }, 'null'),
      ask?.({ sender, senderFrame: null }, 'null'),
      ask?.({ sender: {}, senderFrame: frame }, 'null'),
    ]);
  });
  expect(replies.map((reply) => reply?.ok)).toEqual([true, false, false, false]);
});

test('18 a scheme of our own in place of file:, which serves the window’s files and nothing else', async () => {
  expect(it.page.url()).toBe('countersign://app/index.html');
  const fetched = await it.app.evaluate(async ({ BrowserWindow }) => {
    const session = BrowserWindow.getAllWindows()[0]?.webContents.session;
    const seen: Record<string, number | string> = {};
    for (const url of [
      'countersign://app/index.html',
      'countersign://app/window.js',
      'countersign://app/../main/main.cjs',
      'countersign://app/%2e%2e/main/main.cjs',
      'countersign://app/..%2fmain%2fmain.cjs',
      'countersign://app/..%5cmain%5cmain.cjs',
      'countersign://app//etc/hostname',
      'countersign://app/%00index.html',
      'countersign://app/.hidden.js',
      'countersign://app/index.html/',
      'countersign://other/index.html',
      'file:///etc/hostname',
    ])
      seen[url] =
        (await session?.fetch(url).then(
          (response) => response.status,
          () => 'refused',
        )) ?? '';
    return seen;
  });
  const { 'countersign://app/index.html': page, 'countersign://app/window.js': code, ...others } = fetched;
  expect([page, code]).toEqual([200, 200]);
  for (const [url, outcome] of Object.entries(others)) expect([403, 404, 'refused'], url).toContain(outcome);
});

test('20 the bridge has these keys and no others, and no way to Electron', async () => {
  const bridge = await it.page.evaluate(() => {
    const seen: unknown[] = [];
    window.countersign.on('settings.changed', (...all: unknown[]) => seen.push(...all));
    return {
      keys: Reflect.ownKeys(window.countersign).map(String),
      kinds: Object.values(window.countersign).map((value) => typeof value),
      strangers: ['ipcRenderer', 'electron', 'webFrame', 'electronAPI'].filter((name) => name in window),
    };
  });
  expect(bridge).toEqual({
    keys: ['call', 'on', 'grantFiles'],
    kinds: ['function', 'function', 'function'],
    strangers: [],
  });
});
