/** The Repositories screen around its cards. */
export const REPOSITORIES = {
  repositories: {
    emptyTitle: 'Drop a repository here',
    emptyText: 'You then read which tags and commits are signed, by whom, and whether that is who it should be.',
    choose: 'Choose a folder …',
    steps: {
      clone: {
        title: 'Clone it as usual',
        text: 'Any git folder will do: a worktree, a bare copy or a submodule.',
      },
      drop: {
        title: 'Drop its folder here',
        text: 'Looking changes nothing and runs nothing from it, and nothing leaves this computer.',
      },
      read: {
        title: 'Say whose it is',
        text: 'Then a signer whom you expect turns its tags and commits green, and a stranger never does.',
      },
    },
    another: 'Open another …',
    again: 'Read again',
    asFiles: 'Check its files instead',
    isFolder: 'You dropped a repository, so here are its tags and commits.',
    whose: 'This repository should come from',
    unsaid: 'not chosen',
    kind: { worktree: 'Repository', linked: 'Linked worktree', bare: 'Bare repository' },
    sha256: 'SHA-256 object IDs',
    shallow: 'A shallow copy: older commits are not here, and are not checked.',
    lists: 'What is shown',
    list: { tags: 'Tags', commits: 'Commits' },
    unsigned_one: '{{count}} not signed',
    unsigned_other: '{{count}} not signed',
    waiting_one: '{{count}} not checked yet',
    waiting_other: '{{count}} not checked yet',
    none: { tags: 'There are no tags here.', commits: 'There are no commits here.' },
    noneShown: 'Nothing here matches.',
    state: {
      verified: 'Genuine',
      untrusted: 'Not confirmed',
      invalid: 'Do not trust',
      incomplete: 'Not proven',
      unsigned: 'Not signed',
      waiting: 'Not checked yet',
    },
    by: '{{state}}: {{who}}',
    filter: 'Show by state',
    everything: 'All',
    search: 'Find by name, words or person',
    found_one: '{{count}} found',
    found_other: '{{count}} found',
    rows: { tags: 'Tags, the newest first', commits: 'Commits, the newest first' },
    reading: 'Reading the repository',
    checking: 'Checking signatures',
    checked_one: '{{done}} of {{count}} checked',
    checked_other: '{{done}} of {{count}} checked',
    cancelled: 'You stopped this. What was not checked by then says so.',
    chooseRow: 'Choose a tag or commit to read who signed it, and how we know.',
    opening: 'Checking it …',
    chosen: 'The chosen tag or commit',
    made: '{{date}}, by {{who}}',
    madeUndated: 'By {{who}}',
    object: 'Object ID',
    saysGit: 'Git’s letter',
    letter: {
      G: 'Good, by a signer who is expected.',
      B: 'Bad.',
      U: 'Good, by a signer whom nobody has confirmed.',
      X: 'Good, but it has expired.',
      Y: 'Good, by a key that has expired.',
      R: 'Good, by a key that was revoked.',
      E: 'It can’t be checked.',
      N: 'No signature.',
    },
  },
  /** The first word of a card about a tag or a commit that is not green. */
  nowGit: { wait: 'Don’t rely on it yet.', never: 'Don’t use it.' },
  adviceGit: {
    fetchAgain: 'Fetch it again from the project’s own repository, or clone that anew.',
    openAgain: 'Open that copy here.',
    keepOld: 'Keep what you have: the project may want to see it.',
    lookForNewer: 'Fetch the project’s newest tags, and look at those.',
    newKeyPage: 'Look on the project’s own page for its new key.',
    tellThem:
      'If it is the same again, tell the project what you saw. Under “How we know” you can keep a record for them.',
    tellWhat: 'Tell the project what you saw. Under “How we know” you can keep a record for them.',
    lookAtClock: 'This computer says that today is {{nowAt}}. Compare its date and time with another clock.',
    clockWrong: 'If it is wrong, set it right and check again.',
    clockRight: 'If it is right, ask the project. Don’t set the clock ahead.',
    askThem: 'Ask the project which of its tags are signed, and by whom.',
  },
  chainGit: { tag: 'The tag', commit: 'The commit', object: 'Its ID, made of its content' },
  linkGit: { noSignature: 'There is none.', broken: 'The object breaks the rules of git.' },
  /** Looking a signature up in a log. */
  askLog: {
    tells:
      'This asks {{log}} over the network, and other logs of the same Sigstore if it has nothing. They learn the signer’s certificate, which says who that is, and your network address.',
    nothingElse:
      'Nothing else of the repository is sent. If the log has the signature, the certificate stands there in public already.',
    do: 'Ask the log',
    asking: 'The log is being asked …',
    openFirst: 'Open the repository under Repositories to look it up in the log.',
  },
  /** On the card of a tag or a commit, in place of the same words for files. */
  cardGit: {
    unchangedMeaning: 'Whether it is, to the last byte, what was signed.',
    unchangedNo: 'No. It is not what was signed.',
    hiddenInName: 'This name holds hidden characters, shown here as boxes. They can make it look like another name.',
  },
  compareGit: {
    how: 'Open the project’s own website by an address that you know, not by a link that stands in the repository. Copy the whole fingerprint of its signing key there, and paste it here.',
    publisher: 'Whose repository is it?',
  },
  identityGit: {
    how: 'Open the project’s own website by an address that you know, not by a link that stands in the repository. Copy what it says about who signs its tags and commits, or its whole command for checking them, and paste it here.',
    different:
      'Stop: it is not the same. This was not signed by whom the project’s page names. Don’t use it, and look at the page’s address again.',
    'not-a-release':
      'It was signed not for the project itself but for a change that anybody can propose. Don’t use it.',
    'built-for-branch':
      'It is the right repository, but this was signed for one of its branches, and the page does not say so. If the page names this branch, choose “It names a repository” and enter it.',
  },
  sayWhetherGit: {
    where: 'Where did you get this repository?',
    wrongYes:
      'Say yes only if you cloned it from there: after a wrong yes, all of it is judged by whom you expect for {{elsewhere}}.',
    unknownThen: 'Then don’t use it. Look where the project says that its repository is, and get it from there.',
  },
} as const;
