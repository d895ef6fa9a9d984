import type { Confirmation, PinnedBuild, PinnedSigner, Publisher } from '../../../shared/model/publisher.ts';

/** Publishers and their pins, kept in the home folder. */
export interface PublisherService {
  list(): Promise<Publisher[]>;
  /** By name, compared without case. */
  get(name: string): Promise<Publisher | undefined>;
  add(name: string, own?: boolean): Promise<Publisher>;
  remove(name: string): Promise<void>;
  pin(publisher: string, signer: PinnedSigner, confirmed: Confirmation, label?: string): Promise<Publisher>;
  /** Takes away the pins that mean this signer. */
  unpin(publisher: string, signer: PinnedSigner): Promise<Publisher>;
  /** What the pins of a key are called from now on, wherever it is expected; nothing where `label` is empty. */
  relabel(fingerprint: string, label: string): Promise<void>;
  /**
   * Remembers a repository's number, which a verified release of a publisher whom the user named had: from then on another repository
   * that takes its name is somebody else's.
   */
  learnRepositoryId(publisher: string, build: PinnedBuild, repositoryId: string): Promise<void>;
  /** Remembers a stem that a verified release of a publisher whom the user named had (`verdicts.md`, section 1). */
  learnStem(publisher: string, stem: string): Promise<void>;
  /** Remembers whose the repository in this folder of git's is, as the user says; null: nobody's that is known here. */
  setRepository(folder: string, publisher: string | null): Promise<void>;
  export(): Promise<string>;
  /** Moves pins that cannot be read to a name beside them, and gives back that name; undefined where they can be read. */
  setAside(): Promise<string | undefined>;
  /**
   * Adds what `json` holds; pins that are there keep their own confirmation. Throws `malformed`. Only with `backup` (the user's own
   * backup) are confirmations, learned stems and the mark of one's own publisher taken over; another's list is hearsay.
   */
  import(json: string, options?: { backup?: boolean }): Promise<Publisher[]>;
}
