import type { AskLog } from '../sigstore/gitsign/judge-logged.ts';
import type { LogEntry } from '../sigstore/content.ts';
import type { Transport, TransportOptions } from '../sigstore/services/transport.ts';

/** Asks logs for certificates, each once in a run: whoever signs ten commits within minutes does so by one certificate. */
export interface GitLogs {
  ask: AskLog;
  close: () => void;
}

/** The entries that logs were found to have, by the log and the certificate: whoever asked once need not ask again. */
export type KnownEntries = Map<string, LogEntry[]>;

/** Answers by what is known already, and asks nobody. */
export function askKnown(known: KnownEntries): AskLog {
  return (address, certificate) => Promise.resolve(known.get(idOf(address, certificate)));
}

const idOf = (address: string, certificate: Buffer): string => `${address} ${certificate.toString('base64')}`;

/** Loads what asking takes when the first is asked. What is found is added to `known`. */
export function openGitLogs(options: TransportOptions, signal: AbortSignal | undefined, known?: KnownEntries): GitLogs {
  let opened: Promise<Transport> | undefined;
  const asked = new Map<string, Promise<LogEntry[]>>();
  const askOnce = async (address: string, certificate: Buffer): Promise<LogEntry[]> => {
    const [{ findInV1 }, { openTransport }] = await Promise.all([
      import('../sigstore/services/find-in-log-v1.ts'),
      import('../sigstore/services/transport.ts'),
    ]);
    opened ??= Promise.resolve(openTransport(options));
    const found = await findInV1(address, certificate, await opened, signal);
    if (found.length > 0) known?.set(idOf(address, certificate), found);
    return found;
  };
  return {
    ask: (address, certificate) => {
      const id = idOf(address, certificate);
      const answer = asked.get(id) ?? askOnce(address, certificate);
      asked.set(id, answer);
      return answer;
    },
    close: () => {
      void opened?.then((transport) => transport.close());
    },
  };
}
