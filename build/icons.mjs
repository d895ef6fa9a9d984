// `npm run icons`: draws build/icons/countersign.svg in the sizes that packages want. Run it when the drawing changes; the pictures are committed.
/* global Image, document -- what runs in the page */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, toolEnvironment } from './set-up/modules.mjs';
import { finish, say } from './set-up/say.mjs';
import { setUp } from './set-up/set-up.mjs';

const sizes = [16, 32, 48, 64, 128, 256, 512, 1024];
const folder = join(root, 'build', 'icons');

// A bare app with an empty page, on whose canvas the drawing is painted: no other program that draws SVG is needed.
const painter =
  "require('electron').app.whenReady().then(() => new (require('electron').BrowserWindow)().loadURL('about:blank'));";

async function draw() {
  const { _electron } = await import('@playwright/test');
  const { electronEnvironment, electronPath, electronSwitches } = await import('./electron.mjs');
  const { startDisplay } = await import('./display.mjs');
  const screen = await startDisplay();
  const painterFolder = mkdtempSync(join(tmpdir(), 'cs-icons-'));
  writeFileSync(join(painterFolder, 'index.js'), painter);
  const app = await _electron.launch({
    executablePath: electronPath(),
    args: [...electronSwitches(), painterFolder],
    env: { ...toolEnvironment(electronEnvironment()), DISPLAY: screen.display },
  });
  const page = await app.firstWindow();
  const drawing = `data:image/svg+xml;base64,${readFileSync(join(folder, 'countersign.svg')).toString('base64')}`;
  for (const size of sizes) {
    const url = await page.evaluate(
      async ([source, side]) => {
        const image = new Image(side, side);
        image.src = source;
        await image.decode();
        const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
        canvas.getContext('2d').drawImage(image, 0, 0, side, side);
        return canvas.toDataURL('image/png');
      },
      [drawing, size],
    );
    writeFileSync(join(folder, `${size}x${size}.png`), Buffer.from(url.split(',')[1], 'base64'));
  }
  await app.close();
  screen.stop();
  rmSync(painterFolder, { recursive: true });
}

await finish(async () => {
  await setUp();
  say(`drawing ${sizes.length} sizes into build/icons ...`);
  await draw();
});
