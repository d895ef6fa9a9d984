/** The longest name of a manifest, in characters. */
export const LONGEST_MANIFEST_NAME = 255;

/** One plain file name: it never leads out of the folder that is signed. */
export const MANIFEST_NAME = /^(?!\.{1,2}$)[^/\\:\0]+$/;

/** Whether a list may have this name. */
export function isManifestName(name: string): boolean {
  return name.length <= LONGEST_MANIFEST_NAME && MANIFEST_NAME.test(name);
}
