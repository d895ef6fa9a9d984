const COMMON = `Every command: --json  one object a line   --quiet   --no-color   --offline  no socket is opened   --at DATE  judge as of then
  --home DIR  where keys, pins and the activity log live   --store-passphrase-file FILE  where no keychain answers
  Options stand anywhere; \`--\` ends them. \`-\` as a passphrase file is standard input.
`;

const COMMANDS: Readonly<Record<string, string>> = {
  sign: `countersign sign [options] PATH...            files and folders
  --key KEY            again to sign with several: a fingerprint, its last 16 digits, an e-mail address, gpg:FINGERPRINT,
                       ssh-agent:FINGERPRINT, or a file with a private key: OpenSSH's, cosign's, PEM
  --binary             FILE.sig instead of FILE.asc        --clearsign   FILE.asc with the text inside
  --signature FILE     another place, for one file         --force       overwrite
  --manifest[=NAME]    also write a manifest and sign it   --manifest-only
  --algorithm sha256|sha512   --style gnu|bsd              --passphrase-file FILE   of a key of GnuPG, or of a key file
SSH keys write FILE.sig, as ssh-keygen -Y sign -n file does. Sigstore keys write FILE.sigstore.json:
  --bundle FILE        another place, for one file         --output-signature FILE   cosign's older output beside it
  --tlog-upload=true|false   --timestamp=true|false        without them, as the signing config says
COSIGN_PASSWORD opens a key of cosign's.
  --keyless            by a login in place of a key        --provider github|google|microsoft   --device   by a code
  --identity-token TOKEN|FILE   in place of a login (or SIGSTORE_ID_TOKEN)
  --instance NAME      another than public-good            --signing-config FILE --trusted-root FILE   one from files, for this call
  --yes                agree that the signer and the digest become public for ever, where something goes to a log
A folder stands for the files in it, without old signatures and manifests. With no --key: the one key there is.
`,
  verify: `countersign verify [options] PATH|DIGEST...   files, folders, or sha256:HEX
  --signature FILE     again for more; default: what lies beside the file      --bundle FILE   the same, of Sigstore
  --certificate FILE   with an older detached .sig of Sigstore
  --key FILE|DIR       who is expected, in place of the stored pins: OpenPGP certificates, PEM public keys
  --certificate-identity I   (or --certificate-identity-regexp R, compared with the whole)    who is expected, too;
  --certificate-oidc-issuer U   (or --certificate-oidc-issuer-regexp R)                       and who vouches for that
  --trusted-root FILE  instead of the instances' roots     --instance NAME  one instance alone
  --publisher NAME     whose pins count                    --threshold N   so many different signers
Exit status: 0 verified, 1 invalid, 4 untrusted, 3 incomplete, the worst of several; 2 usage, 5 no result.
`,
  manifest: `countersign manifest create [--algorithm A] [--style gnu|bsd] [--output SHA256SUMS] [--force] PATH...
countersign manifest check SHA256SUMS         a verify of the manifest and all that it lists
`,
  keys: `countersign keys list [--type openpgp|cosign|ssh]
countersign keys generate --type openpgp --name "Ada <ada@example.org>" [--algorithm ed25519|rsa4096] [--expires 2y|never]
countersign keys generate --type cosign [--name "Release key"] [--algorithm p256|p384|p521|rsa2048|rsa3072|rsa4096|ed25519]
countersign keys generate --type ssh [--name "ada@example.org"] [--algorithm ed25519|p256|p384|p521|rsa3072|rsa4096]
countersign keys import FILE...               keys export KEY [--secret] [--output FILE] [--format openpgp|pem|ssh|cosign]
countersign keys extend KEY --expires 2y      keys revoke KEY --reason compromised|superseded|retired [--note TEXT]
countersign keys delete KEY --yes             keys backup FILE     keys restore FILE
countersign keys lookup ADDRESS|FINGERPRINT [--from wkd|keyserver]      (asks the network)
  --passphrase-file FILE   of a file that is written (export --secret, backup) or read (import, restore);
                           COSIGN_PASSWORD for a key of cosign's that is imported
`,
  pin: `countersign pin list|export [--output FILE]|import FILE
countersign pin add PUBLISHER --fingerprint F [--key FILE]     the fingerprint from the project's own page
countersign pin add PUBLISHER --certificate-identity I --certificate-oidc-issuer U    or --certificate-identity-regexp R
countersign pin add PUBLISHER --repository URI --workflow PATH --ref-kind tags|BRANCH [--certificate-oidc-issuer U]
countersign pin remove PUBLISHER [--fingerprint F]             or another signer as above; none: the publisher
  --instance NAME      of an identity or a build: the Sigstore that vouches for it, where it is not public-good
`,
  instance: `countersign instance list                     Sigstore instances, and the age of their trusted roots
countersign instance add NAME (--trusted-root FILE --signing-config FILE | --tuf URL --root FILE)
countersign instance add staging              known by its name
countersign instance remove NAME              countersign instance refresh [NAME|--due]   (asks the network)
  --due                only those that nobody asked for today; signing and verifying do that by themselves, when they are done
                       (never with COUNTERSIGN_NO_REFRESH in the environment)
`,
  tag: `countersign tag sign [options] NAME            a new tag, or with --force one that is there, signed anew
  --target REF         what it names; default: HEAD, or what the tag names already
  --message TEXT, --message-file FILE   default: the changelog's section of this version, or the message that the tag has
  --key KEY, or --keyless and its flags   as sign has them   --force   replace a tag; the old one can be brought back
countersign tag verify [options] [NAME...]    tags of a git repository; all where none is named
countersign tag list                          which there are, and how each is signed
  --repo DIR           the repository; default: the current folder
  --key FILE|DIR       who is expected: OpenPGP certificates, lists of allowed signers and public keys of SSH
  --certificate-identity, --certificate-oidc-issuer, --trusted-root, --instance, --publisher   as verify has them
  --ask-log            look up Sigstore signatures that carry no log entry (asks the network; the log learns their certificates)
  --policy FILE        who may sign which tags (docs/en/git-policy.md)     --report FILE.html|md|json|csv   --force   overwrites it
The letter is git's own (git log --format=%G?). Exit status as verify's; a tag that the policy denies ends as an invalid one.
`,
  commits: `countersign commits sign [options] [RANGE|COMMIT]      new commits in place of old ones; default: the newest one alone
                       v1.0.. or v1.0..main: what came since; a commit: that one and all that are built on it
  --branch B           another branch than the one that is checked out      --repo DIR   default: the current folder
  --key KEY, or --keyless and its flags   as sign has them
  --dry-run            shows which commits would become others, and changes nothing
  --yes                agree to that list, and by a login that the signer becomes public; else it is asked for on the terminal
  --force              even commits that are published (a remote-tracking branch holds them)
Files, authors, committers, dates and messages stay; the old commits can be brought back, and nothing is pushed.
countersign commits verify [options] [RANGE|--all]     v1.0..v2.0; default: the current branch
  --since DATE         only those committed since then      --repo DIR, --key and the others   as tag verify has them
  --policy FILE        who may sign which commits, merges and tags (docs/en/git-policy.md)
  --ref REF            the ref that the policy is asked about, where it is not the one that the range ends at
  --report FILE.html|md|json|csv   what was found, for reading or for programs      --force   overwrites it
  --write-hook .git/hooks/pre-push|pre-receive   writes the hook by which git refuses a push that --policy does not allow: at home,
                       or on the server, in the bare repository's hooks (--force overwrites; --home, --key, --trusted-root and
                       --instance go into it). The hook calls commits verify --hook NAME, which reads git's lines and ends with 0 or not
Commits that nobody signed are incomplete, those that the policy denies end the call as invalid ones do. The letter is git's own (git log --format=%G?).
`,
  git: `countersign git setup [--key KEY|--keyless] [--repo DIR] [--yes]     have git sign; shown as git config commands before they run
countersign git undo [--repo DIR] [--yes]     puts back what was there before
countersign git status                        what is set up, and whether somebody changed it since
  --repo DIR           that repository alone; default: the user's own settings, for all repositories
  --key KEY            as sign has it: a key of the app, or gpg:FINGERPRINT
  --sign-commits=true|false   --sign-tags=true|false       without being asked each time; default: true
  --keyless [--instance NAME]       by a login in place of a key, as gitsign does; commits and tags only where asked (-S, -s)
  --publisher NAME     whose pins make a signature good where git asks; default: only one's own keys do
For a key that the app keeps, and for a login, git starts a small program of ours in place of gpg, which needs Node.
By a login, it asks on the terminal before anything becomes public; COUNTERSIGN_PUBLISH=yes agrees to it beforehand, and
SIGSTORE_ID_TOKEN takes the place of the login.
`,
  login: `countersign login [--provider github|google|microsoft] [--device] [--instance NAME]
countersign whoami                            who logged in last, and what is kept of it
countersign logout                            forgets it; the browser stays logged in at the provider
`,
  doctor: `countersign doctor                            looks at this machine and names what mends it
`,
};

/** What `--help` prints: one command's words, or all. */
export function helpText(command?: string): string {
  const texts = command === undefined ? Object.values(COMMANDS) : [COMMANDS[command] ?? ''];
  return `${texts.join('\n')}\n${COMMON}`;
}
