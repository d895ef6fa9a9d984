/** The version that TUF metadata name; undefined where they name none that can be counted. */
export function tufVersion(metadata: Uint8Array): number | undefined {
  try {
    const { signed } = JSON.parse(Buffer.from(metadata).toString('utf8')) as { signed: { version: unknown } };
    return Number.isSafeInteger(signed.version) && Number(signed.version) > 0 ? Number(signed.version) : undefined;
  } catch {
    return undefined;
  }
}
