// The tasks that need the app's services.
import { readFileSync } from 'node:fs';
import { openServices } from '../../electron/core/open-services.ts';

const noPrompt = () => Promise.resolve(null);

async function services(request) {
  return openServices({ home: request.home, clock: () => new Date(), hashWorker: request.worker });
}

/** Signs `path` with a key made for it in a new home; leaves the certificate in `certificate`. */
export async function signTask(request, watch) {
  const open = await services(request);
  await open.store.create('a passphrase for measuring');
  const key = await open.keys.generate({
    name: 'Bench',
    email: 'bench@example.org',
    algorithm: request.algorithm ?? 'ed25519',
    validity: '2y',
  });
  const options = { keys: [key.id], signature: 'armored', manifest: null };
  const receipt = await watch(() =>
    open.sign.sign({ paths: [request.path], options, overwrite: true }, { ask: noPrompt }),
  );
  if (receipt.files.length !== 1) throw new Error(JSON.stringify(receipt.failed));
  const certificate = Buffer.from(await open.keys.exportPublic(key.id, 'armored')).toString();
  await open.close();
  return { certificate, signature: readFileSync(receipt.files[0].outputs[0].path, 'utf8') };
}

/** Signs `path` with a key of cosign's kind that is made for it in a new home, without services; leaves the public key in `publicKey`. */
export async function signByKeyTask(request, watch) {
  const open = await services(request);
  await open.store.create('a passphrase for measuring');
  const key = await open.keys.generateCosign({ name: 'Bench', algorithm: 'p256' });
  const sigstore = { instance: 'public-good', log: false, timestamp: false };
  const options = { keys: [key.id], signature: 'armored', manifest: null, sigstore };
  const receipt = await watch(() =>
    open.sign.sign({ paths: [request.path], options, overwrite: true }, { ask: noPrompt }),
  );
  if (receipt.files.length !== 1) throw new Error(JSON.stringify(receipt.failed));
  const publicKey = Buffer.from(await open.keys.exportPublic(key.id, 'armored')).toString();
  await open.close();
  return { publicKey };
}

/** Verifies `path` by the signature beside it and the certificate in `keys`. */
export async function verifyTask(request, watch) {
  const open = await services(request);
  const asked = {
    paths: [request.path],
    digests: [],
    signatures: [request.signature],
    keys: [request.key],
    lookBeside: false,
  };
  const verdicts = await watch(async () => {
    const found = [];
    for await (const result of open.verify.verify(asked, {})) found.push(result.verdict);
    return found;
  });
  await open.close();
  if (verdicts.join() !== 'verified') throw new Error(`verdicts: ${verdicts.join()}`);
  return { verdicts };
}
