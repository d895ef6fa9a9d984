// What is measured inside a page of the app.
/* global window, document, requestAnimationFrame, MutationObserver, PerformanceObserver -- what runs in the page */
import { readFileSync, rmSync } from 'node:fs';

/** A card that works, or what came of it. */
const CARD = ':is([role="progressbar"], .verdict-card, [role="listbox"])';

/** Waits in the page for the next drop. Resolves to a function that gives the milliseconds from the drop until this was painted. */
export async function watchDrop(page, what = CARD) {
  await page.evaluate((selector) => {
    window.benchDrop = new Promise((done) => {
      window.addEventListener(
        'drop',
        (drop) => {
          const look = () => {
            if (document.querySelector(`main ${selector}`) === null) return;
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
  }, what);
  return () => page.evaluate(() => window.benchDrop);
}

/** Where the page's trace has what counts from then on: before a drop, Chromium carries the files, of which the app knows nothing. */
const DROP = 'bench-drop';

/**
 * Milliseconds from a drop until its job is done, and what the page did meanwhile: how many results its list holds, its long tasks as
 * Chromium counts them, the longest time between two frames, and what the longest task worked itself (on a busy machine a task also
 * waits for a processor).
 */
export async function watchResults(page, app, drop) {
  await page.evaluate((mark) => {
    window.benchResults = new Promise((done) => {
      const seen = { frameMs: 0, longTasks: [] };
      let ended = false;
      let last;
      const frame = (now) => {
        seen.frameMs = Math.max(seen.frameMs, now - (last ?? now));
        last = now;
        if (!ended) requestAnimationFrame(frame);
      };
      const begin = () => {
        const from = performance.now();
        performance.mark(mark);
        const long = new PerformanceObserver((list) => {
          for (const { startTime, duration } of list.getEntries())
            if (startTime >= from) seen.longTasks.push(Math.round(duration));
        });
        long.observe({ type: 'longtask' });
        requestAnimationFrame(frame);
        window.countersign.on('job.done', () => {
          seen.ms = performance.now() - from;
          // What the last results still cost comes right after.
          setTimeout(() => {
            ended = true;
            long.disconnect();
            const results = Number(document.querySelector('[aria-setsize]')?.getAttribute('aria-setsize'));
            done({ ...seen, results });
          }, 1_000);
        });
      };
      window.addEventListener('drop', begin, { capture: true, once: true });
    });
  }, DROP);
  const ownTimes = await traceTasks(app);
  await drop();
  const seen = await page.evaluate(() => window.benchResults);
  return { ...seen, ownMs: Math.max(0, ...(await ownTimes())) };
}

/** Records the tasks of the page's main thread. The function given back ends that and gives the milliseconds that each worked since the drop. */
async function traceTasks(app) {
  const categories = ['disabled-by-default-devtools.timeline', 'blink.user_timing'];
  await app.evaluate(
    ({ contentTracing }, included) => contentTracing.startRecording({ included_categories: included }),
    categories,
  );
  return async () => {
    const { path, process } = await app.evaluate(async ({ BrowserWindow, contentTracing }) => ({
      path: await contentTracing.stopRecording(),
      process: BrowserWindow.getAllWindows()[0].webContents.getOSProcessId(),
    }));
    const { traceEvents } = JSON.parse(readFileSync(path, 'utf8'));
    rmSync(path);
    const mine = traceEvents.filter((event) => event.pid === process);
    const from = mine.find((event) => event.name === DROP);
    const tasks = mine.filter((event) => event.name === 'RunTask' && event.tid === from.tid && event.ts >= from.ts);
    // Now and then the thread's clock jumps; no task works longer than it lasts. One that the recording's end cut off has no length.
    return tasks.filter(({ dur }) => dur !== undefined).map(({ tdur = 0, dur }) => Math.min(tdur, dur) / 1000);
  };
}

/** Pixels of one turn of the wheel: a hurried one. */
const WHEEL = 2_000;
/** A frame that comes later than one and a half of the display's own is late. */
const LATE_MS = 25;

/**
 * Turns the wheel over an element until its end, so many pixels at a time. Gives the middle time between two frames, how many there were,
 * how many came late, and the long tasks.
 */
export async function scrollThrough(page, selector, wheel = WHEEL) {
  const session = await page.context().newCDPSession(page);
  const box = await page.locator(selector).first().boundingBox();
  const { distance, width, height } = await page.evaluate((name) => {
    const element = document.querySelector(name);
    const watch = (window.benchFrames = { on: true, gaps: [], longTasks: [] });
    const long = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watch.longTasks.push(Math.round(duration));
    });
    long.observe({ type: 'longtask' });
    let last;
    const look = (now) => {
      if (last !== undefined) watch.gaps.push(now - last);
      last = now;
      if (watch.on) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    const { innerWidth, innerHeight } = window;
    return { distance: element.scrollHeight - element.clientHeight, width: innerWidth, height: innerHeight };
  }, selector);
  const x = Math.round((Math.max(0, box.x) + Math.min(width, box.x + box.width)) / 2);
  const y = Math.round((Math.max(0, box.y) + Math.min(height, box.y + box.height)) / 2);
  for (let turned = 0; turned < distance; turned += wheel)
    await session.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, deltaX: 0, deltaY: wheel });
  // The last turns may still glide.
  await page.waitForFunction(([name, end]) => document.querySelector(name).scrollTop >= end - 1, [selector, distance]);
  const { gaps, longTasks } = await page.evaluate(() => {
    window.benchFrames.on = false;
    return window.benchFrames;
  });
  await session.detach();
  const ms = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  return { ms, frames: gaps.length, late: gaps.filter((gap) => gap > LATE_MS).length, longTasks };
}

/** The same, with what the longest task meanwhile worked itself. */
export async function scrollWorking(page, app, selector, wheel) {
  const ownTimes = await traceTasks(app);
  await page.evaluate((mark) => performance.mark(mark), DROP);
  const seen = await scrollThrough(page, selector, wheel);
  return { ...seen, ownMs: Math.max(0, ...(await ownTimes())) };
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
