// Signing by a login: many small files in one call, against services on this machine, whose own time is not ours.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLab } from '../lab/lab.ts';
import { median, run } from './measure.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const program = at('../../out/cli/countersign.js');
const FILES = 100;

export const rows = [
  {
    name: 'keyless-sign',
    what: `countersign sign --keyless of ${FILES} small files by one login: its own processor time`,
    limit: { ms: 15 * FILES },
    missing: () => (existsSync(program) ? undefined : 'out/cli/countersign.js (npm run build)'),
    async measure({ files, rounds }) {
      const lab = await startLab({ tokenSeconds: 3600 });
      try {
        const paths = Array.from({ length: FILES }, (_, n) => files.small(`keyless/file-${n}.txt`, `file ${n}\n`));
        const token = files.small('token', lab.token({ email: 'bench@example.org' }));
        const { signingConfig, trustedRoot } = lab.files;
        const words = ['--identity-token', token, '--signing-config', signingConfig, '--trusted-root', trustedRoot];
        const cpuFile = join(files.folder, 'cpu-time');
        const once = async () => {
          const home = mkdtempSync(join(files.folder, 'home-'));
          for (const path of paths) rmSync(`${path}.sigstore.json`, { force: true });
          lab.forgetRequests();
          const env = { ...process.env, COUNTERSIGN_NO_REFRESH: '1', BENCH_CPU_FILE: cpuFile };
          const call = ['-r', at('cpu-time.cjs'), program, 'sign', '--keyless', ...words, '--yes', '--home', home];
          const { ms: wall } = await run(process.execPath, [...call, ...paths], { env });
          const certificates = lab.requests('fulcio').length;
          if (certificates !== 1) throw new Error(`${certificates} certificates for one run`);
          if (!paths.every((path) => existsSync(`${path}.sigstore.json`))) throw new Error('a file was not signed');
          return { ms: Number(readFileSync(cpuFile, 'utf8')), wall };
        };
        writeFileSync(cpuFile, '');
        await once();
        const ours = [];
        for (let round = 0; round < Math.min(rounds, 3); round++) ours.push(await once());
        const own = median(ours.map(({ ms }) => ms)) / FILES;
        const wall = median(ours.map((one) => one.wall)) / FILES;
        return { ours, note: `${own.toFixed(1)} ms a file; by the clock, services and all, ${wall.toFixed(1)} ms` };
      } finally {
        await lab.close();
      }
    },
  },
];
