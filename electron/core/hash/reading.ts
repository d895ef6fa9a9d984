/** A digest algorithm by the name that OpenPGP and coreutils share. `ripemd160` and `md5` are read, never made. */
export type DigestAlgorithm =
  'md5' | 'sha1' | 'ripemd160' | 'sha224' | 'sha256' | 'sha384' | 'sha512' | 'sha3-256' | 'sha3-512' | 'blake2b512';

/** A hash wanted from a read: over the bytes as they are, or over the text with its line ends made CRLF (RFC 9580, section 5.2.1.2). */
export interface Wanted {
  algorithm: DigestAlgorithm;
  text?: boolean;
}

/** The hashes wanted from a read. As a function where it takes some work to know them: it is called for large files only. */
export type WantedHashes = readonly Wanted[] | (() => readonly Wanted[]);

/** What is told while a file is read. */
export type OnBytes = (bytesDone: number, bytesTotal: number) => void;

/**
 * One finished read of one file, off the main thread, whose hash states are kept until `close`, so that a signature's own
 * trailer can be hashed behind the same bytes as often as needed without reading the file again.
 */
export interface Reading {
  readonly path: string;
  readonly size: number;
  /** True where a NUL byte was seen: then it is not text. */
  readonly hasNul: boolean;
  /** All bytes of a small file, as they were read. */
  readonly bytes?: Uint8Array;
  /**
   * The digest of the file's bytes followed by `suffix`. Throws `internal` for a hash that the read of a large file was not asked for; a
   * small one's bytes are at hand.
   */
  digest(wanted: Wanted, suffix?: Uint8Array): Promise<Uint8Array>;
  /** Throws `changed-while-read` where the file's size, times or inode are no longer those of the read. */
  assertUnchanged(): Promise<void>;
  close(): void;
}

/** Reads files and hashes them on worker threads, as many at once as there are cores. */
export interface Hasher {
  /**
   * Opens (refusing devices, FIFOs and sockets: `not-a-file`), reads once and feeds every hash wanted.
   * Throws `changed-while-read` where the file changed meanwhile, `cancelled` on abort.
   */
  read(path: string, wanted: WantedHashes, options?: { signal?: AbortSignal; onBytes?: OnBytes }): Promise<Reading>;
  /** Ends the threads. */
  close(): Promise<void>;
}
