// The faces of a real desktop for the gallery's pictures, unpacked into a cache of their own: nothing is installed, so the tests see the
// fonts of the machine as it is. Built-in modules and Node 18 only.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run, say, Stop } from './say.mjs';

// Inter is what GNOME's own face is drawn from; DejaVu, which is there already, has the other scripts.
const packages = ['fonts-inter', 'fonts-noto-mono'];
const folder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'countersign', 'fonts-1');

/** Fetches the fonts with apt where they are not there yet. Gives the session's configuration that makes them the system's. */
export function desktopFonts() {
  if (process.platform !== 'linux') return {};
  if (!existsSync(folder)) fetchFonts();
  return {
    'fontconfig/fonts.conf': `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
${prefer('system-ui', 'Inter')}${prefer('sans-serif', 'Inter')}${prefer('monospace', 'Noto Sans Mono')}
  <match target="font"><edit name="hinting" mode="assign"><bool>false</bool></edit></match>
  <match target="font"><edit name="rgba" mode="assign"><const>none</const></edit></match>
</fontconfig>
`,
    'gtk-3.0/settings.ini': '[Settings]\ngtk-font-name=Inter 11\n',
  };
}

const prefer = (family, face) =>
  `  <match><test name="family"><string>${family}</string></test><edit name="family" mode="prepend" binding="strong"><string>${face}</string></edit></match>\n`;

function fetchFonts() {
  say(`fetching the faces for the pictures (apt-get download, 4 MB, kept in ${folder}): ${packages.join(' ')} ...`);
  mkdirSync(join(folder, '..'), { recursive: true });
  const work = mkdtempSync(join(folder, '..', 'fonts-'));
  try {
    const options = { cwd: work, stdio: ['ignore', 'ignore', 'ignore'] };
    const download = () => run('apt-get', ['download', '-qq', ...packages], options).status === 0;
    if (!download() && !(run('apt-get', ['update', '-qq'], options).status === 0 && download()))
      throw new Stop(`apt-get could not download ${packages.join(' ')}.`);
    for (const name of readdirSync(work).filter((each) => each.endsWith('.deb'))) {
      if (run('dpkg-deb', ['-x', name, 'unpacked'], options).status !== 0)
        throw new Stop(`${name} cannot be unpacked.`);
    }
    renameSync(join(work, 'unpacked'), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
