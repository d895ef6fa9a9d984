import { nativeTheme } from 'electron';
import type { Settings } from '../../shared/model/settings.ts';
import type { Services } from '../core/services.ts';

/** Puts settings into effect: theme, network, the time after which the store locks. */
export function applySettings(services: Services, settings: Settings): void {
  nativeTheme.themeSource = settings.theme;
  services.setOffline(settings.offline);
  services.store.setLockAfterMinutes(settings.lockAfterMinutes);
}
