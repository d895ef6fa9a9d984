/** What a version says of itself beside the one before it; undefined where a name says no version. */
export function stepOf(name: string): 'patch' | 'minor' | 'major' | 'preview' | undefined {
  const parts = /(\d+)\.(\d+)(?:\.(\d+))?(-?[a-z][0-9a-z.-]*)?(?:\+[0-9a-z.-]+)?$/i.exec(name);
  if (parts === null) return undefined;
  const [, , minor, patch, preview] = parts;
  if (preview !== undefined) return 'preview';
  if (patch !== undefined && Number(patch) > 0) return 'patch';
  return Number(minor) > 0 ? 'minor' : 'major';
}
