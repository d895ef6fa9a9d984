import type { Forgeries, KindOf, ServiceName } from '../lab/faults.ts';
import { build } from '../support/keyless-maker.ts';
import { downloaded, LANTERN, makerOf } from './keyless-desk.ts';
import type { State } from './state.ts';

/** A bundle made while one of the services lied: all else in it is as it should be. */
function broken<S extends ServiceName>(
  id: string,
  title: string,
  [service, what]: [S, Forgeries[KindOf<S>]],
  link: number,
): State {
  return {
    id: `card-keyless-${id}-broken`,
    screen: 'Verify',
    title: `Do not trust: ${title}`,
    also: ['narrow', 'whole'],
    arrange: async (desk) => {
      const name = `lantern-5.${link}.${id}.zip`;
      const { file } = downloaded(desk, name);
      await makerOf(desk).beLiedToBy(service, what).sign(file, build(LANTERN, 'refs/tags/v5'));
      await desk.checked([file], 'proof-broken');
      await desk.unfold();
      await desk.page.locator(`.chain-link:nth-child(${link}) summary`).first().click();
    },
  };
}

/** Cards of bundles in which one proof is false, and of what only bears a bundle's name. */
export const BROKEN: readonly State[] = [
  broken('certificate-log', 'the certificate was not made public as it claims', ['fulcio', 'sct'], 4),
  broken('checkpoint', 'somebody else signed the log’s state', ['rekor2', 'checkpoint'], 6),
  broken('timestamp', 'the timestamp is over something else', ['timestamp', 'digest'], 6),
  {
    id: 'card-keyless-web-page',
    screen: 'Verify',
    title: 'Do not trust: a web page was saved as the bundle',
    also: ['narrow'],
    arrange: async (desk) => {
      const { file, place } = downloaded(desk, 'lantern-5.1.tar.gz');
      place.write(
        'lantern-5.1.tar.gz.sigstore.json',
        '<!DOCTYPE html>\n<html lang="en"><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>\n',
      );
      await desk.checked([file], 'signature-is-web-page');
    },
  },
];
