import { app } from 'electron';
import { report } from './ipc/gate.ts';

/** Unforeseen faults are said on standard error without their message; nothing is sent anywhere. A thrown one ends the app, as its state is unknown. */
export function watchFaults(): void {
  process.on('unhandledRejection', (reason) => report(reason));
  process.on('uncaughtException', (error) => {
    report(error);
    app.exit(1);
  });
}
