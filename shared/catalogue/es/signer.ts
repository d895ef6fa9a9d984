import type * as en from '../en/signer.ts';
import type { Words } from '../words.ts';

/** Who signed with Sigstore, and whom a pin means, in words. */
export const SIGNER: Words<typeof en.SIGNER> = {
  signer: {
    tag: 'Compilado por {{builder}} a partir de {{repository}}, etiqueta {{ref}}',
    branch: 'Compilado por {{builder}} a partir de {{repository}}, rama {{ref}}',
    pull: 'Compilado por {{builder}} a partir de {{repository}}, para un cambio que cualquiera puede proponer ({{ref}})',
    ref: 'Compilado por {{builder}} a partir de {{repository}}, {{ref}}',
    build: 'Compilado por {{builder}} a partir de {{repository}}',
    login: '{{identity}}, con sesión iniciada en {{issuer}}',
    vouched: '{{identity}}, avalado por {{issuer}}',
    instance: 'Lo avala el Sigstore {{instance}}, no el público.',
    anyTag: 'Lo que {{builder}} compila a partir de {{repository}} con {{workflow}}, para cualquier etiqueta',
    oneBranch: 'Lo que {{builder}} compila a partir de {{repository}} con {{workflow}}, para la rama {{ref}}',
    pattern: 'Todos a quienes corresponde {{identity}}, avalados por {{issuer}}',
  },
};
