import { readFileSync, readlinkSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { startApp } from './electron.ts';
import { commandLine, descendants } from './processes.ts';
import { prepareUnprivileged, whyNoSandbox } from './unprivileged.ts';

test('the page’s process is locked in by the system: seccomp, no new privileges, namespaces of its own', async () => {
  const why = whyNoSandbox();
  test.skip(why !== undefined, why);
  const user = await prepareUnprivileged();
  try {
    const it = await startApp({ program: user.program, home: user.home, env: user.env });
    try {
      expect(await it.page.evaluate(() => window.countersign.call('app.info', null))).toMatchObject({ ok: true });
      const main = it.app.process().pid ?? 0;
      const family = descendants(main);
      const renderers = family.filter((pid) => commandLine(pid).includes('--type=renderer'));
      expect(renderers.length).toBeGreaterThan(0);
      for (const pid of [main, ...family]) expect(commandLine(pid)).not.toContain('--no-sandbox');
      for (const pid of renderers) {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        expect(status).toMatch(/^NoNewPrivs:\s1$/m);
        expect(status).toMatch(/^Seccomp:\s2$/m);
        expect(status).toMatch(/^CapEff:\s0+$/m);
        for (const kind of ['user', 'pid', 'net'])
          expect(readlinkSync(`/proc/${pid}/ns/${kind}`), kind).not.toBe(readlinkSync(`/proc/${main}/ns/${kind}`));
      }
    } finally {
      await it.close();
    }
  } finally {
    user.end();
  }
});
