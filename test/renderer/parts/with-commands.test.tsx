import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { WithCommands } from '../../../renderer/parts/with-commands.tsx';
import { EN } from '../../../shared/catalogue/en/words.ts';

const shown = (text: string): string => renderToStaticMarkup(<WithCommands text={text} />);

test('a command stays whole with its option, whatever stands around it', () => {
  expect(shown('Use git commit -S, or git log --show-signature.')).toBe(
    'Use <span class="whole-word">git commit -S</span>, or <span class="whole-word">git log --show-signature</span>.',
  );
  expect(shown('Then git tag does it')).toBe('Then <span class="whole-word">git tag</span> does it');
});

test('nothing else is changed', () => {
  expect(shown('Git signs, a git repository, digit log')).toBe('Git signs, a git repository, digit log');
  const { text } = EN.window.gitSetup;
  expect(shown(text).replaceAll(/<[^>]*>/g, '')).toBe(text);
});
