/** The longest name of a manifest, in characters. */
export const LONGEST_MANIFEST_NAME = 255;

/** One plain file name: it never leads out of the folder that is signed. */
export const MANIFEST_NAME = /^(?!\.{1,2}$)[^/\\:\0]+$/;
