/** Who signed with Sigstore, and whom a pin means, in words. */
export const SIGNER = {
  signer: {
    tag: 'Built by {{builder}} from {{repository}}, tag {{ref}}',
    branch: 'Built by {{builder}} from {{repository}}, branch {{ref}}',
    /** Whoever proposes a change can make such a build: it must not sound like the project's own. */
    pull: 'Built by {{builder}} from {{repository}}, for a change that anybody can propose ({{ref}})',
    ref: 'Built by {{builder}} from {{repository}}, {{ref}}',
    build: 'Built by {{builder}} from {{repository}}',
    login: '{{identity}}, logged in with {{issuer}}',
    vouched: '{{identity}}, vouched for by {{issuer}}',
    instance: 'Vouched for by the Sigstore {{instance}}, not by the public one.',
    anyTag: 'Builds from {{repository}} by {{workflow}} for any tag, on {{builder}}',
    oneBranch: 'Builds from {{repository}} by {{workflow}} for the branch {{ref}}, on {{builder}}',
    pattern: 'Everybody who fits {{identity}}, vouched for by {{issuer}}',
  },
} as const;
