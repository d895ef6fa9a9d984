/** The help beside the content: its frame and its question marks. The texts themselves stand in docs. */
export const HELP = {
  help: {
    title: 'Help',
    about: 'Help: {{what}}',
    back: 'Back',
    all: 'All topics',
    close: 'Close the help',
    topics: {
      overview: 'All topics',
      'check-a-download': 'Check a download',
      'find-a-signature': 'Find the signature on a download page',
      'compare-a-fingerprint': 'Compare a fingerprint',
      verdicts: 'What each verdict means',
      'what-genuine-does-not-mean': 'What a green verdict does not mean',
      'sign-a-release': 'Sign a release',
      'what-is-stored': 'What is stored, and where',
      'move-to-another-machine': 'Backups, and moving to another computer',
      'keyboard-and-gestures': 'Keyboard and gestures',
    },
    names: {
      threeLines: 'the three lines',
      thisVerdict: 'this verdict, and what to do now',
      lookUp: 'looking up a key',
      signOptions: 'what to write',
      instructions: 'what your users need',
      life: 'how long a key holds',
      backup: 'the backup',
      revocation: 'the revocation certificate',
      publisher: 'what a publisher is',
    },
  },
} as const;
