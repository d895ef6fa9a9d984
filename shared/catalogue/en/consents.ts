/** What may become public, what never, and what is left of logins, on the Settings screen. */
export const CONSENTS = {
  consents: {
    title: 'What becomes public',
    text: 'A public log shows for ever who signed what. Nothing goes there before you agree.',
    never: 'Never public',
    neverText: 'From these folders nothing goes to a public log, whatever is agreed to elsewhere.',
    forbid: 'Add a folder …',
    since: 'Since {{date}}',
    allow: 'Remove …',
    allowSure: 'Remove {{path}} from the list? What is signed there can then become public, if you agree.',
    allowYes: 'Remove it',
    agreed: 'Agreed, and not asked again',
    agreedNone: 'Nothing: you are asked each time.',
    who: '{{identity}}, logged in with {{provider}}',
    in: { folder: 'in the folder {{path}}', repository: 'in the repository {{path}}' },
    agreedOn: 'in the log of {{instance}}, agreed on {{date}}',
    withdraw: 'Ask again',
    logins: 'Logins',
    loginsNone: 'Nobody has logged in here.',
    loginsText:
      'Who logged in last, as this computer remembers it. The way of logging in that you chose last is remembered too, as a setting: it is no secret.',
    loginAt: 'at {{instance}}, {{when}}',
    nameOnly:
      'Only the name is kept. The login itself was over in minutes; when you sign you log in again, once for all files.',
    keptUntil: 'The login is kept until {{when}}, locked as your keys are. Signing uses it until then.',
    logOut: 'Log out …',
    logOutSure:
      'Forget these logins here? Your browser stays logged in at the provider; log out there too if you want that.',
    logOutYes: 'Log out',
  },
} as const;
