import { parseArgs } from 'node:util';
import { startLab } from './lab.ts';

const USAGE = `npm run lab -- [--folder DIR] [--port FIRST] [--log 1|2] [--no-timestamp] [--certificate-seconds N] [--token-seconds N]
  A Sigstore of your own on this machine, for trying things out: nothing that it signs is worth anything elsewhere.
  --folder DIR             where trusted_root.json and signing_config.json go (default: a new folder, removed at the end)
  --port FIRST             ten ports from this one on (default: free ones)
  --log 1|2                which version of the log the signing config names (default: 2)
  --no-timestamp           name no timestamp authority
  --certificate-seconds N  how long certificates live (default: 600)
  --token-seconds N        how long ID tokens live (default: 60)
`;

/** `npm run lab`: starts a lab, says where everything is, and runs until it is interrupted. */
export async function runLab(words: string[]): Promise<number> {
  const { values } = parseArgs({
    args: words,
    options: {
      folder: { type: 'string' },
      port: { type: 'string' },
      log: { type: 'string', default: '2' },
      'no-timestamp': { type: 'boolean', default: false },
      'certificate-seconds': { type: 'string', default: '600' },
      'token-seconds': { type: 'string', default: '60' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const lab = await startLab({
    ...(values.folder !== undefined && { folder: values.folder }),
    ...(values.port !== undefined && { port: Number(values.port) }),
    log: values.log === '1' ? 1 : 2,
    timestamp: !values['no-timestamp'],
    certificateSeconds: Number(values['certificate-seconds']),
    tokenSeconds: Number(values['token-seconds']),
  });
  const { urls, files } = lab;
  const both = `--trusted-root ${files.trustedRoot}`;
  process.stdout.write(`A Sigstore of your own is running. Nothing that it signs is worth anything elsewhere.

  login (OIDC)          ${urls.oidc}   any account, no password; a device's code at ${urls.oidc}/device
  certificates (Fulcio) ${urls.fulcio}   and a second one: ${urls.fulcioSpare}
  certificate log       ${urls.ctlog}
  log, version 1        ${urls.rekor1}   and a second one: ${urls.rekor1Spare}
  log, version 2        ${urls.rekor2}   and a second one: ${urls.rekor2Spare}
  timestamps            ${urls.timestamp}/api/v1/timestamp   and a second one: ${urls.timestampSpare}/api/v1/timestamp

  trusted root          ${files.trustedRoot}
  signing config        ${files.signingConfig}

Sign, with a login in your browser:
  countersign sign --keyless --signing-config ${files.signingConfig} ${both} FILE

Check what was signed:
  countersign verify ${both} --certificate-identity YOU@EXAMPLE.ORG --certificate-oidc-issuer ${lab.issuer} FILE

Ctrl+C ends it.
`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await lab.close();
  return 0;
}
