import { devNull } from 'node:os';

/** Whatever a caller set for git of their own, for another call, or as a secret for others. */
const DROPPED =
  /^(GIT_|SSH_ASKPASS|LANGUAGE$|NODE_OPTIONS$|ELECTRON_RUN_AS_NODE$|COSIGN_PASSWORD$|SIGSTORE_ID_TOKEN$)/i;

/**
 * The environment that git gets to read a repository of anybody's: no settings but the repository's own, nothing fetched or asked for,
 * objects as they are, and words that are the same everywhere.
 */
export function gitEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !DROPPED.test(name)));
  return {
    ...own,
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: devNull,
    GIT_OPTIONAL_LOCKS: '0',
    // A megabyte of a pack can hold an object of many gigabytes, which git would read into memory.
    GIT_ALLOC_LIMIT: '128m',
    GIT_TERMINAL_PROMPT: '0',
    GIT_SSH_COMMAND: 'false',
    GIT_ASKPASS: 'false',
    GIT_EDITOR: 'false',
  };
}

/** The same for reading and writing the user's own settings: where these lie is theirs to say. */
export function settingsEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const rest = { ...gitEnvironment(env) };
  delete rest['GIT_CONFIG_NOSYSTEM'];
  delete rest['GIT_CONFIG_GLOBAL'];
  const own = env['GIT_CONFIG_GLOBAL'];
  return own === undefined ? rest : { ...rest, GIT_CONFIG_GLOBAL: own };
}

/**
 * What the repository's own settings must not say. They are read even so: whatever could start a program is set here, and what a graph
 * file says of commits' parents is not believed; and it has to say which names mean several refs.
 */
export const PROTECTING: readonly string[] = [
  '--no-pager',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...[
    // Nothing is run, so another owner's repository can do no harm.
    'safe.directory=*',
    `core.hooksPath=${devNull}`,
    'hook.reference-transaction.enabled=false',
    'hook.post-index-change.enabled=false',
    'core.fsmonitor=false',
    'core.commitGraph=false',
    'core.sshCommand=false',
    'core.gitProxy=false',
    'core.askPass=false',
    'core.alternateRefsCommand=false',
    'core.warnAmbiguousRefs=true',
    'credential.helper=',
    'protocol.allow=never',
    'log.showSignature=false',
    'color.ui=false',
    // Grafts are not read; else every error would begin with ten lines on them.
    'advice.graftFileDeprecated=false',
    'gpg.program=false',
    'gpg.ssh.program=false',
    'gpg.ssh.defaultKeyCommand=false',
    'gpg.x509.program=false',
    'gc.auto=0',
    'maintenance.auto=false',
  ].flatMap((setting) => ['-c', setting]),
];
