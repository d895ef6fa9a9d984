import { Button } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useWords } from '../words.ts';
import { useShell } from './shell.ts';

/** The main button of a screen that signs. Ctrl+Enter presses it from anywhere on the screen. */
export function SignButton({
  isReady,
  onPress,
  children,
}: {
  isReady: boolean;
  onPress: () => void;
  children: ReactNode;
}) {
  const isMac = useIsMac();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat || !isReady) return;
      if (document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      onPress();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  return (
    <Button
      size="md"
      leftSection={<IconSignature size={20} aria-hidden />}
      disabled={!isReady}
      aria-keyshortcuts={isMac ? 'Meta+Enter' : 'Control+Enter'}
      onClick={onPress}
    >
      <span>{children}</span>
    </Button>
  );
}

/** The keys that press the button, as this system writes them. */
export function SignShortcut() {
  const t = useWords();
  return <kbd>{t(useIsMac() ? 'sign.shortcutMac' : 'sign.shortcut')}</kbd>;
}

const useIsMac = (): boolean => useShell((shell) => shell.info?.platform === 'darwin');
