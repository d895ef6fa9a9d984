/** The Settings screen. */
export const SETTINGS = {
  settings: {
    theme: 'Appearance',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    language: 'Language',
    languages: { system: 'As the system' },
    network: 'Network',
    offlineText: 'No connection is opened while this is on. Checking files needs none.',
    lock: 'Lock the keys',
    lockMinutes: 'Minutes without use',
    lockHint: '0: they never lock by themselves',
    lockWrong: 'A whole number from 0 to 1440',
    gnupg: 'Who asks for GnuPG’s PINs and passphrases',
    prompts: { app: 'This window', pinentry: 'The system’s own window (pinentry)' },
    stored: 'What is stored, and where',
    storedLines: {
      keys: 'Your keys, locked by the keychain or your passphrase.',
      publishers: 'Publishers and the signers that you expect, and these settings.',
      activity: 'What was checked and signed: names and digests, never the files themselves.',
      never: 'Never: PINs, passphrases or secret keys in the clear.',
    },
    about: 'About',
    /** Names of products, the same in every language. */
    products: { electron: 'Electron', chromium: 'Chromium', node: 'Node', gnupg: 'GnuPG' },
    standIn: 'A stand-in for development and tests; releases are never built from it.',
    noGnupg: 'Not found on this computer',
  },
} as const;
