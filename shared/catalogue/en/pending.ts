/** What is signed and not yet logged. */
export const PENDING = {
  pending: {
    title: 'Signed, not yet logged',
    text_one: 'No log could be told of this signature. It is kept here; its bundle is written once a log has it.',
    text_other:
      'No log could be told of these {{count}} signatures. They are kept here; their bundles are written once a log has them.',
    signed: 'Signed {{when}}, for the log of {{instance}}',
    instanceGone:
      '{{instance}} is no longer among your Sigstore instances. Add it again in the settings to log this, or forget it.',
    log_one: 'Log it now',
    log_other: 'Log all {{count}} now',
    offline: 'The network is switched off.',
    logged_one: 'Logged: its bundle is written and verified.',
    logged_other: 'Logged: {{count}} bundles are written and verified.',
    notLogged_one: '{{count}} could not be logged: beside it stands why.',
    notLogged_other: '{{count}} could not be logged: beside each stands why.',
    why: {
      'already-exists': {
        title: 'Another file stands where its bundle goes.',
        advice: 'It was left as it is. Move it away and log this again, or forget this signature.',
      },
      'not-found': {
        title: 'The file that was signed is no longer there.',
        advice: 'Put it back and log this again, or forget its signature.',
      },
    },
    forget: 'Forget …',
    forgetSure:
      'Forget the signature of {{name}}? It cannot be logged any more; to have a bundle you sign the file again.',
    forgetYes: 'Forget it',
    settled: 'Since then they were logged or forgotten.',
    strip_one: '{{count}} not yet logged',
    strip_other: '{{count}} not yet logged',
  },
} as const;
