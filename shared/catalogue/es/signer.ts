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
    vouched: '{{identity}}, con el aval de {{issuer}}',
    instance: 'Lo avala el Sigstore {{instance}}, no el público.',
    anyTag: 'Lo que {{builder}} compila a partir de {{repository}} con {{workflow}}, para cualquier etiqueta',
    oneBranch: 'Lo que {{builder}} compila a partir de {{repository}} con {{workflow}}, para la rama {{ref}}',
    pattern: 'Todos a quienes corresponde {{identity}}, avalados por {{issuer}}',
  },
  identity: {
    how: 'Abra el sitio web del propio proyecto por una dirección que conozca, no por un enlace que llegó con el archivo. Copie lo que dice sobre quién firma sus versiones, o toda su orden para comprobarlas, y péguelo aquí.',
    warning:
      'Cualquiera puede iniciar sesión con una dirección propia o crear un repositorio con un nombre parecido. Solo cuenta la identidad exacta.',
    publisherHint: 'El proyecto, tal como lo llama',
    way: 'Cómo lo dice la página del proyecto',
    ways: {
      pasted: 'Lo dice con palabras',
      together: 'Nombra un repositorio',
    },
    paste: 'Lo que dice la página del proyecto',
    pasteHint: 'Una identidad y quién la avala, o una orden como cosign verify-blob …',
    host: 'Compilado en',
    hosts: {
      github: 'GitHub Actions',
      gitlab: 'GitLab',
    },
    repository: 'Repositorio',
    repositoryHint: 'Como org/repo, de la página del propio proyecto',
    workflow: 'Flujo de trabajo',
    workflowHint: {
      github: 'Por ejemplo, release.yml',
      gitlab: 'Por ejemplo, .gitlab-ci.yml',
    },
    refs: 'Compilado para',
    kinds: {
      tags: 'Cualquier etiqueta (versiones publicadas)',
      branch: 'Una rama',
    },
    branch: 'Rama',
    take: 'Añadir como firmante esperado',
    pinned: 'Desde ahora es un firmante esperado.',
    answer: {
      different:
        'Alto: no es lo mismo. El archivo no lo firmó quien nombra la página del proyecto. No lo abra y vuelva a mirar la dirección de la página.',
      none: 'No encontramos ninguna identidad. Pegue completa la frase o la orden del proyecto.',
      several: 'Nombra más de una. Pegue solo la que firma sus versiones.',
      'no-issuer':
        'No dice quién avala esta identidad. Péguelo también; es una dirección como https://accounts.google.com.',
      'loose-pattern': 'Deja abierto quién firma exactamente. Pegue una identidad entera o nombre el repositorio.',
      'needs-repository':
        'Este flujo de trabajo firma para todos los que lo usan. Nombre en su lugar el repositorio del proyecto.',
      'not-a-release':
        'No se compiló para una versión publicada, sino para un cambio que cualquiera puede proponer. No lo abra.',
      'built-for-branch':
        'Es el repositorio correcto, pero este archivo se compiló para una de sus ramas, y la página no dice que las versiones publicadas se compilen para una rama. Busque la versión publicada. Si la página nombra esta rama, elija «Nombra un repositorio» e indíquela.',
      'no-workflow':
        'Nombra un repositorio, pero no el flujo de trabajo que compila sus versiones. Elija «Nombra un repositorio» e indique ambos.',
    },
  },
};
