import {
  IconBuildingCommunity,
  IconGitBranch,
  IconHistory,
  IconKey,
  IconRosetteDiscountCheck,
  IconSettings,
  IconShieldSearch,
  IconSignature,
} from '@tabler/icons-react';
import { SCREENS, useShell } from '../parts/shell.ts';
import { useWords } from '../words.ts';

const ICONS = {
  verify: IconShieldSearch,
  sign: IconSignature,
  keys: IconKey,
  publishers: IconBuildingCommunity,
  repositories: IconGitBranch,
  activity: IconHistory,
  settings: IconSettings,
} as const;

/** The left rail: every screen by word and icon. */
export function Rail() {
  const t = useWords();
  const screen = useShell((shell) => shell.screen);
  const go = useShell((shell) => shell.go);
  return (
    <nav className="rail" aria-label={t('frame.screens')}>
      <div className="rail-brand">
        <IconRosetteDiscountCheck size={22} aria-hidden />
        {t('frame.name')}
      </div>
      <ul className="rail-list">
        {SCREENS.map((name) => {
          const Icon = ICONS[name];
          return (
            <li key={name}>
              <button
                type="button"
                className="rail-item"
                aria-current={name === screen ? 'page' : undefined}
                onClick={() => go(name)}
              >
                <Icon size={20} stroke={1.75} aria-hidden />
                {t(`screens.${name}`)}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
