import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, bundleToJSON } from '@sigstore/bundle';
import { DSSEBundleBuilder, FulcioSigner, RekorWitness, TSAWitness } from '@sigstore/sign';
import { shippedTrustedRoot } from '../../electron/core/sigstore/shipped-root.ts';
import type { Forgeries, KindOf, ServiceName } from '../lab/faults.ts';
import type { Identity, Lab } from '../lab/lab.ts';
import { signWithLibrary } from '../lab/sign-with-library.ts';

const ACTIONS = 'https://token.actions.githubusercontent.com';

/** Somebody logged in with one of the public providers. */
export const login = (email: string, connector = 'https://github.com/login/oauth'): Identity => ({ email, connector });

/** A workflow of a repository on GitHub, as GitHub's token tells of it. */
export function build(
  repository: string,
  ref: string,
  more: { workflow?: string; event?: string; id?: string } = {},
): Identity {
  const { workflow = 'release.yml', event = 'push', id = '681202' } = more;
  const [owner] = repository.split('/');
  const path = `${repository}/.github/workflows/${workflow}@${ref}`;
  const sha = createHash('sha1').update(path).digest('hex');
  return {
    subject: `repo:${repository}:ref:${ref}`,
    connector: ACTIONS,
    claims: {
      ...{ job_workflow_ref: path, workflow_ref: path, job_workflow_sha: sha, workflow_sha: sha, sha, ref, repository },
      ...{
        workflow: 'Release',
        event_name: event,
        repository_id: id,
        repository_owner: owner,
        repository_owner_id: '9102',
      },
      ...{ run_id: '7781230', run_attempt: '1', runner_environment: 'github-hosted', repository_visibility: 'public' },
    },
  };
}

/** What a project says on its page for a build of its own. */
export const commandFor = (repository: string, ref: string, workflow = 'release.yml'): string =>
  `cosign verify-blob --bundle FILE.sigstore.json \\
  --certificate-identity https://github.com/${repository}/.github/workflows/${workflow}@${ref} \\
  --certificate-oidc-issuer ${ACTIONS} FILE`;

/** Who makes downloads, with the lab's services in place of the public ones. */
export class KeylessMaker {
  readonly #lab: Lab;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** A home whose app takes the lab's services for the public ones, as if both had one trusted root. */
  readonly prepare = (home: string): void => {
    const shipped = JSON.parse(Buffer.from(shippedTrustedRoot()).toString('utf8')) as Record<string, unknown[]>;
    const own = JSON.parse(readFileSync(this.#lab.files.trustedRoot, 'utf8')) as Record<string, unknown[]>;
    const root: Record<string, unknown> = { ...shipped };
    for (const list of ['tlogs', 'certificateAuthorities', 'ctlogs', 'timestampAuthorities'])
      root[list] = [...(shipped[list] ?? []), ...(own[list] ?? [])];
    const now = new Date().toISOString();
    const content = {
      name: 'public-good',
      addedAt: now,
      repository: 'https://tuf-repo-cdn.sigstore.dev',
      trustedRoot: Buffer.from(JSON.stringify(root)).toString('base64'),
      ...{ refreshedAt: now, triedAt: now },
    };
    mkdirSync(join(home, 'instances'), { mode: 0o700 });
    writeFileSync(join(home, 'instances', 'public-good.json'), JSON.stringify({ version: 1, content }), {
      mode: 0o600,
    });
  };

  /** The same, but with a log that nobody here knows. */
  withLogOf(stranger: Lab): KeylessMaker {
    return new KeylessMaker({ ...this.#lab, urls: { ...this.#lab.urls, rekor2: stranger.urls.rekor2 } });
  }

  /** The next answer of a service is a lie, which nobody who makes the download notices. */
  beLiedToBy<S extends ServiceName>(service: S, what: Forgeries[KindOf<S>]): this {
    this.#lab.inject(service, { kind: 'forge', what });
    return this;
  }

  /** Signs a file as it stands, and writes the bundle beside it. */
  async sign(path: string, who: Identity, witnesses?: { log?: 1 | 2 | 'none'; timestamp?: boolean }): Promise<string> {
    return this.#write(path, await signWithLibrary(this.#lab, readFileSync(path), who, witnesses));
  }

  /** Signs a statement about a file: by which build it was made. `about`: of which bytes, where not its own. */
  async attest(path: string, who: Identity, about = readFileSync(path)): Promise<string> {
    const { repository, ref, sha, job_workflow_ref: workflow } = who.claims as Record<string, string>;
    const source = `git+https://github.com/${repository}@${ref}`;
    const statement = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: path.split('/').at(-1), digest: { sha256: createHash('sha256').update(about).digest('hex') } }],
      predicateType: 'https://slsa.dev/provenance/v1',
      predicate: {
        buildDefinition: {
          buildType: 'https://actions.github.io/buildtypes/workflow/v1',
          externalParameters: {
            workflow: { ref, repository: `https://github.com/${repository}`, path: '.github/workflows/release.yml' },
          },
          resolvedDependencies: [{ uri: source, digest: { gitCommit: sha } }],
        },
        runDetails: { builder: { id: `https://github.com/${workflow}` }, metadata: { invocationId: randomUUID() } },
      },
    };
    const { urls } = this.#lab;
    const signer = new FulcioSigner({
      fulcioBaseURL: urls.fulcio,
      identityProvider: { getToken: () => Promise.resolve(this.#lab.token(who)) },
    });
    const witnesses = [
      new RekorWitness({ rekorBaseURL: urls.rekor2, majorApiVersion: 2 }),
      new TSAWitness({ tsaBaseURL: urls.timestamp }),
    ];
    const artifact = { data: Buffer.from(JSON.stringify(statement)), type: 'application/vnd.in-toto+json' };
    return this.#write(path, await new DSSEBundleBuilder({ signer, witnesses }).create(artifact));
  }

  /** Signs as cosign did before there were bundles: its JSON (`file.bundle`), or `file.sig` and `file.pem`. */
  async signAsBefore(path: string, who: Identity, form: 'bundle' | 'detached'): Promise<string[]> {
    const made = await signWithLibrary(this.#lab, readFileSync(path), who, { log: 1, timestamp: false });
    const { verificationMaterial: material, content } = made;
    const [entry] = material.tlogEntries;
    if (content.$case !== 'messageSignature' || material.content.$case === 'publicKey' || entry === undefined)
      throw new Error('another bundle than asked for');
    const der =
      material.content.$case === 'certificate'
        ? material.content.certificate.rawBytes
        : material.content.x509CertificateChain.certificates[0]?.rawBytes;
    const lines = der?.toString('base64').match(/.{1,64}/g) ?? [];
    const pem = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
    const signature = content.messageSignature.signature.toString('base64');
    const write = (name: string, text: string) => {
      writeFileSync(name, text);
      return name;
    };
    if (form === 'detached') return [write(`${path}.sig`, signature), write(`${path}.pem`, pem)];
    const rekorBundle = {
      SignedEntryTimestamp: entry.inclusionPromise?.signedEntryTimestamp.toString('base64'),
      Payload: {
        body: entry.canonicalizedBody.toString('base64'),
        integratedTime: Number(entry.integratedTime),
        logIndex: Number(entry.logIndex),
        logID: entry.logId.keyId.toString('hex'),
      },
    };
    const cert = Buffer.from(pem).toString('base64');
    return [write(`${path}.bundle`, JSON.stringify({ base64Signature: signature, cert, rekorBundle }))];
  }

  #write(path: string, bundle: Bundle): string {
    writeFileSync(`${path}.sigstore.json`, JSON.stringify(bundleToJSON(bundle)));
    return `${path}.sigstore.json`;
  }
}
