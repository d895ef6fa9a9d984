/** The trusted root of the public-good instance that came with this version, read offline. */
export function shippedTrustedRoot(): Uint8Array {
  return new Uint8Array();
}
