import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitWindowState, LEAST_HEIGHT, LEAST_WIDTH } from '../../electron/app/window-state.ts';

const screen = { x: 0, y: 0, width: 1400, height: 1000 };

test('a place on a screen is kept; one beside every screen is not', () => {
  const saved = { width: 900, height: 700, x: 10, y: 20, maximized: true };
  expect(fitWindowState(JSON.stringify(saved), [screen])).toEqual(saved);
  expect(fitWindowState(JSON.stringify({ ...saved, x: 5000 }), [screen])).toEqual({
    width: 900,
    height: 700,
    maximized: true,
  });
});

test('whatever the file holds, the window fits', () => {
  const odd = fc.oneof(
    fc.json(),
    fc.string(),
    fc.record({ width: fc.anything(), height: fc.anything() }).map((each) => JSON.stringify(each)),
  );
  fc.assert(
    fc.property(odd, (json) => {
      const state = fitWindowState(json, [screen]);
      expect(state.width).toBeGreaterThanOrEqual(LEAST_WIDTH);
      expect(state.height).toBeGreaterThanOrEqual(LEAST_HEIGHT);
      expect(state.width).toBeLessThanOrEqual(screen.width);
      expect(state.height).toBeLessThanOrEqual(screen.height);
    }),
  );
});
