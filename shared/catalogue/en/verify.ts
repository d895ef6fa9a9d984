/** The Verify screen around its cards. */
export const VERIFY = {
  verify: {
    emptyTitle: 'Drop a download here',
    emptyText: 'You then read who made it, and whether anybody has changed it since.',
    chooseFiles: 'Choose files …',
    chooseFolder: 'Choose a folder …',
    steps: {
      fetch: {
        title: 'Fetch its signature, too',
        text: 'On the download page, look for a small file that ends in .asc, .sig or .sigstore.json, or for a list such as SHA256SUMS with one.',
      },
      drop: {
        title: 'Drop both here',
        text: 'A folder works, too, and so does pasting. What lies beside a file is found by itself.',
      },
      read: {
        title: 'Read one sentence',
        text: 'It says whether to open the file, and what to do next. Nothing leaves this computer.',
      },
    },
    newCheck: 'New check',
    addFiles: 'Add files …',
    checkAgain: 'Check again',
    publisher: 'These files should come from',
    publisherUnsaid: 'not chosen',
    publisherRecognised: '{{publisher}} (as last time)',
    cancelled: 'You stopped this check.',
    cancelledSome: 'What had been looked at by then is below. Nothing was changed.',
    cancelledNone: 'No file had been looked at by then. Nothing was changed.',
    nothingTitle: 'There was nothing here to look at.',
    nothing: 'Signatures and keys alone say nothing about a file. Add the file that you want to check.',
  },
  summary: {
    count: {
      verified_one: '{{count}} genuine',
      verified_other: '{{count}} genuine',
      invalid_one: '{{count}} not to be trusted',
      invalid_other: '{{count}} not to be trusted',
      untrusted_one: '{{count}} not confirmed',
      untrusted_other: '{{count}} not confirmed',
      incomplete_one: '{{count}} not proven',
      incomplete_other: '{{count}} not proven',
    },
    filter: 'Show by verdict',
    everything: 'All',
    search: 'Find a file by its name',
    found_one: '{{count}} file found',
    found_other: '{{count}} files found',
    list: 'Results, the worst first',
    chosen: 'The chosen result',
  },
} as const;
