/** What an in-toto statement says, for words. Everything in it is the signer's own claim. */
export interface StatementSummary {
  predicateType: string;
  kind: 'provenance' | 'spdx' | 'cyclonedx' | 'other';
  /** SLSA provenance: where the artifact was built from, and by what. */
  provenance?: {
    repository?: string;
    commit?: string;
    ref?: string;
    workflow?: string;
    builder?: string;
    invocation?: string;
  };
  /** SPDX and CycloneDX: the document's version, its name and how many parts it lists. */
  parts?: { format: string; name?: string; count: number };
  /** How many artifacts it speaks of. */
  subjects: number;
}
