import { nativeTheme } from 'electron';
import type { Settings } from '../../shared/model/settings.ts';
import type { Services } from '../core/services.ts';
import type { Network } from './network.ts';

/** Puts settings into effect: theme, network, the time after which the store locks. */
export function applySettings(services: Services, network: Network, settings: Settings): void {
  nativeTheme.themeSource = settings.theme;
  network.setOffline(settings.offline);
  services.store.setLockAfterMinutes(settings.lockAfterMinutes);
}
