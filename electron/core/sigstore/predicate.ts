import { isObject } from './json-fields.ts';
import type { JsonObject } from './json-fields.ts';
import type { StatementSummary } from './statement.ts';

type Summary = Pick<StatementSummary, 'kind' | 'provenance' | 'parts'>;
type Provenance = NonNullable<StatementSummary['provenance']>;

/** The longest text that is taken over. */
const MAX_TEXT = 500;

/** What a predicate says, of the kinds that can be put into words. What is missing or not what it should be is left out. Never throws. */
export function summarizePredicate(type: string, predicate: JsonObject): Summary {
  if (type === 'https://slsa.dev/provenance/v1') return { kind: 'provenance', provenance: provenanceV1(predicate) };
  if (type === 'https://slsa.dev/provenance/v0.2') return { kind: 'provenance', provenance: provenanceV02(predicate) };
  if (/^https:\/\/spdx\.dev\/Document(\/v[\d.]+)?$/.test(type))
    return { kind: 'spdx', parts: spdx(document(predicate)) };
  if (/^https:\/\/cyclonedx\.org\/bom(\/v?[\d.]+)?$/.test(type)) {
    return { kind: 'cyclonedx', parts: cyclonedx(document(predicate)) };
  }
  return { kind: 'other' };
}

function provenanceV1(predicate: JsonObject): Provenance {
  const definition = inside(predicate, 'buildDefinition');
  const parameters = inside(definition, 'externalParameters');
  const workflow = inside(parameters, 'workflow');
  const [source] = several(definition, 'resolvedDependencies').filter(isObject);
  const from = splitUri(said(source ?? {}, 'uri'));
  const run = inside(predicate, 'runDetails');
  const metadata = inside(run, 'metadata');
  return present({
    repository: said(workflow, 'repository') ?? from.repository,
    commit: commitIn(inside(source ?? {}, 'digest')),
    ref: said(workflow, 'ref') ?? from.ref,
    // GitLab's runner has jobs where GitHub has workflows.
    workflow: said(workflow, 'path') ?? said(parameters, 'entryPoint'),
    builder: said(inside(run, 'builder'), 'id'),
    invocation: said(metadata, 'invocationId') ?? said(metadata, 'invocationID'),
  });
}

/** GitLab's runner writes the commit under the name of another digest, whose length it has not. */
function commitIn(digest: JsonObject): string | undefined {
  const other = said(digest, 'sha256');
  return said(digest, 'gitCommit') ?? said(digest, 'sha1') ?? (/^[0-9a-f]{40}$/.test(other ?? '') ? other : undefined);
}

function provenanceV02(predicate: JsonObject): Provenance {
  const invocation = inside(predicate, 'invocation');
  const source = inside(invocation, 'configSource');
  const from = splitUri(said(source, 'uri'));
  return present({
    repository: from.repository,
    commit: commitIn(inside(source, 'digest')),
    ref: from.ref,
    workflow: said(source, 'entryPoint'),
    builder: said(inside(predicate, 'builder'), 'id'),
    invocation:
      said(inside(predicate, 'metadata'), 'buildInvocationId') ??
      said(inside(predicate, 'metadata'), 'buildInvocationID'),
  });
}

/** `git+https://github.com/org/repo@refs/tags/v1` taken apart. */
function splitUri(uri: string | undefined): { repository?: string; ref?: string } {
  if (uri === undefined) return {};
  const plain = uri.replace(/^git\+/, '');
  const at = plain.indexOf('@', plain.indexOf('://') + 3);
  return at === -1 ? { repository: plain } : { repository: plain.slice(0, at), ref: plain.slice(at + 1) };
}

/** Cosign once put the document into a field of its own, as an object or as text. */
function document(predicate: JsonObject): JsonObject {
  const { Data: data } = predicate;
  if (isObject(data)) return data;
  if (typeof data !== 'string') return predicate;
  try {
    const parsed = JSON.parse(data) as unknown;
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function spdx(found: JsonObject): StatementSummary['parts'] {
  const name = said(found, 'name');
  return {
    format: said(found, 'spdxVersion') ?? 'SPDX',
    ...(name === undefined ? {} : { name }),
    count: several(found, 'packages').length,
  };
}

function cyclonedx(found: JsonObject): StatementSummary['parts'] {
  const name = said(inside(inside(found, 'metadata'), 'component'), 'name');
  const version = said(found, 'specVersion');
  return {
    format: version === undefined ? 'CycloneDX' : `CycloneDX ${version}`,
    ...(name === undefined ? {} : { name }),
    count: several(found, 'components').length,
  };
}

function inside(object: JsonObject, name: string): JsonObject {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return isObject(value) ? value : {};
}

function several(object: JsonObject, name: string): readonly unknown[] {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return Array.isArray(value) ? value : [];
}

function said(object: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return typeof value === 'string' && value !== '' ? value.slice(0, MAX_TEXT) : undefined;
}

function present(all: { [K in keyof Required<Provenance>]: string | undefined }): Provenance {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
