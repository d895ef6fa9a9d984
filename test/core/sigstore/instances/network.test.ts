import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../../../shared/error.ts';
import { startTlsHost, type TlsHost } from '../../keys/tls-host.ts';
import { type InstancesScene, logOf, openScene, sourceOf, startRepository, trustedRootFile } from './scene.ts';
import { TufRepository } from './tuf-repository.ts';

const GOOD = 'tuf-repo-cdn.sigstore.dev';
const ACME = 'tuf.acme.example';

let scene: InstancesScene;
let host: TlsHost | undefined;
let repository: TufRepository;

/** Serves the repository under a name, with a certificate for so many days. */
async function serveAs(name: string, days?: number): Promise<TlsHost> {
  host = await startTlsHost(
    [name],
    (request, response) => {
      if (repository.fault?.(request.url ?? '', response) === true) return;
      const file = repository.files.get(request.url ?? '');
      response.writeHead(file === undefined ? 404 : 200).end(file);
    },
    days,
  );
  return host;
}

beforeEach(() => {
  scene = openScene();
  repository = new TufRepository({ 'trusted_root.json': trustedRootFile() });
});
afterEach(async () => {
  await host?.close();
  host = undefined;
  scene.close();
});

describe('the way to a repository (48)', () => {
  const source = () => ({ kind: 'tuf' as const, repository: `https://${ACME}`, root: repository.root() });

  it('is https, by the name that was given', async () => {
    const { agent, seen } = await serveAs(ACME);
    const added = await scene.open({ agent }).add('acme', source());
    expect(added.repository).toBe(`https://${ACME}`);
    expect(seen.every((path) => path.startsWith(`${ACME}/`))).toBe(true);
    // Without a signing config, signatures are judged and none is made.
    await expect(scene.instances.signingConfig('acme')).rejects.toMatchObject({ code: 'service-absent' });
    expect(added.services.logs).toEqual(['rekor.example.org']);
  });

  it('is closed where the certificate is not to be trusted; nothing is tried without', async () => {
    const { distrusting, seen } = await serveAs(ACME);
    await expect(scene.open({ agent: distrusting }).add('acme', source())).rejects.toMatchObject({
      code: 'network-tls',
    });
    expect(seen).toEqual([]);
  });

  it('is closed where the certificate does not fit the date, which says that the clock may be wrong', async () => {
    const { agent, seen } = await serveAs(ACME, 0);
    const instances = scene.open({ agent });
    let turn = 0;
    const code = (): Promise<unknown> =>
      instances.add(`acme-${turn++}`, source()).then(
        () => undefined,
        (error: unknown) => (error as AppError).code,
      );
    await expect.poll(code, { timeout: 10_000 }).toBe('clock-wrong');
    seen.length = 0;
    expect(await code()).toBe('clock-wrong');
    expect(seen).toEqual([]);
  });

  it('does not lead from https to http', async () => {
    const plain = await startRepository();
    const { agent } = await serveAs(ACME);
    repository.fault = (path, response) => {
      response.writeHead(301, { location: `${plain.url}${path}` }).end();
      return true;
    };
    await expect(scene.open({ agent }).add('acme', source())).rejects.toMatchObject({ code: 'network' });
    expect(plain.sockets).toBe(0);
    await plain.close();
  });
});

describe('public-good', () => {
  it('goes on with what came with the app where a stranger answers for its repository, and where nobody does', async () => {
    repository.files.set('/17.root.json', Buffer.from(repository.root()));
    const { agent, distrusting } = await serveAs(GOOD);
    for (const [way, code] of [
      [agent, 'root-refused'],
      [distrusting, 'network-tls'],
    ] as const) {
      const instances = scene.open({ agent: way });
      await expect(instances.refresh('public-good')).rejects.toMatchObject({ code });
      expect(await logOf(instances, 'public-good')).toBe('https://rekor.sigstore.dev');
      expect((await instances.list())[0]).toMatchObject({ root: { from: 'shipped' }, problem: { code } });
    }
  });

  it('is made anew where its file is damaged', async () => {
    const acme = await startRepository();
    await scene.instances.add('acme', sourceOf(acme));
    const { agent } = await serveAs(GOOD);
    const { mkdirSync, readdirSync, writeFileSync } = await import('node:fs');
    mkdirSync(`${scene.home}/instances`, { recursive: true });
    writeFileSync(`${scene.home}/instances/public-good.json`, '[]');
    await expect(scene.open({ agent }).refresh('public-good')).rejects.toMatchObject({ code: 'root-refused' });
    expect(readdirSync(`${scene.home}/instances`).sort()).toEqual([
      'acme.json',
      'public-good.json',
      'public-good.json.damaged-1',
    ]);
    expect((await scene.instances.list())[0]?.problem?.code).toBe('root-refused');
    await acme.close();
  });
});
