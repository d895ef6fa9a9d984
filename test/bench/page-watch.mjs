// What is measured inside a page of the app.
/* global window, document, requestAnimationFrame, MutationObserver, PerformanceObserver -- what runs in the page */
import { readFileSync } from 'node:fs';

/** Waits in the page for the next drop. Resolves to a function that gives the milliseconds from the drop until the card was painted. */
export async function watchDrop(page) {
  await page.evaluate(() => {
    window.benchDrop = new Promise((done) => {
      window.addEventListener(
        'drop',
        (drop) => {
          const look = () => {
            if (document.querySelector('main :is([role="progressbar"], .verdict-card, [role="list"])') === null) return;
            watching.disconnect();
            // The frame that shows it, and the one after that: by then it is painted.
            requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - drop.timeStamp)));
          };
          const watching = new MutationObserver(look);
          watching.observe(document.body, { subtree: true, childList: true });
        },
        { capture: true, once: true },
      );
    });
  });
  return () => page.evaluate(() => window.benchDrop);
}

/** Milliseconds from a drop until its job is done, and what the page did meanwhile: its long tasks, and the longest time between two frames. */
export async function watchResults(page, drop) {
  await page.evaluate(() => {
    window.benchResults = new Promise((done) => {
      const seen = { results: 0, verdicts: [], groups: 0, frameMs: 0, longTasks: [] };
      const long = new PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries()) seen.longTasks.push({ startTime, duration });
      });
      let ended = false;
      let last = performance.now();
      const frame = (now) => {
        seen.frameMs = Math.max(seen.frameMs, now - last);
        last = now;
        if (!ended) requestAnimationFrame(frame);
      };
      window.addEventListener(
        'drop',
        () => {
          const from = performance.now();
          last = from;
          long.observe({ type: 'longtask' });
          requestAnimationFrame(frame);
          window.countersign.on('job.results', (json) => {
            const { results } = JSON.parse(json);
            seen.groups += 1;
            seen.results += results.length;
            for (const { verdict } of results) if (!seen.verdicts.includes(verdict)) seen.verdicts.push(verdict);
          });
          window.countersign.on('job.done', () => {
            seen.ms = performance.now() - from;
            // What the last results still cost comes right after.
            setTimeout(() => {
              ended = true;
              long.disconnect();
              done({ ...seen, longest: Math.max(0, ...seen.longTasks.map(({ duration }) => duration)) });
            }, 500);
          });
        },
        { capture: true, once: true },
      );
    });
  });
  await drop();
  return page.evaluate(() => window.benchResults);
}

/** Pixels a second: all of ten thousand results in a quarter of a minute. */
const SPEED = 40_000;

/** Scrolls through all of an element by a real gesture. Gives the middle time between two frames, how many there were, and how many came late. */
export async function scrollThrough(page, selector) {
  const session = await page.context().newCDPSession(page);
  const box = await page.locator(selector).first().boundingBox();
  const distance = await page.evaluate((name) => {
    const element = document.querySelector(name);
    return element.scrollHeight - element.clientHeight;
  }, selector);
  await page.evaluate(() => {
    const watch = (window.benchFrames = { on: true, gaps: [] });
    let last;
    const look = (now) => {
      if (last !== undefined) watch.gaps.push(now - last);
      last = now;
      if (watch.on) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const size = await page.evaluate(() => ({ width: window.innerWidth, height: window.innerHeight }));
  await session.send('Input.synthesizeScrollGesture', {
    x: Math.round(Math.min(box.x + box.width / 2, size.width - 20)),
    y: Math.round(Math.min(box.y + Math.min(box.height, size.height) / 2, size.height - 20)),
    yDistance: -distance,
    speed: SPEED,
    gestureSourceType: 'mouse',
  });
  const { gaps, top } = await page.evaluate((name) => {
    window.benchFrames.on = false;
    return { gaps: window.benchFrames.gaps, top: document.querySelector(name).scrollTop };
  }, selector);
  await session.detach();
  if (top < distance * 0.95) throw new Error(`scrolled ${top} of ${distance} pixels`);
  const ms = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  return { ms, frames: gaps.length, late: gaps.filter((gap) => gap > 1.5 * (1000 / 60)).length };
}

/** MiB of the page's process once garbage is collected: what is its own, what is resident (with what it shares), and JavaScript's heap. */
export async function memoryOf(page, app) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  const process = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0].webContents.getOSProcessId(),
  );
  const kib = (name) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${process}/status`, 'utf8'))[1]);
  return { private: kib('RssAnon') / 1024, resident: kib('VmRSS') / 1024, heap: usedSize / 1024 / 1024 };
}
