import { describe, expect, it } from 'vitest';
import { otherVersion } from '../../../electron/core/verify/tag-remark.ts';

describe('a tag and the version in a name', () => {
  it.each([
    ['v2.0', 'tool-2.0.zip'],
    ['v2.0.1', 'tool-2.0.zip'],
    ['v2.0', 'tool-2.0.1.zip'],
    ['2.0', 'tool_v2.0_amd64.deb'],
    ['release-2.0', 'tool-2.0-py3.12.whl'],
    ['tool/v2.0', 'ubuntu-24.04-tool-2.0.tar.gz'],
    ['v2', 'tool-2.1.zip'],
    ['v2.0', 'tool.zip'],
    ['v2.0', 'tool-x86_64.zip'],
    ['latest', 'tool-2.0.zip'],
    ['nightly-2026-05-03', 'tool-2.0.zip'],
    ['v2.0-rc.1', 'tool-2.0-rc.1.zip'],
    ['', ''],
  ])('agree, or say nothing: %s, %s', (tag, name) => expect(otherVersion(tag, name)).toBeUndefined());

  it.each([
    ['v2.0', 'tool-2.1.zip', '2.1'],
    ['v1.9', 'tool-2.0.zip', '2.0'],
    ['v2', 'tool-3.1.zip', '3.1'],
    ['v12.0', 'tool-2.0.zip', '2.0'],
    ['v2.0', 'tool-12.0.zip', '12.0'],
    ['tool/v1.0', 'tool-2.0-py3.12.whl', '2.0'],
  ])('contradict each other: %s, %s', (tag, name, version) => expect(otherVersion(tag, name)).toBe(version));
});
