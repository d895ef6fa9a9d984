/** The Publishers screen. */
export const PUBLISHERS = {
  publishers: {
    text: 'Whose releases you check, and whom you expect to sign them.',
    none: 'Nobody yet',
    noneText: 'A publisher is somebody whose releases you check: a project, a company or a person.',
    ways: {
      check: {
        title: 'Check a download',
        text: 'Compare its signer with the project’s own page once. From then on its releases are recognised.',
      },
      add: { title: 'Add a name', text: 'Write it below, then say which key signs its releases.' },
      own: {
        title: 'Make a key',
        text: 'Say whose releases it will sign, and your own files are recognised as yours.',
      },
    },
    name: 'Project or person',
    add: 'Add a publisher',
    own: 'Yours',
    pins_zero: 'No signer confirmed',
    pins_one: '{{count}} signer expected',
    pins_other: '{{count}} signers expected',
    since: 'since {{date}}',
    expected: 'Expected signers',
    noPins: 'No signer is confirmed yet, so nothing from this publisher can be verified.',
    noKeys: 'There is no other key here. Add the signer’s key first.',
    toKeys: 'Open Keys',
    pin: 'Expect a signer',
    pinWhy:
      'Anybody can make a key with any name. The fingerprint on the project’s own page tells the right one from all others.',
    pinIdentity: 'Somebody who signs with Sigstore, without a key',
    pinKey: 'Key',
    pinChoose: 'Choose a key …',
    keysOf: { unexpected: 'Not expected for anybody', elsewhere: 'Expected for another publisher' },
    compared: 'What is compared',
    unpin: 'Stop expecting {{name}} …',
    unpinSure: 'Files signed by this signer will no longer be verified for this publisher.',
    unpinYes: 'Yes, no longer expect it',
    remove: 'Remove this publisher',
    removeSure_zero: 'It is forgotten. No signer was confirmed for it.',
    removeSure_one: 'Its signer is forgotten too; its releases are no longer verified until you compare it again.',
    removeSure_other:
      'Its {{count}} signers are forgotten too; its releases are no longer verified until you compare them again.',
    removeYes: 'Yes, remove it',
    how: {
      pasted: 'Compared with the project’s page on {{date}}',
      wkd: 'Found the same at the domain of the address on {{date}}',
      'own-key': 'Your own key, since {{date}}',
      'command-line': 'Confirmed on the command line on {{date}}',
      import: 'Imported on {{date}}',
    },
    proposals: 'Trusted in GnuPG',
    proposalsText:
      'You trust these keys in GnuPG. Nothing is taken over unasked: compare each with its project’s page.',
    proposalExpect: 'Expect for a publisher …',
  },
} as const;
