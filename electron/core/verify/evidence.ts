import type { Artifact } from '../../../shared/model/artifact.ts';
import type { Seen } from '../../../shared/seen.ts';
import type { ManifestFinding } from '../../../shared/model/result.ts';
import type { Signer } from '../../../shared/model/signer.ts';
import type { SignerRule } from '../../../shared/signer-rule.ts';
import type { SignatureFinding } from './finding.ts';

/** What one manifest says about one artifact. */
export interface ListEvidence {
  path: string;
  name: string;
  line: 'matches' | 'mismatch' | 'absent' | 'malformed';
  /** Why it is malformed, in words. */
  problem?: Seen;
  /** The line's digest algorithm in the field's spelling (`SHA-256`). */
  method?: string;
  /** MD5 or SHA-1. */
  weak: boolean;
  /** The name in the list, where the file was found by its digest. */
  listedName?: string;
  signatures: SignatureFinding[];
  finding?: ManifestFinding;
}

/** A tag under another name than its own. */
export interface Renamed {
  /** The name in the tag. */
  tag: string;
  /** The same object stands in the repository under its own name too. */
  isAlsoOwn: boolean;
}

/** Everything that was found about one thing that was asked. */
export interface Evidence {
  artifact: Artifact;
  /** `in-folder`: found in a folder that was asked. `manifest`: the manifest itself and all that it lists is asked. */
  asked: 'artifact' | 'in-folder' | 'manifest' | 'digest' | 'signature' | 'tag' | 'commit';
  /** Signatures over the artifact itself. */
  signatures: SignatureFinding[];
  lists: ListEvidence[];
  /** A digest that the user pasted for this artifact. */
  claim?: { method: string; weak: boolean; matches: boolean };
  /** For a manifest that is asked: what of its files was found. */
  whole?: ManifestFinding & { weak: boolean; method: string };
  /** For a manifest that is asked: the stems of the names that it lists. */
  listedStems?: string[];
  /** The artifact that a signature named after this one really fits. */
  signatureBelongsTo?: string;
  /** A signature beside it that covers the unpacked file (`linux-6.1.tar.sign` beside `linux-6.1.tar.xz`). */
  coversUnpacked?: { signature: string; other: string };
  /** For a signature whose artifact is not here: the signature's file name. */
  signatureName?: string;
  /** For a tag: the name that was signed, where that is not the one that it stands under. */
  renamed?: Renamed;
  /** Files of an asked folder that no list names, or that were left out. */
  unlisted?: string[];
  /** Why the artifact could not be checked at all. */
  problem?: Seen;
}

/** A signer who is expected. `since` is when that was confirmed, RFC 3339. */
export type ExpectedSigner = SignerRule & { label?: string; since?: string };

/** Who is expected, and what is remembered: everything beside the evidence that a verdict depends on. */
export interface Expectations {
  /** Absent: nobody is expected for this check. `publisher` is absent where keys were named for this call only. */
  expected?: { publisher?: string; own: boolean; signers: ExpectedSigner[] };
  /** The publishers for whom a signer is pinned. */
  elsewhere: (signer: Signer) => readonly string[];
  /** How many different expected signers are wanted. */
  threshold: number;
  /** A file given by the user for this check that could not be used. */
  unusable?: { input: string; problem: Seen };
  /** When a signature was first checked here, by its digest, RFC 3339. */
  seen: Record<string, string>;
  /** The name of this publisher's newest artifact that was verified here. */
  lastVerifiedName?: string;
}
