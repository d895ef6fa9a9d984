import { AppError } from '../../shared/error.ts';
import type { AppContext } from './context.ts';

/** Asks the network until the app goes offline; then throws `offline`. */
export async function online<T>(
  { network, services }: Pick<AppContext, 'network' | 'services'>,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signal } = network;
  try {
    return await ask(signal);
  } catch (error) {
    if (signal.aborted && services.offline()) throw new AppError('offline', '', { cause: error });
    throw error;
  }
}
