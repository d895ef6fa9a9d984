import { expect, test } from 'vitest';
import { isManifestName, LONGEST_MANIFEST_NAME } from '../../shared/manifest-name.ts';

test('one plain file name is the name of a list', () => {
  for (const name of ['SHA256SUMS', 'checksums.txt', '.hidden', '..x', 'a'.repeat(LONGEST_MANIFEST_NAME)])
    expect(isManifestName(name), name).toBe(true);
});

test('what leads elsewhere, is nothing or is too long is none', () => {
  for (const name of ['', '.', '..', '../x', 'a/b', 'a\\b', 'C:x', 'a\0', 'a'.repeat(LONGEST_MANIFEST_NAME + 1)])
    expect(isManifestName(name), name).toBe(false);
});
