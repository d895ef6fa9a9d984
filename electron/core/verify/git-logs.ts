import type { AskLog } from '../sigstore/gitsign/judge-logged.ts';
import type { LogEntry } from '../sigstore/content.ts';
import type { Transport, TransportOptions } from '../sigstore/services/transport.ts';

/** Asks logs for certificates, each once in a run: whoever signs ten commits within minutes does so by one certificate. */
export interface GitLogs {
  ask: AskLog;
  close: () => void;
}

/** Loads what asking takes when the first is asked. */
export function openGitLogs(options: TransportOptions, signal: AbortSignal | undefined): GitLogs {
  let opened: Promise<Transport> | undefined;
  const asked = new Map<string, Promise<LogEntry[]>>();
  const askOnce = async (address: string, certificate: Buffer): Promise<LogEntry[]> => {
    const [{ findInV1 }, { openTransport }] = await Promise.all([
      import('../sigstore/services/find-in-log-v1.ts'),
      import('../sigstore/services/transport.ts'),
    ]);
    opened ??= Promise.resolve(openTransport(options));
    return findInV1(address, certificate, await opened, signal);
  };
  return {
    ask: (address, certificate) => {
      const id = `${address} ${certificate.toString('base64')}`;
      const answer = asked.get(id) ?? askOnce(address, certificate);
      asked.set(id, answer);
      return answer;
    },
    close: () => {
      void opened?.then((transport) => transport.close());
    },
  };
}
