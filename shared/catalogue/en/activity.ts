/** The Activity screen. */
export const ACTIVITY = {
  activity: {
    none: 'Nothing has run yet.',
    notRemembered:
      'What you see stands, but it could not be written into Activity. The next check will not know of it.',
    signed: 'Signed',
    more: 'Show older',
    back: 'All activity',
    again: 'Check again',
    clear: 'Clear the list …',
    clearSure: 'The list is emptied. Files and keys stay.',
    clearYes: 'Yes, clear it',
  },
} as const;
