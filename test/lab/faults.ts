/** The lab's services; the spares are second ones with keys of their own, for whoever falls back on them. */
export type ServiceName =
  | 'oidc'
  | 'fulcio'
  | 'ctlog'
  | 'rekor1'
  | 'rekor2'
  | 'timestamp'
  | 'fulcioSpare'
  | 'rekor1Spare'
  | 'rekor2Spare'
  | 'timestampSpare';

/** The lies that each kind of service can tell; all else in the answer stays as it should be. */
export interface Forgeries {
  /** `key`: signed by a stranger; `nonce`, `audience`, `issuer`: another one in the token; `lapsed`: over since a minute. `state`, `no-state`: in the redirect to the client. */
  oidc: 'key' | 'nonce' | 'audience' | 'issuer' | 'lapsed' | 'state' | 'no-state';
  /** `public-key`: for another key; `identity`, `issuer`: for somebody else; `ca`: by an unknown authority of the same name; `sct`: by an unknown log with a known ID; `lapsed`: over already. */
  fulcio: 'public-key' | 'identity' | 'issuer' | 'ca' | 'sct' | 'no-sct' | 'lapsed';
  ctlog: 'key';
  /** `promise`, `checkpoint`: signed by a stranger; `proof`: hashes that lead elsewhere; `root`: another root beside the proof; `entry`: somebody else's entry; `log`: another log's ID; `no-proof`: the promise alone. */
  rekor1: 'promise' | 'checkpoint' | 'proof' | 'root' | 'entry' | 'log' | 'no-proof';
  rekor2: 'checkpoint' | 'proof' | 'root' | 'entry' | 'log' | 'no-proof';
  /** `key`: by an unknown authority of the same name; `digest`: over other bytes; `nonce`: another one; `time`: a year ago; `refused`: a well-formed refusal. */
  timestamp: 'key' | 'digest' | 'nonce' | 'time' | 'refused';
}

/** The kind of a service: a spare lies as the first one does. */
export type KindOf<S extends ServiceName> = S extends `${infer K}Spare` ? K & keyof Forgeries : S & keyof Forgeries;

/** What may go wrong with an answer. */
export type Fault<S extends ServiceName = ServiceName> =
  /** No answer, the connection stays open. */
  | { kind: 'stall' }
  /** The connection ends without an answer, or in the middle of one. */
  | { kind: 'cut'; after?: 'nothing' | 'half' }
  /** An answer that takes its time. */
  | { kind: 'slow'; ms: number }
  /** This status in place of an answer; nothing was done. */
  | { kind: 'status'; status: number; body?: string; headers?: Record<string, string> }
  /** The service does its work, and the answer is lost: the next try meets what is already there (409 at a log). */
  | { kind: 'lost' }
  /** These bytes with a good status. */
  | { kind: 'nonsense'; body: string }
  | { kind: 'forge'; what: Forgeries[KindOf<S>] };

interface Planned {
  fault: Fault;
  times: number;
  /** Only for requests whose path begins so. */
  path: string;
}

/** The faults that are planned for one service: the first that fits strikes, as often as was wanted. */
export class FaultPlan {
  #planned: Planned[] = [];

  add(fault: Fault, times: number, path: string): void {
    this.#planned.push({ fault, times, path });
  }

  clear(): void {
    this.#planned = [];
  }

  take(path: string): Fault | null {
    const found = this.#planned.find((one) => path.startsWith(one.path));
    if (found === undefined) return null;
    found.times--;
    if (found.times <= 0) this.#planned = this.#planned.filter((one) => one !== found);
    return found.fault;
  }
}
