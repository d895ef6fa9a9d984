import { SigningConfig } from '@sigstore/protobuf-specs';
import { AppError } from '../../../shared/error.ts';
import { isAllowedAddress } from '../util/bounded-http.ts';

const LARGEST = 1024 * 1024;
const MOST_SERVICES = 100;
const MEDIA_TYPE = 'application/vnd.dev.sigstore.signingconfig.v0.2+json';

/**
 * Reads a `signing_config.json`. Every service must be https, or http on this machine. Throws `malformed` where it is none, `unsupported` for
 * another version of the format.
 */
export function readSigningConfig(bytes: Uint8Array): SigningConfig {
  if (bytes.length > LARGEST) throw new AppError('malformed', 'the signing config is too large');
  const config = parse(bytes);
  if (config.mediaType !== MEDIA_TYPE)
    throw new AppError('unsupported', `a signing config of type ${config.mediaType}`);
  const services = [...config.caUrls, ...config.oidcUrls, ...config.rekorTlogUrls, ...config.tsaUrls];
  if (services.length > MOST_SERVICES) throw new AppError('malformed', `${services.length} services`);
  const odd = services.find(({ url }) => !URL.canParse(url) || !isAllowedAddress(new URL(url)));
  if (odd !== undefined) throw new AppError('malformed', `the signing config names ${odd.url}`);
  return config;
}

function parse(bytes: Uint8Array): SigningConfig {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new Error('no object');
    return SigningConfig.fromJSON(parsed);
  } catch (error) {
    throw new AppError('malformed', 'this is no signing config', { cause: error });
  }
}

const PUBLIC_DOMAINS = ['sigstore.dev', 'sigstage.dev'];

/** Whether anybody can read what these services are told. Others are their operators' own business. */
export function isPublic({ caUrls, rekorTlogUrls }: SigningConfig): boolean {
  return [...caUrls, ...rekorTlogUrls].some(({ url }) => {
    const { hostname } = new URL(url);
    return PUBLIC_DOMAINS.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
  });
}
