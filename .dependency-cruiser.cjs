// The house's import rules; the README's "Layout of the house" says them in words.
const node = { dependencyTypes: ['core'] };
const electronModule = { path: '^electron$|node_modules/electron/' };

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-knows-only-the-schema-library',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: '^shared/|^node_modules/zod/' },
    },
    {
      name: 'core-knows-no-app-and-no-cli',
      severity: 'error',
      from: { path: '^electron/core/' },
      to: { path: '^electron/(app|cli|main|preload)|^renderer/|^build/|^test/' },
    },
    {
      name: 'core-runs-without-electron',
      severity: 'error',
      from: { path: '^electron/(core|cli)/' },
      to: electronModule,
    },
    {
      name: 'core-loads-schemas-late',
      comment: "The command line's start-up time: zod is loaded where stored JSON is read, not before.",
      severity: 'error',
      from: { path: '^electron/core/' },
      to: {
        path: '^shared/model/',
        dependencyTypesNot: ['type-only', 'type-import', 'dynamic-import'],
        dynamic: false,
      },
    },
    {
      name: 'app-and-cli-are-strangers',
      severity: 'error',
      from: { path: '^electron/(app|main)' },
      to: { path: '^electron/cli/' },
    },
    {
      name: 'cli-and-app-are-strangers',
      severity: 'error',
      from: { path: '^electron/cli/' },
      to: { path: '^electron/(app|main|preload)' },
    },
    {
      name: 'the-command-line-loads-no-words-of-the-window',
      comment: "The command line's start-up time: it has a few sentences of its own, and none of the window's.",
      severity: 'error',
      from: { path: '^electron/cli/' },
      to: { path: '^shared/catalogue/en/w(indow|ords)\\.ts$', reachable: true },
    },
    {
      name: 'the-bridge-knows-only-the-contract',
      severity: 'error',
      from: { path: '^electron/preload' },
      to: { path: '^electron/|^renderer/' },
    },
    {
      name: 'the-window-knows-only-shared',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^electron/|^build/|^test/' },
    },
    { name: 'the-window-has-no-node', severity: 'error', from: { path: '^renderer/' }, to: node },
    { name: 'the-window-has-no-electron', severity: 'error', from: { path: '^renderer/' }, to: electronModule },
    {
      name: 'no-engine-knows-another',
      severity: 'error',
      from: { path: '^electron/core/engines/([^/]+)/' },
      to: { path: '^electron/core/engines/[^/]+/', pathNot: '^electron/core/engines/$1/' },
    },
    {
      name: 'engines-know-no-verify',
      severity: 'error',
      from: { path: '^electron/core/engines/' },
      to: { path: '^electron/core/verify/' },
    },
    {
      name: 'verify-knows-no-engines',
      severity: 'error',
      from: { path: '^electron/core/verify/' },
      to: { path: '^electron/core/engines/' },
    },
    {
      name: 'no-screen-knows-another',
      severity: 'error',
      from: { path: '^renderer/screens/([^/]+)/' },
      to: { path: '^renderer/screens/[^/]+/', pathNot: '^renderer/screens/$1/' },
    },
    {
      name: 'sources-know-no-tests',
      severity: 'error',
      from: { path: '^(electron|renderer|shared)/' },
      to: { path: '^(test|build)/' },
    },
    {
      name: 'resolvable',
      comment: "The command line's first files lie beside the bundles in out/cli, where the build copies them.",
      severity: 'error',
      from: { pathNot: '^build/(command-line|git-program)\\.cjs$' },
      to: { couldNotResolve: true, pathNot: '^bench-services$' },
    },
    {
      name: 'no-development-packages-in-core',
      comment: 'The window is bundled, so its packages are development ones; core and cli name what they ship.',
      severity: 'error',
      from: { path: '^electron/(core|cli)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
