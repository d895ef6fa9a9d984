import type { Artifact } from '../../../shared/model/artifact.ts';
import type { JudgedSignature, ManifestFinding } from '../../../shared/model/result.ts';

/** How one link is: it `holds`, it is `weak`, it is `open` (nothing closes it yet), it is `broken`, or it comes `after` one of the last two. */
export type LinkState = 'holds' | 'weak' | 'open' | 'broken' | 'after';

/** One link between the file and the reason to expect its signer. */
export type ChainLink = { state: LinkState } & (
  | { kind: 'file'; artifact: Artifact }
  | { kind: 'digest'; artifact: Artifact }
  | { kind: 'manifest'; manifest: ManifestFinding | undefined }
  | { kind: 'signature'; signature: JudgedSignature | undefined }
  | { kind: 'key'; signature: JudgedSignature | undefined }
  | { kind: 'certificate'; signature: JudgedSignature }
  | { kind: 'identity'; signature: JudgedSignature }
  | { kind: 'log'; signature: JudgedSignature }
  | { kind: 'expected'; signature: JudgedSignature | undefined }
);
