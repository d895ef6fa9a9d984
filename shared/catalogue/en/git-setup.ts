/** Setting git up for signing, on the Settings screen. */
export const GIT_SETUP = {
  gitSetup: {
    title: 'Git',
    text: 'Git itself can sign with a key that is here, or by a login in the browser. Then git commit and git tag do it as usual, in every repository on this computer, and git log --show-signature reads it.',
    absentTitle: 'Git is not installed',
    absentText:
      'Install git 2.34 or newer, and look again. Most systems have it among their packages, and its own page has it for all of them.',
    get: 'Open git’s page',
    look: 'Look again',
    none: 'Git does not sign yet.',
    ours: 'Git signs with {{key}}. You set that up here on {{date}}.',
    changed: 'You set git up here for {{key}} on {{date}}, and it was changed since.',
    changedText:
      'As long as that is so, nothing is undone here. Put the marked settings back, or set git up again, which replaces them.',
    theirs: 'Git is set up for signing, but not by this app.',
    theirsText: 'You can set it up here even so. What is there now comes back with Undo.',
    settings: 'Git’s settings for signing',
    changedMark: 'changed since',
    fromFile: 'from {{file}}',
    elsewhere:
      'Some of these come from another file than your own settings. Git takes what it reads last: if it does not sign as you set it up here, look there.',
    start: 'Set git up …',
    another: 'Set up anew …',
    key: 'Sign with',
    kind: { openpgp: 'OpenPGP key', gnupg: 'GnuPG’s key', ssh: 'SSH key', 'ssh-agent': 'the SSH agent’s key' },
    option: '{{name}} ({{kind}}, {{end}})',
    noKeys: 'There is no key here that git could sign with.',
    makeKey: 'Make a key',
    noHelper:
      'Keys that this app keeps, and the login in the browser, are left out: on Windows git cannot ask this app. Countersign’s command line can set that up (countersign git setup).',
    commits: 'Sign every commit',
    commitsText: 'Without it, only git commit -S signs.',
    tags: 'Sign every tag',
    tagsText: 'Without it, only git tag -s signs.',
    login: {
      option: 'No key: a login in the browser each time',
      ours: 'Git signs by a login in the browser, vouched for by {{instance}}. You set that up here on {{date}}.',
      changed:
        'You set git up here on {{date}} for a login in the browser, vouched for by {{instance}}, and it was changed since.',
      title: 'What signing by a login means',
      public:
        'With each signature it becomes public for ever who logged in (the e-mail address or the account), when, and the digest of the commit or tag. Its text and your files do not become public.',
      private:
        'With each signature it stays for ever in the logs of {{instance}}, for all who may read them, who logged in (the e-mail address or the account), when, and the digest of the commit or tag. Its text and your files do not.',
      hosts:
        'GitHub and GitLab show such commits and tags as Unverified: they do not know certificates of Sigstore. Whoever checks them with Countersign or gitsign sees who signed.',
      asks: 'Each time the browser opens, or a code is shown where there is none. Then what becomes public is shown in the terminal where git runs, and you are asked. Ctrl+C there ends it, and so do five minutes without a login; nothing is signed then.',
      editor:
        'Editors that run git have no terminal to ask in. Sign once in a terminal and answer with a: then nobody asks in that repository again.',
      never: 'Repositories in a folder that is listed here under Never public are refused.',
      publisher:
        'A login is no key of yours. For git to call what you sign by it good, choose a publisher for whom you expect this login; say that first, under Publishers.',
      commits: 'Every commit then wants a login. Without it, only git commit -S asks for one.',
      tags: 'Every tag then wants a login. Without it, only git tag -s asks for one.',
    },
    publisher: 'Whom git calls good',
    publisherNone: 'Only my own keys',
    publisherText: 'With a publisher, those too whom you expect for it.',
    counting: 'Git calls those good whom you expect for {{publisher}}, and your own keys.',
    publisherOnly: 'Git’s settings stay as they are. Only whom git calls good changes.',
    publisherDo: 'Save that',
    commands: 'These commands run',
    same: 'Git has these settings already.',
    launcher:
      'Git then asks this app for each signature. How it gets here stands in a small file, which is written first:',
    allowedOurs: 'Git knows by this line whose key it is. It is added to your list of allowed signers:',
    allowedTheirs:
      'Your own list of allowed signers stays as it is. Add this line to it, so that git knows whose key it is:',
    replaced_one: 'This replaces a setting. Undo brings it back:',
    replaced_other: 'This replaces {{count}} settings. Undo brings them back:',
    run: 'Run these commands …',
    runSure: 'Change git’s settings for every repository on this computer?',
    runYes: 'Run them',
    done: {
      setUp: 'Git is set up. Now git commit -S and git tag -s sign as usual.',
      undone: 'Git’s settings are again as they were before.',
    },
    undo: 'Undo …',
    undoSure: 'These commands run, and git’s settings are again as they were before:',
    undoNothing: 'Git’s settings are as they were before already. Only what is noted here goes.',
    undoYes: 'Undo it',
    only: 'Set up for one repository alone',
    use: 'Use with git …',
  },
} as const;
