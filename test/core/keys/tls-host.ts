import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { Agent } from 'node:https';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An https server on loopback that stands for several host names, and an agent that finds it by them. */
export interface TlsHost {
  /** Trusts the host's authority and connects its names to it; other names do not exist. */
  agent: Agent;
  /** The same way there, but trusts no authority of ours: every certificate looks forged. */
  distrusting: Agent;
  /** `host + path` of each request that arrived. */
  seen: string[];
  close(): Promise<void>;
}

/** Starts a server with a certificate for `names`, made by a throw-away authority; one for no days has expired after a second. */
export async function startTlsHost(names: readonly string[], answer: RequestListener, days = 2): Promise<TlsHost> {
  const folder = mkdtempSync(join(tmpdir(), 'c2-tls-'));
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  openssl('req', '-x509', ...newKey, '-keyout', at('ca.key'), '-out', at('ca.pem'), '-subj', '/CN=Test authority');
  openssl('req', ...newKey, '-keyout', at('host.key'), '-out', at('host.csr'), '-subj', `/CN=${names[0]!}`);
  writeFileSync(at('ext'), `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`);
  const authority = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', String(days)];
  openssl('x509', '-req', '-in', at('host.csr'), ...authority, '-extfile', at('ext'), '-out', at('host.pem'));
  const seen: string[] = [];
  const options = { key: readFileSync(at('host.key')), cert: readFileSync(at('host.pem')) };
  const server = createServer(options, (request, response) => {
    seen.push(`${request.headers.host ?? ''}${request.url ?? ''}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const ca = readFileSync(at('ca.pem'));
  rmSync(folder, { recursive: true });

  const agentWith = (trusted: Buffer | undefined) => {
    const agent = new Agent({ keepAlive: false });
    agent.createConnection = (wanted: { host?: string | null }, ready) => {
      const host = wanted.host ?? '';
      if (!names.includes(host)) {
        const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
        queueMicrotask(() => ready?.(error, null as never));
        return undefined;
      }
      return connect({ host: '127.0.0.1', port, servername: host, ...(trusted && { ca: trusted }) });
    };
    return agent;
  };
  return {
    agent: agentWith(ca),
    distrusting: agentWith(undefined),
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
