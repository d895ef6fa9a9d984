import { describe, expect, it } from 'vitest';
import { COMMANDS, keyCaps, keysOn, SHORTCUTS, shortcutOf } from '../../shared/shortcuts.ts';

describe('the table of shortcuts', () => {
  it('has keys for every command', () => {
    for (const command of COMMANDS) expect(shortcutOf(command).does).toBe(command);
  });

  it.each([true, false])('has no combination twice (macOS: %s)', (mac) => {
    const keys = Object.values(SHORTCUTS)
      .flat()
      .flatMap((each) => keysOn(each, mac));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('keyCaps', () => {
  it('says what stands on the keys', () => {
    expect(keyCaps('CmdOrCtrl+Shift+O', false)).toEqual(['Ctrl', 'Shift', 'O']);
    expect(keyCaps('CmdOrCtrl+Shift+O', true)).toEqual(['⇧', '⌘', 'O']);
    expect(keyCaps('Ctrl+Cmd+F', true)).toEqual(['⌃', '⌘', 'F']);
    expect(keyCaps('CmdOrCtrl+Plus', false)).toEqual(['Ctrl', '+']);
    expect(keyCaps('Esc', false)).toEqual(['Esc']);
  });
});
