import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText, pinText } from '../../../electron/core/trust/compare-identity.ts';
import type { Signer } from '../../../shared/model/signer.ts';

// What pages of real projects say, as it arrives from a browser; names of projects are made up.
const ACTIONS = 'https://token.actions.githubusercontent.com';
const GOOGLE = 'https://accounts.google.com';
const WORKFLOW = '.github/workflows/release.yml';

function built(repository: string, ref = 'refs/tags/v2.1.0', workflow = WORKFLOW): Signer {
  const uri = `https://github.com/${repository}`;
  return {
    identity: `${uri}/${workflow}@${ref}`,
    issuer: ACTIONS,
    build: { provider: 'github', repository: uri, repositoryId: '42', workflow, ref },
  };
}

const TAG = built('acme/app');
const MAIN = built('acme/app', 'refs/heads/main');
const KREL: Signer = { identity: 'krel-staging@releng-prod.iam.example.com', issuer: GOOGLE };
const HUGO: Signer = { identity: 'hugo@python.example', issuer: 'https://github.com/login/oauth' };
const GITLAB: Signer = {
  identity: 'https://gitlab.com/group/sub/app//.gitlab-ci.yml@refs/tags/1.0',
  issuer: 'https://gitlab.com',
  build: {
    provider: 'gitlab',
    repository: 'https://gitlab.com/group/sub/app',
    workflow: '.gitlab-ci.yml',
    ref: 'refs/tags/1.0',
  },
};
/** Signed by the workflow of somebody else's that the project calls. */
const GENERATED: Signer = {
  ...built('acme/app'),
  identity: 'https://github.com/slsa/generator/.github/workflows/generic.yml@refs/tags/v2.0.0',
  build: {
    ...TAG.build,
    provider: 'github',
    repository: 'https://github.com/acme/app',
    builder: 'https://github.com/slsa/generator/.github/workflows/generic.yml@refs/tags/v2.0.0',
  },
};
const TABLE = `Release\tRelease manager\tIdentity\tOIDC issuer
3.14\tHugo\thugo@python.example\thttps://github.com/login/oauth
3.13, 3.12\tThomas\tthomas@python.example\thttps://accounts.google.com
3.9\tŁukasz\tlukasz@langa.example\thttps://github.com/login/oauth`;

const TOLD: readonly (readonly [string, string, Signer])[] = [
  [
    'a service account, variables and all',
    `URL=https://dl.example/release/v1.34.0/bin/linux/amd64
BINARY=kubectl
FILES=("$BINARY" "$BINARY.sig" "$BINARY.cert")
cosign verify-blob "$BINARY" \\
  --signature "$BINARY".sig \\
  --certificate "$BINARY".cert \\
  --certificate-identity krel-staging@releng-prod.iam.example.com \\
  --certificate-oidc-issuer https://accounts.google.com`,
    KREL,
  ],
  [
    'a prompt before the command',
    `$ python -m sigstore verify identity \\
    --bundle Python-3.14.0.tgz.sigstore \\
    --cert-identity hugo@python.example \\
    --cert-oidc-issuer https://github.com/login/oauth \\
    Python-3.14.0.tgz`,
    HUGO,
  ],
  ['the row of a table', TABLE, HUGO],
  ['one row', '3.14  Hugo  hugo@python.example  https://github.com/login/oauth', HUGO],
  [
    'an address and a link to read more',
    'Releases are signed by hugo@python.example, logged in with GitHub. See https://python.example/sigstore for how.',
    HUGO,
  ],
  ['words in German', 'Signiert von hugo@python.example, mit GitHub angemeldet', HUGO],
  ['a link that mails', '[Hugo](mailto:hugo@python.example), via GitHub', HUGO],
  ['the repository', 'gh attestation verify app-2.1.0.dmg --repo acme/app', TAG],
  ['the repository, short', 'gh attestation verify app.dmg -R acme/app', TAG],
  [
    'its workflow and a tag to be filled in',
    `release_tag=vYYYY.M.PATCH
gh attestation verify App.apk \\
  --repo acme/app \\
  --signer-workflow acme/app/.github/workflows/release.yml \\
  --source-ref "refs/tags/\${release_tag}" \\
  --deny-self-hosted-runners`,
    TAG,
  ],
  [
    'names that the page gives values',
    `export EXPECTED_VERSION=<version number goes here>
export REPO=acme/app
sigstore verify github \\
    --cert-identity "https://github.com/$REPO/.github/workflows/release.yml@refs/tags/v$EXPECTED_VERSION" \\
    --ref "refs/tags/v$EXPECTED_VERSION" \\
    --repository "$REPO" \\
    app-$EXPECTED_VERSION-*.whl`,
    TAG,
  ],
  [
    'a builder of everybody’s',
    'slsa-verifier verify-artifact app --source-uri github.com/acme/app --source-tag v2.1.0',
    TAG,
  ],
  [
    'a builder that signs for everybody, with the repository',
    'slsa-verifier verify-artifact app --provenance-path a.intoto.jsonl --source-uri github.com/acme/app',
    GENERATED,
  ],
  [
    'a newer release of that builder',
    `cosign verify-blob --certificate-identity https://github.com/slsa/generator/.github/workflows/generic.yml@refs/tags/v1.9.0 --certificate-oidc-issuer ${ACTIONS} --certificate-github-workflow-repository acme/app app`,
    GENERATED,
  ],
  ...[
    "'https://github.com/acme/app/.github/workflows/release.yml@.*'",
    "'https://github.com/acme/app/.*'",
    "'^https://github.com/acme/app/'",
    'https://github.com/acme/app',
    "'^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/(tags/v.+|heads/main)$'",
    '"https://github.com/acme/app/.github/workflows/release.yml@refs/tags/v.*"',
  ].map(
    (pattern) =>
      [
        `the pattern ${pattern}`,
        `cosign verify-blob --bundle a.json \\\n --certificate-identity-regexp ${pattern} \\\n --certificate-oidc-issuer ${ACTIONS} a`,
        TAG,
      ] as const,
  ),
  [
    'a pattern that names the branch',
    `--certificate-identity-regexp '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/(tags/v.+|heads/main)$' --certificate-oidc-issuer ${ACTIONS}`,
    MAIN,
  ],
  [
    'a branch',
    `cosign verify-blob --certificate-identity ${MAIN.identity ?? ''} --certificate-oidc-issuer ${ACTIONS}`,
    MAIN,
  ],
  [
    'lines that were joined, the backslashes left',
    `cosign verify-blob app \\ --certificate-identity ${TAG.identity ?? ''} \\ --certificate-oidc-issuer ${ACTIONS}`,
    TAG,
  ],
  [
    'lines whose backslashes are lost',
    `cosign verify-blob app\n  --certificate-identity ${TAG.identity ?? ''}\n  --certificate-oidc-issuer ${ACTIONS}`,
    TAG,
  ],
  [
    'quotes and dashes of a word processor',
    `cosign verify-blob —certificate-identity “${TAG.identity ?? ''}” –certificate-oidc-issuer ‘${ACTIONS}’`,
    TAG,
  ],
  [
    'an apostrophe in the sentence before',
    `Here's how it's done, don't skip it:\n  cosign verify-blob --certificate-identity=krel-staging@releng-prod.iam.example.com --certificate-oidc-issuer=${GOOGLE} x`,
    KREL,
  ],
  [
    'PowerShell',
    `cosign verify-blob app.exe \`\r\n  --certificate-identity "${TAG.identity ?? ''}" \`\r\n  --certificate-oidc-issuer "${ACTIONS}"`,
    TAG,
  ],
  [
    'cmd.exe',
    `cosign verify-blob app.exe ^\r\n --certificate-identity ${TAG.identity ?? ''} ^\r\n --certificate-oidc-issuer ${ACTIONS}`,
    TAG,
  ],
  [
    'two commands for one identity',
    `cosign verify ghcr.io/acme/app --certificate-identity ${TAG.identity ?? ''} --certificate-oidc-issuer ${ACTIONS}\ncosign verify-blob x --certificate-identity ${TAG.identity ?? ''} --certificate-oidc-issuer ${ACTIONS}`,
    TAG,
  ],
  ['a repository in words', 'Releases are built by GitHub Actions from https://github.com/acme/app.', TAG],
  [
    'GitLab',
    'cosign verify-blob --certificate-identity "https://gitlab.com/group/sub/app//.gitlab-ci.yml@refs/tags/0.9" --certificate-oidc-issuer "https://gitlab.com" x',
    GITLAB,
  ],
];

describe('what pages of real projects say', () => {
  it.each(TOLD)('%s', (_what, text, signer) => {
    expect(compareText(text, signer).answer).toBe('same');
  });

  it('pins a build so that the next release is the same', () => {
    for (const [, text, signer] of TOLD.filter((one) => one[2] === TAG))
      expect(compareText(text, signer), text).toEqual({
        answer: 'same',
        pin: {
          repository: 'https://github.com/acme/app',
          repositoryId: '42',
          workflow: WORKFLOW,
          refs: 'refs/tags/*',
          issuer: ACTIONS,
        },
      });
  });

  // Lookalikes of what the texts above name: an attacker's fork, a name with more or less in it, another login, a branch.
  const FORKS = [
    'acme/app2',
    'acme/ap',
    'acme-org/app',
    'evil-acme/app',
    'acme/app-releases',
    'mallory/app',
    'acme/aрp',
  ];
  it.each(TOLD.filter((one) => one[2] === TAG || one[2] === MAIN))('%s: not a lookalike repository', (_what, text) => {
    for (const fork of FORKS) {
      const { answer } = compareText(text, built(fork));
      expect(answer, fork).toMatch(/^(different|loose-pattern)$/);
    }
    expect(compareText(text, built('acme/app', 'refs/pull/7/merge')).answer).not.toBe('same');
    expect(compareText(text, { identity: 'acme@app.example', issuer: GOOGLE }).answer).not.toBe('same');
  });

  it.each(TOLD.filter((one) => one[2] === TAG && !one[0].includes('heads')))('%s: not a branch', (_what, text) => {
    expect(compareText(text, built('acme/app', 'refs/heads/dev')).answer).toMatch(/^(different|built-for-branch)$/);
  });

  it.each(TOLD.filter((one) => one[2] === HUGO || one[2] === KREL))(
    '%s: not a lookalike login',
    (_what, text, signer) => {
      const { identity = '', issuer } = signer;
      for (const other of [`x${identity}`, identity.slice(1), `${identity}.evil.example`, identity.replace('o', 'о')])
        expect(compareText(text, { identity: other, issuer }).answer, other).not.toBe('same');
      expect(compareText(text, { identity, issuer: 'https://login.microsoftonline.com' }).answer).not.toBe('same');
    },
  );

  it.each([
    ['any pattern', `--certificate-identity-regexp ".*" --certificate-oidc-issuer ${ACTIONS}`, TAG, 'loose-pattern'],
    [
      'an owner’s pattern',
      `--certificate-identity-regexp 'https://github.com/acme/.+' --certificate-oidc-issuer ${ACTIONS}`,
      TAG,
      'loose-pattern',
    ],
    [
      'any owner’s pattern',
      `--certificate-identity-regexp '/app/' --certificate-oidc-issuer ${ACTIONS}`,
      TAG,
      'loose-pattern',
    ],
    ['an owner', 'gh attestation verify --owner acme app.js', TAG, 'loose-pattern'],
    ['another owner', 'gh attestation verify --owner mallory app.js', TAG, 'different'],
    [
      'a domain’s pattern',
      `--certificate-identity-regexp '.*@python.example' --certificate-oidc-issuer https://github.com/login/oauth`,
      HUGO,
      'loose-pattern',
    ],
    [
      'any issuer',
      `--certificate-identity-regexp hugo@python.example --certificate-oidc-issuer-regexp '.*'`,
      HUGO,
      'no-issuer',
    ],
    [
      'a name to be filled in',
      'cosign verify-blob --certificate-identity $IDENTITY --certificate-oidc-issuer $ISSUER x',
      TAG,
      'none',
    ],
    [
      'a place to be filled in',
      'cosign verify-blob --certificate-identity <identity> --certificate-oidc-issuer <issuer> x',
      TAG,
      'none',
    ],
    ['a key', 'cosign verify-blob --key cosign.pub --signature app.sig app', TAG, 'none'],
    ['a program with its version', 'Made with cosign@v2.4.1, via GitHub', HUGO, 'none'],
    ['a link to anything', 'hugo@python.example, see https://python.example/sigstore', HUGO, 'no-issuer'],
    ['another table', TABLE, { ...HUGO, issuer: GOOGLE }, 'several'],
    ['another’s row', TABLE, { ...HUGO, identity: 'thomas@python.example' }, 'several'],
    ['two repositories', 'https://github.com/acme/app and https://github.com/acme/other', TAG, 'several'],
    [
      'another workflow',
      'gh attestation verify -R acme/app --signer-workflow acme/app/.github/workflows/ci.yml x',
      TAG,
      'different',
    ],
    [
      'another’s workflow',
      'gh attestation verify -R acme/app --signer-workflow acme/app/.github/workflows/release.yml x',
      GENERATED,
      'different',
    ],
    ['a branch', 'gh attestation verify -R acme/app --source-ref refs/heads/main x', TAG, 'different'],
    ['a flag of another program', 'git clone -R acme/app --repo acme/app', TAG, 'none'],
  ] as const)('%s is not enough', (_what, text, signer, answer) => {
    expect(compareText(text, signer)).toEqual({ answer });
  });

  it('takes all rows of a table, so that a release by another of them is no stranger’s', () => {
    const hugo = { identity: 'hugo@python.example', issuer: 'https://github.com/login/oauth' };
    const others = [
      { identity: 'thomas@python.example', issuer: GOOGLE },
      { identity: 'lukasz@langa.example', issuer: 'https://github.com/login/oauth' },
    ];
    expect(compareText(TABLE, HUGO)).toEqual({ answer: 'same', pin: hugo, others });
    expect(pinText(TABLE)).toEqual({ answer: 'same', pin: hugo, others });
  });

  it('takes nobody of a table for whom it names no issuer', () => {
    const text = 'Signed by hugo@python.example, via GitHub.\nQuestions: help@python.example';
    expect(compareText(text, HUGO)).toMatchObject({ answer: 'same', others: [] });
    expect(pinText(text)).toEqual({ answer: 'several' });
    expect(pinText('a@python.example, b@python.example')).toEqual({ answer: 'several' });
  });

  it('says what is missing where there is no signature', () => {
    expect(pinText('gh attestation verify x -R acme/app')).toEqual({ answer: 'no-workflow' });
    expect(pinText('gh attestation verify x --owner acme')).toEqual({ answer: 'loose-pattern' });
    expect(
      pinText('gh attestation verify x -R acme/app --signer-workflow acme/app/.github/workflows/release.yml'),
    ).toEqual({
      answer: 'same',
      pin: { repository: 'https://github.com/acme/app', workflow: WORKFLOW, refs: 'refs/tags/*', issuer: ACTIONS },
    });
    expect(
      pinText('gh attestation verify x -R acme/app --signer-workflow slsa/generator/.github/workflows/g.yml').answer,
    ).toBe('no-workflow');
  });

  it('neither throws nor takes long, whatever was pasted', () => {
    const piece = fc.constantFrom(
      ...[
        '\\',
        '\n',
        '`',
        '"',
        "'",
        '$A',
        '${A}',
        'A=',
        '=',
        ' ',
        '-R',
        '--repo',
        '—',
        '(',
        '.*',
        '[',
        '@',
        'refs/heads/x',
      ],
      ...[
        'gh attestation verify ',
        '--certificate-identity',
        '--certificate-identity-regexp ',
        'acme/app',
        'github.com/',
      ],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        // An issuer is never named in these, and its own can only be that of a build.
        expect(compareText(text, HUGO).answer).not.toBe('same');
        expect(compareText(text, built('mallory/app')).answer).not.toBe('same');
        pinText(text);
      }),
      { numRuns: 300 },
    );
  });
});
