/** The folder that the programs are kept in. */
export function peersFolder(): string;
/** Whether the programs can be had here: null, or why not. */
export function whyNoPeers(): string | null;
/** Makes sure of every program; gives their paths, sigstore for Python's empty where this machine cannot install it. */
export function ensurePeers(
  tell: (line: string) => void,
): Record<'fulcio' | 'rekor' | 'timestamp' | 'cosign' | 'sigstorePython', string>;
