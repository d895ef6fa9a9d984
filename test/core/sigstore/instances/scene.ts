import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type InstancesOptions, openInstances } from '../../../../electron/core/sigstore/instances/open-instances.ts';
import type { InstanceService, InstanceSource } from '../../../../electron/core/sigstore/instances/instance-service.ts';
import { shipped } from '../../../../electron/core/sigstore/instances/shipped.ts';
import { TufRepository } from './tuf-repository.ts';

/** Instances in a home of their own, by a clock that the test turns. */
export interface InstancesScene {
  home: string;
  instances: InstanceService;
  /** What the clock says. */
  now: Date;
  offline: boolean;
  /** Opens the same home again, as the next start of the app does. */
  open(options?: Partial<InstancesOptions>): InstanceService;
  close(): void;
}

export function openScene(options: Partial<InstancesOptions> = {}): InstancesScene {
  const home = mkdtempSync(join(tmpdir(), 'cs-instances-'));
  const open = (more: Partial<InstancesOptions> = {}): InstanceService =>
    openInstances({
      home,
      clock: () => new Date(scene.now),
      offline: () => scene.offline,
      ...options,
      ...more,
    });
  const scene: InstancesScene = {
    home,
    now: new Date(),
    offline: false,
    open,
    instances: undefined as unknown as InstanceService,
    close: () => rmSync(home, { recursive: true, force: true }),
  };
  scene.instances = open();
  return scene;
}

const staging = await shipped('staging');

/** A trusted root that names its first log `log`. */
export function trustedRootFile(log = 'https://rekor.example.org'): Buffer {
  const root = JSON.parse(Buffer.from(staging.trustedRoot).toString('utf8')) as { tlogs: { baseUrl: string }[] };
  root.tlogs = root.tlogs.slice(0, 1).map((one) => ({ ...one, baseUrl: log }));
  return Buffer.from(JSON.stringify(root));
}

/** A signing config with one service of each kind. */
export function signingConfigFile(host = 'example.org'): Buffer {
  const services = (name: string, majorApiVersion = 1) => [
    { url: `https://${name}.${host}`, majorApiVersion, validFor: { start: '2025-01-01T00:00:00Z' }, operator: host },
  ];
  return Buffer.from(
    JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
      caUrls: services('fulcio'),
      oidcUrls: services('login'),
      rekorTlogUrls: services('log', 2),
      tsaUrls: services('time'),
      rekorTlogConfig: { selector: 'ANY' },
      tsaConfig: { selector: 'ANY' },
    }),
  );
}

/** A repository with a trusted root and a signing config, served. */
export function startRepository(log?: string): Promise<TufRepository> {
  const targets = { 'trusted_root.json': trustedRootFile(log), 'signing_config.v0.2.json': signingConfigFile() };
  return new TufRepository(targets).serve();
}

/** The repository as a source that a user gives. */
export const sourceOf = (repository: TufRepository): InstanceSource => ({
  kind: 'tuf',
  repository: repository.url,
  root: repository.root(1),
});

/** The log that an instance's trusted root names. */
export async function logOf(instances: InstanceService, name: string): Promise<string> {
  const { bytes } = await instances.trustedRoot(name);
  const root = JSON.parse(Buffer.from(bytes).toString('utf8')) as { tlogs: { baseUrl: string }[] };
  return root.tlogs[0]?.baseUrl ?? '';
}
