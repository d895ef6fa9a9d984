import type { CheckResult, ManifestFinding } from '../../../shared/model/result.ts';

/** A result with the fields that the command line prints, in its order; what is absent is left out. */
export function resultJson(result: CheckResult): Record<string, unknown> {
  const { verdict, artifact, publisher, signatures, manifest, evidence, notes, summary, nextStep } = result;
  return {
    verdict,
    artifact: { path: artifact.path ?? artifact.name, size: artifact.size, digests: artifact.digests },
    publisher,
    signatures: signatures.map(
      ({ format, path, result: found, signer, signedAt, dateProvenBy, expected, notes: own }) => ({
        format,
        path,
        result: found,
        signer,
        signedAt,
        dateProvenBy,
        expected,
        notes: own,
      }),
    ),
    manifest: manifest && manifestJson(manifest),
    evidence: evidence.map(({ check, outcome, detail }) => ({ check, outcome, detail })),
    notes,
    summary,
    nextStep,
  };
}

function manifestJson({ path, listed, matched, missing, mismatched, unlisted }: ManifestFinding): ManifestFinding {
  return { path, listed, matched, missing, mismatched, unlisted };
}
