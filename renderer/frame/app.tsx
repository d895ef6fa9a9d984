import { DirectionProvider, MantineProvider } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { ErrorWords } from '../parts/error-words.tsx';
import { HelpLayer } from '../parts/help/help-layer.tsx';
import { type Screen, useShell } from '../parts/shell.ts';
import { VerifyScreen } from '../screens/verify/verify-screen.tsx';
import { theme, variables } from '../theme.ts';
import { DropLayer } from './drop-layer.tsx';
import { Arrived } from './focus.tsx';
import { PromptSheets } from './prompt-sheet.tsx';
import { Rail } from './rail.tsx';
import { ShortcutsSheet } from './shortcuts-sheet.tsx';
import { StatusStrip } from './status-strip.tsx';
import { useIncoming } from './use-incoming.ts';

const LATER = {
  sign: lazy(async () => ({ default: (await import('../screens/sign/sign-screen.tsx')).SignScreen })),
  keys: lazy(async () => ({ default: (await import('../screens/keys/keys-screen.tsx')).KeysScreen })),
  publishers: lazy(async () => ({
    default: (await import('../screens/publishers/publishers-screen.tsx')).PublishersScreen,
  })),
  repositories: lazy(async () => ({
    default: (await import('../screens/repositories/repositories-screen.tsx')).RepositoriesScreen,
  })),
  activity: lazy(async () => ({ default: (await import('../screens/activity/activity-screen.tsx')).ActivityScreen })),
  settings: lazy(async () => ({ default: (await import('../screens/settings/settings-screen.tsx')).SettingsScreen })),
};

const nonce = (): string => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

/** The remembered theme comes from the settings, not from the browser's storage. */
const unremembered = {
  get: () => 'auto' as const,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

/** The whole window. */
export function App() {
  const system = useColorScheme('light', { getInitialValueInEffect: false });
  const chosen = useShell((shell) => shell.settings?.theme ?? 'system');
  return (
    // Follows the page's own direction, which comes with its language.
    <DirectionProvider>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        getStyleNonce={nonce}
        colorSchemeManager={unremembered}
        forceColorScheme={chosen === 'system' ? system : chosen}
      >
        <Frame />
      </MantineProvider>
    </DirectionProvider>
  );
}

function Frame() {
  const screen = useShell((shell) => shell.screen);
  const problem = useShell((shell) => shell.problem);
  const dismiss = useShell((shell) => shell.dismissProblem);
  const said = useShell((shell) => shell.said);
  const main = useRef<HTMLElement>(null);
  useIncoming();
  useEffect(() => {
    main.current?.scrollTo(0, 0);
  }, [screen]);
  return (
    <div className="frame">
      <Rail />
      <main ref={main} className="main" tabIndex={-1}>
        {problem !== null && (
          <div className="column problem">
            <ErrorWords error={problem} onClose={dismiss} />
          </div>
        )}
        <Suspense fallback={null}>
          <ScreenOf screen={screen} />
          <Arrived screen={screen} />
        </Suspense>
      </main>
      <HelpLayer />
      <StatusStrip />
      <DropLayer />
      <ShortcutsSheet />
      <PromptSheets />
      <div className="hidden-visually" role="status" aria-live="polite">
        {said}
      </div>
    </div>
  );
}

function ScreenOf({ screen }: { screen: Screen }) {
  if (screen === 'verify') return <VerifyScreen />;
  const Later = LATER[screen];
  return <Later />;
}
