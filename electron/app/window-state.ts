import { readFileSync, writeFileSync } from 'node:fs';

/** Where the window stood, in screen pixels. */
export interface WindowState {
  width: number;
  height: number;
  x?: number;
  y?: number;
  maximized: boolean;
}

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const LEAST_WIDTH = 360;
export const LEAST_HEIGHT = 480;
const USUAL: WindowState = { width: 1120, height: 760, maximized: false };

/** The window's last place out of `json`, made to fit one of `areas` (the screens of now); the usual size for anything else. */
export function fitWindowState(json: string, areas: readonly Area[]): WindowState {
  const saved = parse(json);
  if (saved === undefined) return USUAL;
  const { x, y } = saved;
  const on = areas.find(
    (a) => x !== undefined && y !== undefined && x >= a.x && y >= a.y && x < a.x + a.width && y < a.y + a.height,
  );
  const area = on ?? areas[0];
  const width = Math.max(LEAST_WIDTH, Math.min(saved.width, area?.width ?? saved.width));
  const height = Math.max(LEAST_HEIGHT, Math.min(saved.height, area?.height ?? saved.height));
  return { width, height, maximized: saved.maximized, ...(on && x !== undefined && y !== undefined && { x, y }) };
}

/** Reads the window's last place; the usual size where there is none. */
export function readWindowState(path: string, areas: readonly Area[]): WindowState {
  try {
    return fitWindowState(readFileSync(path, 'utf8'), areas);
  } catch {
    return USUAL;
  }
}

/** Writes the window's place. A loss is no harm, so a failure is passed over. */
export function saveWindowState(path: string, state: WindowState): void {
  try {
    writeFileSync(path, JSON.stringify(state), { mode: 0o600 });
  } catch {
    // The window then opens in its usual size.
  }
}

function parse(json: string): WindowState | undefined {
  try {
    const value = JSON.parse(json) as Record<string, unknown> | null;
    const whole = (key: string): number | undefined => {
      const number = value?.[key];
      return Number.isSafeInteger(number) && Math.abs(number as number) < 100_000 ? (number as number) : undefined;
    };
    const [width, height, x, y] = [whole('width'), whole('height'), whole('x'), whole('y')];
    if (width === undefined || height === undefined) return undefined;
    const maximized = value?.['maximized'] === true;
    return { width, height, maximized, ...(x !== undefined && y !== undefined && { x, y }) };
  } catch {
    return undefined;
  }
}
