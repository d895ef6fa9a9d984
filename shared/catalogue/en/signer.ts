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
  identity: {
    how: 'Open the project’s own website by an address that you know, not by a link that came with the file. Copy what it says about who signs its releases, or its whole command for checking them, and paste it here.',
    warning:
      'Anybody can log in with an address of their own, or make a repository with a name that looks alike. Only the exact identity counts.',
    publisherHint: 'The project, as you call it',
    way: 'How the project’s page says it',
    ways: {
      pasted: 'It says it in words',
      together: 'It names a repository',
    },
    paste: 'What the project’s page says',
    pasteHint: 'An identity with its issuer, or a command such as cosign verify-blob …',
    host: 'Built on',
    hosts: {
      github: 'GitHub Actions',
      gitlab: 'GitLab',
    },
    repository: 'Repository',
    repositoryHint: 'As in org/repo, from the project’s own page',
    workflow: 'Workflow',
    workflowHint: {
      github: 'Such as release.yml',
      gitlab: 'Such as .gitlab-ci.yml',
    },
    refs: 'Built for',
    kinds: {
      tags: 'Any tag (releases)',
      branch: 'One branch',
    },
    branch: 'Branch',
    take: 'Expect this signer',
    pinned: 'This signer is expected from now on.',
    answer: {
      different:
        'Stop: it is not the same. The file was not signed by whom the project’s page names. Don’t open it, and look at the page’s address again.',
      none: 'We found no identity in it. Paste the project’s sentence or command whole.',
      several: 'It names more than one. Paste only the one that signs its releases.',
      'no-issuer':
        'It does not say who vouches for this identity. Paste that too; it is an address such as https://accounts.google.com.',
      'loose-pattern': 'It leaves open who exactly signs. Paste a whole identity, or name the repository.',
      'needs-repository': 'This workflow signs for everybody who uses it. Name the project’s repository instead.',
      'not-a-release': 'It was not built for a release but for a change that anybody can propose. Don’t open it.',
      'built-for-branch':
        'It is the right repository, but this file was built for one of its branches, and the page does not say that releases are built for a branch. Look for the release itself. If the page names this branch, choose “It names a repository” and enter it.',
      'no-workflow':
        'It names a repository, but not the workflow that builds its releases. Choose “It names a repository” and enter both.',
    },
  },
} as const;
