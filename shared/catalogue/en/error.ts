import type { ErrorCode } from '../../error.ts';

/** What an error is called, and what to do now. A type, as an interface would not pass for a branch of a catalogue. */
export type ErrorWords = {
  title: string;
  advice: string;
};

/** The words for every error code: what happened, then what to do. No code is left out, so the compiler notices a new one. */
export const ERRORS: Record<ErrorCode, ErrorWords> = {
  cancelled: { title: 'Stopped.', advice: 'You stopped this. Nothing half-written was left behind.' },
  usage: {
    title: 'That cannot be done this way.',
    advice: 'Look at what was entered or chosen, change it (a name may be too long) and try again.',
  },
  'not-found': {
    title: 'The file is no longer there.',
    advice: 'It was moved, renamed or deleted. Choose it again.',
  },
  'not-a-file': {
    title: 'This is not an ordinary file.',
    advice: 'Folders, devices and pipes cannot be used here. Choose a file.',
  },
  unreadable: {
    title: 'This cannot be opened.',
    advice:
      'Countersign is not allowed to, or the disk does not give it. Look at the permissions and the disk, or copy it to a place of your own, and try again.',
  },
  'read-only': {
    title: 'This place cannot be written to.',
    advice: 'Choose another folder, or make this one writable. Nothing was changed.',
  },
  'disk-full': { title: 'The disk is full.', advice: 'Make room and try again. What was there before is unchanged.' },
  'already-exists': {
    title: 'A file with this name is already there.',
    advice: 'It was left as it is. Choose another name, or say that it may be replaced.',
  },
  'changed-while-read': {
    title: 'The file changed while it was being read.',
    advice: 'Wait until the download or the build has finished, then try again.',
  },
  'too-large': { title: 'This is too large.', advice: 'Use fewer or smaller files, and try again.' },
  malformed: {
    title: 'This file is not what it should be.',
    advice: 'It is damaged, or it is something else. Get it again, or choose another.',
  },
  unsupported: {
    title: 'This version cannot read that kind.',
    advice: 'Nothing is wrong with your file as far as we can tell. Look for it in another format.',
  },
  'not-text': {
    title: 'This is not a text file.',
    advice:
      'A readable copy with the signature in it can be made of text only. Choose a signature beside the file instead.',
  },
  'no-signing-key': {
    title: 'There is no key to sign with.',
    advice: 'Make a key or import one under Keys; then try again.',
  },
  'key-not-found': { title: 'We do not have that key.', advice: 'Import it or look it up under Keys.' },
  'key-ambiguous': {
    title: 'More than one key fits.',
    advice: 'Name the key by its whole fingerprint.',
  },
  'key-expired': {
    title: 'This key has expired.',
    advice: 'Extend it under Keys, or use another one. Nothing was signed.',
  },
  'key-revoked': {
    title: 'This key was revoked.',
    advice: 'It cannot be used again. Use another key. Nothing was signed.',
  },
  'key-exists': { title: 'This key is here already.', advice: 'Nothing was changed.' },
  'no-secret-part': {
    title: 'The secret part of this key is not here.',
    advice: 'Plug in the token that holds it, or import the secret key. Nothing was signed.',
  },
  'wrong-passphrase': {
    title: 'That passphrase is not right.',
    advice: 'Check capital letters and the keyboard layout, and type it again.',
  },
  'passphrase-needed': { title: 'A passphrase is needed.', advice: 'Type the passphrase and try again.' },
  'keychain-absent': {
    title: 'No keychain answers on this computer.',
    advice: 'Set a passphrase instead; your keys are then kept encrypted under it.',
  },
  'keychain-locked': {
    title: 'The keychain is locked.',
    advice: 'Unlock it and try again; nothing was signed.',
  },
  'store-locked': {
    title: 'Your keys are locked.',
    advice: 'Unlock them and try again; nothing was signed.',
  },
  'store-damaged': {
    title: 'A file in which Countersign keeps your keys or publishers is damaged.',
    advice: 'Nothing was changed. Restore a backup: what is damaged is set aside first, never deleted.',
  },
  'store-newer': {
    title: 'Your keys were last saved by a newer Countersign.',
    advice: 'Use that version or a newer one. Nothing was changed.',
  },
  'store-busy': {
    title: 'Another Countersign is saving right now.',
    advice: 'Wait for it to finish, then try again.',
  },
  'gnupg-absent': {
    title: 'GnuPG is not installed.',
    advice: 'Install GnuPG to use its keys and tokens. Keys kept by Countersign work without it.',
  },
  'gnupg-agent': {
    title: 'GnuPG’s agent does not answer.',
    advice: 'Run “gpgconf --kill all” or log in again, then try again. Nothing was signed.',
  },
  'gnupg-pinentry': {
    title: 'GnuPG could not ask for the PIN or passphrase.',
    advice:
      'Install a pinentry program, or let this window ask (Settings, Who asks for GnuPG’s PINs and passphrases). Nothing was signed.',
  },
  'gnupg-failed': {
    title: 'GnuPG could not do it.',
    advice: 'Its own words are in the details. Nothing was signed.',
  },
  'ssh-agent-absent': {
    title: 'The SSH agent does not answer.',
    advice: 'Start it and add your key (ssh-add), then try again. Nothing was signed.',
  },
  'ssh-agent-refused': {
    title: 'The SSH agent did not sign.',
    advice:
      'Perhaps it is locked (ssh-add -X unlocks it), its question was answered with no, or the security key was not touched in time. Nothing was signed.',
  },
  'git-absent': {
    title: 'Git is not installed.',
    advice: 'Install git to check tags and commits. Everything else works without it.',
  },
  'git-failed': {
    title: 'Git could not read this repository.',
    advice:
      'It may be damaged, or you may not be allowed to read it. What git said is in the technical text; nothing was changed.',
  },
  'git-too-old': {
    title: 'This git is too old.',
    advice:
      'Install git 2.25 or newer to check tags and commits. Some repositories need a newer one still. Everything else works without it.',
  },
  'git-settings-changed': {
    title: 'Git’s settings were changed meanwhile.',
    advice: 'Nothing was changed. Look at them with “git config --list --show-origin”, and start again.',
  },
  'git-helper-unusable': {
    title: 'Git cannot get an answer from us here.',
    advice:
      'For a key that this app keeps, and for a login, git starts this app by a small file in the app’s folder. It did not answer: perhaps the app was moved or updated while it ran, or programs may not be started from that folder. Start the app again, and set git up once more. Nothing in git’s settings was changed.',
  },
  'git-helper-absent': {
    title: 'Git cannot ask this app on Windows.',
    advice:
      'There, git does not reach a program that has a window. Choose a key of GnuPG or of the SSH agent; or install Node and set git up on Countersign’s command line: countersign git setup. Nothing in git’s settings was changed.',
  },
  'no-repository': {
    title: 'There is no git repository here.',
    advice: 'Choose the folder that “git clone” made.',
  },
  'tag-exists': {
    title: 'There is a tag of this name already.',
    advice: 'It was left as it is. Choose another name, or say that this tag may be replaced.',
  },
  'ref-moved': {
    title: 'The branch or tag was moved meanwhile.',
    advice: 'Somebody or something else changed it, so it was left as it is. Look at it again and start anew.',
  },
  'already-published': {
    title: 'These commits are published.',
    advice:
      'Others may have them. Signed anew they are other commits, which must be pushed by force. Nothing was changed; say so a second time if you want that.',
  },
  'git-unfinished': {
    title: 'Something is unfinished in this repository.',
    advice:
      'A rebase, a merge or the like counts on the branch staying where it is. Finish it or give it up (“git status” tells how), and start again. Nothing was changed.',
  },
  'branch-elsewhere': {
    title: 'This branch is checked out in another folder.',
    advice: 'Somebody may be at work there. Open that folder here, and sign there. Nothing was changed.',
  },
  'history-cut': {
    title: 'The commits before these are not here.',
    advice:
      'This is a shallow copy. Fetch the rest with “git fetch --unshallow”, or sign only what is newer. Nothing was changed.',
  },
  'too-many-commits': {
    title: 'These are too many commits.',
    advice: 'At most ten thousand are signed anew in one go. Begin with a newer one. Nothing was changed.',
  },
  'no-tagger': {
    title: 'Git does not know who you are.',
    advice: 'Every tag names who made it. Enter a name and an e-mail address.',
  },
  'card-absent': { title: 'The token is not plugged in.', advice: 'Plug it in and try again. Nothing was signed.' },
  'card-pin-wrong': {
    title: 'That PIN is not right.',
    advice:
      'It was sent once and will not be sent again by itself. Look at how many tries are left before the next one.',
  },
  'card-pin-blocked': {
    title: 'The token has blocked its PIN.',
    advice: 'Too many wrong PINs were typed. Unblock it with its reset code or its admin PIN.',
  },
  'card-failed': {
    title: 'The token did not answer as it should.',
    advice: 'Unplug it, plug it in again and try once more. Nothing was signed.',
  },
  offline: {
    title: 'Countersign is offline.',
    advice: 'You chose to stay offline. Turn off “Work offline” in the strip below to ask the network.',
  },
  network: {
    title: 'The server does not answer.',
    advice: 'Check the connection, or try again later. Nothing was changed.',
  },
  'network-tls': {
    title: 'The connection is not safe.',
    advice: 'The server could not show that it is the right one. Try from another network; nothing was taken over.',
  },
  'not-on-server': {
    title: 'The server has no such key.',
    advice: 'Check the spelling, try the other place to look, or ask the key’s owner.',
  },
  'service-absent': {
    title: 'This Sigstore instance has no service for that.',
    advice:
      'Choose another instance, or do without what is missing: sign with a key, or without a log entry or a timestamp.',
  },
  'service-failed': {
    title: 'A Sigstore service does not answer.',
    advice: 'We asked several times. Try again in a few minutes; nothing that did not verify was written.',
  },
  'service-refused': {
    title: 'A Sigstore service refused.',
    advice: 'The details hold its reason. Change what it names, or ask those who run it.',
  },
  'service-answer': {
    title: 'A Sigstore service gave an answer that does not verify.',
    advice:
      'The answer was thrown away. Try again; if it stays so, do not sign there and tell those who run the service.',
  },
  'already-logged': {
    title: 'The log has this signature already, but does not show it.',
    advice: 'Sign again: a new signature gets an entry of its own.',
  },
  'not-yet-logged': {
    title: 'Signed, not yet logged.',
    advice:
      'The log does not answer. The signature is kept, so it can be logged later without another login: under Activity, “Log it now”.',
  },
  'login-failed': {
    title: 'The login did not work.',
    advice: 'What came back from the browser does not fit what we asked for, so nothing was sent. Log in again.',
  },
  'login-refused': {
    title: 'The login was refused.',
    advice:
      'It was cancelled in the browser, or the account may not be used for this. Log in again, or use another account.',
  },
  'login-timed-out': {
    title: 'Nobody logged in within five minutes.',
    advice: 'We stopped listening for the browser. Start again when you are ready; nothing was sent.',
  },
  'token-unusable': {
    title: 'This identity token cannot be used.',
    advice: 'It is damaged, has expired, or is meant for something else. Get a new one, or log in with the browser.',
  },
  'certificate-lapsed': {
    title: 'The login is over, and nothing proves when this was signed.',
    advice: 'A certificate lasts ten minutes. Start again: it takes one login.',
  },
  'never-public': {
    title: 'Nothing from this folder may go to a public log.',
    advice:
      'You marked it as never public, so nothing was sent. Sign with a key and without a log, use a private instance, or take the mark away in the settings.',
  },
  'clock-wrong': {
    title: 'This computer’s clock may be wrong.',
    advice:
      'The server’s time and ours are far apart. Set the clock and try again. If it is right, the server’s certificate has lapsed: tell those who run it. Nothing was taken over.',
  },
  'instance-unknown': {
    title: 'There is no Sigstore instance of that name.',
    advice: 'It was removed, or never added. Add it in the settings with its trusted root, or choose another instance.',
  },
  'instance-exists': {
    title: 'There is a Sigstore instance of that name already.',
    advice: 'It was left as it is. Choose another name, or remove the old one in the settings first.',
  },
  'instance-damaged': {
    title: 'What is kept of this Sigstore instance cannot be used.',
    advice:
      'Remove the instance in the settings and add it again; the one that is built in is made again by a refresh there.',
  },
  'root-refused': {
    title: 'The new trusted root does not hold up.',
    advice:
      'What the server gave is altered, incomplete or older than what we have, so nothing was taken over: the last trusted root goes on being used. If it stays so, tell those who run the instance.',
  },
  'root-outdated': {
    title: 'What the server gave is out of date.',
    advice:
      'Nothing was taken over: the last trusted root goes on being used. Try again later; if it stays so, tell those who run the instance.',
  },
  'not-expected-key': {
    title: 'This is not the same key.',
    advice:
      'What was pasted belongs to another one. Copy the whole fingerprint, or the key itself, from the project’s own page; if it still differs, do not trust the key.',
  },
  'not-own-publisher': {
    title: 'This publisher is not your own.',
    advice:
      'A key of yours is expected without a comparison only for a name that is new here, or for a publisher of your own. Leave the publisher out, and compare the key with the project’s own page afterwards: under Publishers, “Expect a signer”.',
  },
  'pasted-several': {
    title: 'It names more than one key.',
    advice: 'Paste only the key, or the fingerprint, that signs this project’s releases.',
  },
  'pasted-part': {
    title: 'This is only a part of a fingerprint.',
    advice: 'Others may have a key whose fingerprint ends alike. Copy the whole of it from the project’s own page.',
  },
  'pasted-nothing': {
    title: 'There is no fingerprint in it, and no public key.',
    advice:
      'Copy the whole fingerprint, or the public key from its first line to its last, from the project’s own page.',
  },
  'verify-after-sign': {
    title: 'The new signature did not pass its own check.',
    advice: 'It was not kept. Try again; if it happens again, check the disk and the token.',
  },
  'changed-since-signed': {
    title: 'The file is no longer what was signed.',
    advice: 'Put back the file that was signed, or sign this one anew. No log was told of it.',
  },
  'not-granted': {
    title: 'That file was not given to this window.',
    advice: 'Drop the file here or choose it again.',
  },
  'bad-call': {
    title: 'Countersign did not understand itself.',
    advice: 'Nothing was changed. Close the window, start again, and report it if it comes back.',
  },
  internal: {
    title: 'Something in Countersign went wrong.',
    advice: 'Nothing was changed as far as we know. Try again, and report it if it comes back.',
  },
};
