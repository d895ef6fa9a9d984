// Runs in the main process before an app (`electron -r`): says when its first window stood there with the heading painted, and ends the app.
const { writeFileSync } = require('node:fs');
const { app } = require('electron');

// The app itself must not take these two words for its own.
process.argv.splice(process.argv.indexOf('-r'), 2);

/** What comes so late after the first heading is no part of the first look, in milliseconds. */
const SETTLE_MS = 300;
/** In the page: the wall-clock times of the first paint and of the largest thing that was painted, once a heading stands there. */
const look = `new Promise((done) => {
  const painted = [];
  new PerformanceObserver((list) => painted.push(...list.getEntries()))
    .observe({ type: 'largest-contentful-paint', buffered: true });
  const settle = () => done({
    heading: document.querySelector('h1, h2').textContent,
    painted: performance.timeOrigin + painted.at(-1).startTime,
  });
  const wait = () => {
    const heading = document.querySelector('h1, h2');
    if (heading === null || heading.getBoundingClientRect().height === 0) requestAnimationFrame(wait);
    else setTimeout(settle, ${SETTLE_MS});
  };
  wait();
})`;

const answer = (found) => {
  writeFileSync(process.env.BENCH_ANSWER, JSON.stringify(found));
  app.exit(0);
};

app.once('browser-window-created', (_event, window) => {
  // A window that is shown from the start stood there before anything was painted.
  let shown = 0;
  window.once('show', () => (shown = Date.now()));
  window.webContents.once('dom-ready', () => {
    window.webContents
      .executeJavaScript(look)
      .then(({ heading, painted }) => {
        if (!window.isVisible()) throw new Error('the window is not shown');
        answer({ heading, at: Math.max(shown, painted) });
      })
      .catch((error) => answer({ failed: error.stack }));
  });
});
