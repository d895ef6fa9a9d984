import { nativeTheme } from 'electron';
import type { Settings } from '../../shared/model/settings.ts';
import type { Services } from '../core/services.ts';
import type { Network } from './network.ts';
import { speak } from './words.ts';

/** Puts settings into effect: language, theme, network, the time after which the store locks. */
export async function applySettings(services: Services, network: Network, settings: Settings): Promise<void> {
  nativeTheme.themeSource = settings.theme;
  network.setOffline(settings.offline);
  services.store.setLockAfterMinutes(settings.lockAfterMinutes);
  await speak(settings.language);
}
