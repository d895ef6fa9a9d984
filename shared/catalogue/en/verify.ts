/** The Verify screen around its cards. */
export const VERIFY = {
  verify: {
    emptyTitle: 'Drop a download here',
    emptyText:
      'Together with its signature or its list of checksums, if you have them. You then read who made it, and whether anybody has changed it since.',
    chooseFiles: 'Choose files …',
    chooseFolder: 'Choose a folder …',
    ways: {
      file: { title: 'A file', text: 'Signatures and lists that lie beside it are found by what is in them.' },
      list: { title: 'A list or a folder', text: 'SHA256SUMS and its kin: every file that it names is looked at.' },
      paste: { title: 'Or paste', text: 'A digest, a signature, or files that you copied.' },
    },
    newCheck: 'New check',
    addFiles: 'Add files …',
    publisher: 'These files should come from',
    publisherUnsaid: 'not said',
    publisherRecognised: '{{publisher}}, by its name',
    cancelled: 'You stopped this check. What had been looked at by then is below.',
    nothing: 'There was nothing here to look at. Add the file that you want to check.',
  },
  summary: {
    all: {
      verified_one: 'It is verified.',
      verified_other: 'All {{count}} files are verified.',
      untrusted_one: 'Nobody has confirmed its signer.',
      untrusted_other: 'None of the {{count}} files is confirmed.',
      invalid_one: 'It must not be trusted.',
      invalid_other: 'None of the {{count}} files can be trusted.',
      incomplete_one: 'It could not be checked yet.',
      incomplete_other: 'None of the {{count}} files could be checked yet.',
    },
    some: {
      verified_one: '{{count}} of {{total}} files is verified.',
      verified_other: '{{count}} of {{total}} files are verified.',
      untrusted_one: '{{count}} of {{total}} files is not confirmed.',
      untrusted_other: '{{count}} of {{total}} files are not confirmed.',
      invalid_one: 'Stop: {{count}} of {{total}} files must not be trusted.',
      invalid_other: 'Stop: {{count}} of {{total}} files must not be trusted.',
      incomplete_one: '{{count}} of {{total}} files could not be checked yet.',
      incomplete_other: '{{count}} of {{total}} files could not be checked yet.',
    },
    filter: 'Show by verdict',
    everything: 'All',
    list: 'Results, the worst first',
    chosen: 'The chosen result',
  },
} as const;
