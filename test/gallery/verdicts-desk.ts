import { openDesk, release, type Desk } from './desk.ts';

/** The people whose signatures stand on the cards; the dates are those that their keys say. */
export const NOVA = 'Nova Lind <nova@compass.example>';
export const PETR = 'Petr Sorokin <petr@sextant.example>';
export const IDA = 'Ida Okafor <ida@compass.example>';
/** Her key expired on 10 January 2025. */
export const HANA = 'Hana Reyes <hana@meridian.example>';
/** Replaced his key in 2025. */
export const TOMAS = 'Tomas Brandt <tomas@plumb.example>';
/** Her key was stolen. */
export const LEA = 'Lea Fontaine <lea@alidade.example>';
/** His key says now that it ended before he signed. */
export const OLE = 'Ole Strand <ole@theodolite.example>';

export const SIGNED_2024 = '20240502T101500';

/** Somebody who checks downloads: she expects Nova for Compass, Hana for Meridian, Tomas for Plumb. */
export async function openVerdicts(): Promise<Desk> {
  const desk = await openDesk();
  const nova = desk.stranger(NOVA, { when: '20230312T090000' });
  const petr = desk.stranger(PETR, { when: '20240118T090000' });
  const ida = desk.stranger(IDA, { when: '20231104T090000' });
  const hana = desk.stranger(HANA, { when: '20230110T090000', expires: '2y' });
  const tomas = desk.stranger(TOMAS, { when: '20220601T090000' });
  const lea = desk.stranger(LEA, { when: '20220914T090000' });
  const ole = desk.stranger(OLE, { when: '20220301T090000' });
  await desk.learn(nova, petr, ida, hana, tomas, lea, ole);
  await desk.expects('Compass', nova);
  await desk.expects('Meridian', hana);
  await desk.expects('Plumb', tomas);
  // One green check teaches the app how Compass calls its releases.
  const { write } = desk.place();
  const file = write('compass-7.0.tar.gz', release('compass-7.0'));
  desk.sign(file, NOVA);
  await desk.checked([file], 'verified', 'Compass');
  return desk;
}
