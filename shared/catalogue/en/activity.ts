/** The Activity screen. */
export const ACTIVITY = {
  activity: {
    none: 'Nothing has run yet',
    notRemembered:
      'What you see stands, but it could not be written into Activity. The next check will not know of it.',
    noneText: 'What you check and sign is listed here with its outcome, and can be opened and checked again.',
    toVerify: 'Check a download',
    toSign: 'Sign a release',
    find: 'Find by name',
    show: 'Show',
    wanted: { all: 'Everything', signed: 'What was signed' },
    noneFound: 'Nothing here has that name.',
    outcome: {
      signed: 'Signed',
      partly: 'Partly signed',
      stopped: 'Stopped',
      pending: 'Not yet logged',
      takenBack: 'Taken back',
    },
    more: 'Show older',
    back: 'All activity',
    again: 'Check again',
    clear: 'Clear the list …',
    clearSure: 'The list is emptied. Files and keys stay.',
    clearYes: 'Yes, clear it',
  },
} as const;
