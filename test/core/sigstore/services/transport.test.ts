import { afterEach, describe, expect, it } from 'vitest';
import {
  openTransport,
  type Transport,
  type TransportOptions,
} from '../../../../electron/core/sigstore/services/transport.ts';
import { startTlsHost } from '../../keys/tls-host.ts';
import { startHttpService, type HttpService } from './http-service.ts';

const closed: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closed.splice(0)) await close();
});

async function service(...args: Parameters<typeof startHttpService>): Promise<HttpService> {
  const started = await startHttpService(...args);
  closed.push(() => started.close());
  return started;
}

function transport(options: Partial<TransportOptions> = {}): Transport {
  const opened = openTransport({ offline: () => false, backoffMs: 1, timeoutMs: 5_000, ...options });
  closed.push(() => opened.close());
  return opened;
}

const post = (url: URL) => ({ method: 'POST' as const, url, headers: {}, body: '{}' });
const text = (body: Uint8Array): string => Buffer.from(body).toString();

describe('what passes is asked again, so many times', () => {
  it.each([408, 425, 429, 500, 502, 503, 504])('%i, then an answer', async (status) => {
    const { url, seen } = await service((_request, response, before) => {
      response.writeHead(before === 0 ? status : 201).end('there');
    });
    const answer = await transport().ask(post(url));
    expect([answer.status, text(answer.body), seen.length]).toEqual([201, 'there', 2]);
  });

  it('a connection that is cut, in the middle of an answer too', async () => {
    const { url, seen } = await service((_request, response, before) => {
      if (before === 0) response.destroy();
      else if (before === 1)
        response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy());
      else response.end('whole');
    });
    expect(text((await transport().ask(post(url))).body)).toBe('whole');
    expect(seen).toHaveLength(3);
  });

  it('a stall', async () => {
    const { url, seen } = await service((_request, response, before) => {
      if (before > 0) response.end('there');
    });
    expect(text((await transport({ timeoutMs: 200 }).ask(post(url))).body)).toBe('there');
    expect(seen).toHaveLength(2);
  });

  it('but not without end', async () => {
    const { url, seen } = await service((_request, response) => {
      response.writeHead(503, { 'content-type': 'application/json' }).end('{"message":"come back\\nlater"}');
    });
    await expect(transport({ attempts: 4 }).ask(post(url))).rejects.toMatchObject({
      code: 'service-failed',
      detail: `${url.host}: 503 come back later`,
    });
    expect(seen).toHaveLength(4);
  });

  it('waits as long as it is told to, within bounds', async () => {
    const { url } = await service((_request, response, before) => {
      response.writeHead(before === 0 ? 429 : 200, { 'retry-after': '1' }).end();
    });
    const started = performance.now();
    await transport().ask(post(url));
    expect(performance.now() - started).toBeGreaterThan(700);
  });
});

describe('what does not pass is not asked again', () => {
  it.each([400, 401, 403, 404, 409, 422])('%i is a refusal, with its reason', async (status) => {
    const { url, seen } = await service((_request, response) => {
      response.writeHead(status).end('{"code":3,"message":"no such thing"}');
    });
    await expect(transport().ask(post(url))).rejects.toMatchObject({
      code: 'service-refused',
      detail: `${url.host}: ${status} no such thing`,
    });
    expect(seen).toHaveLength(1);
  });

  it('an expected one is an answer', async () => {
    const { url } = await service((_request, response) => {
      response.writeHead(409, { location: '/there' }).end();
    });
    const answer = await transport().ask({ ...post(url), expects: [409] });
    expect([answer.status, answer.headers.location]).toEqual([409, '/there']);
  });

  it('a redirect is not followed', async () => {
    const other = await service((_request, response) => void response.end());
    const { url } = await service((_request, response) => {
      response.writeHead(307, { location: other.url.href }).end();
    });
    await expect(transport().ask(post(url))).rejects.toMatchObject({ code: 'service-refused' });
    expect(other.seen).toEqual([]);
  });

  it('an answer without end', async () => {
    const { url, seen } = await service((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    await expect(transport({ maxBytes: 200_000 }).ask(post(url))).rejects.toMatchObject({ code: 'too-large' });
    expect(seen).toHaveLength(1);
  });

  it('a certificate that is not trusted: no downgrade, no second try', async () => {
    const host = await startTlsHost(['rekor.example.org'], (_request, response) => void response.end('there'));
    closed.push(() => host.close());
    const url = new URL('https://rekor.example.org/ask');
    await expect(transport({ agent: host.distrusting }).ask(post(url))).rejects.toMatchObject({ code: 'network-tls' });
    expect(host.seen).toEqual([]);
    expect(text((await transport({ agent: host.agent }).ask(post(url))).body)).toBe('there');
  });

  it.each(['http://rekor.example.org/', 'http://127.0.0.1.example.org/', 'http://10.0.0.1/', 'ftp://127.0.0.1/'])(
    'plain http to anybody but this machine: %s',
    async (address) => {
      await expect(transport().ask(post(new URL(address)))).rejects.toMatchObject({ code: 'network-tls' });
    },
  );
});

describe('who stops, or is offline', () => {
  it('stops a request that waits for its answer', async () => {
    const stop = new AbortController();
    const { url } = await service(() => stop.abort());
    await expect(transport().ask(post(url), stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('stops in the pause between two attempts', async () => {
    const stop = new AbortController();
    const { url, seen } = await service((_request, response) => {
      response.writeHead(503).end();
      setTimeout(() => stop.abort(), 100);
    });
    await expect(transport({ backoffMs: 60_000 }).ask(post(url), stop.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(seen).toHaveLength(1);
  });

  it('offline opens no socket', async () => {
    const { url, sockets } = await service((_request, response) => void response.end());
    await expect(transport({ offline: () => true }).ask(post(url))).rejects.toMatchObject({ code: 'offline' });
    expect(sockets()).toBe(0);
  });
});

it('keeps a connection for the next question', async () => {
  const { url, sockets } = await service((_request, response) => void response.end('there'));
  const opened = transport();
  for (let asked = 0; asked < 3; asked++) await opened.ask(post(url));
  expect(sockets()).toBe(1);
});

describe('many questions to one service', () => {
  /** Answers after a moment, and with 429 where more than `bears` are under way; tells the most that were. */
  async function busyService(bears: number) {
    const state = { now: 0, most: 0, refused: 0 };
    const started = await service((_request, response) => {
      state.most = Math.max(state.most, ++state.now);
      const isTooMany = state.now > bears;
      if (isTooMany) state.refused++;
      setTimeout(() => {
        state.now--;
        response.writeHead(isTooMany ? 429 : 201).end('there');
      }, 5);
    });
    return { url: started.url, state };
  }
  const askAll = (opened: Transport, url: URL, count: number) =>
    Promise.all(Array.from({ length: count }, async () => (await opened.ask(post(url))).status));

  it('are put eight at a time, and answered all', async () => {
    const { url, state } = await busyService(100);
    expect(new Set(await askAll(transport(), url, 40))).toEqual(new Set([201]));
    expect(state.most).toBe(8);
  });

  it('are put by fewer at a time where it says that it is busy', async () => {
    const { url, state } = await busyService(3);
    const opened = transport({ attempts: 8 });
    await askAll(opened, url, 16);
    // The first eight met a service that bears three.
    expect(state.refused).toBeGreaterThanOrEqual(5);
    state.most = 0;
    await askAll(opened, url, 8);
    expect(state.most).toBeLessThan(8);
  });

  it('wait for nothing where they are cancelled before their turn', async () => {
    const { url, seen } = await service(() => undefined);
    const opened = transport({ timeoutMs: 60_000 });
    const end = new AbortController();
    const all = Array.from({ length: 12 }, () => opened.ask(post(url), end.signal));
    const outcomes = Promise.allSettled(all);
    await expect.poll(() => seen.length).toBe(8);
    end.abort();
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
    expect(seen).toHaveLength(8);
  });
});
