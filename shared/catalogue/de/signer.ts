import type * as en from '../en/signer.ts';
import type { Words } from '../words.ts';

/** Who signed with Sigstore, and whom a pin means, in words. */
export const SIGNER: Words<typeof en.SIGNER> = {
  signer: {
    tag: 'Gebaut von {{builder}} aus {{repository}}, Tag {{ref}}',
    branch: 'Gebaut von {{builder}} aus {{repository}}, Branch {{ref}}',
    pull: 'Gebaut von {{builder}} aus {{repository}}, für eine Änderung, die jeder vorschlagen kann ({{ref}})',
    ref: 'Gebaut von {{builder}} aus {{repository}}, {{ref}}',
    build: 'Gebaut von {{builder}} aus {{repository}}',
    login: '{{identity}}, angemeldet mit {{issuer}}',
    vouched: '{{identity}}, verbürgt von {{issuer}}',
    instance: 'Dafür bürgt das Sigstore {{instance}}, nicht das öffentliche.',
    anyTag: 'Was {{builder}} aus {{repository}} mit {{workflow}} baut, für jedes Tag',
    oneBranch: 'Was {{builder}} aus {{repository}} mit {{workflow}} baut, für den Branch {{ref}}',
    pattern: 'Alle, auf die {{identity}} passt, verbürgt von {{issuer}}',
  },
  identity: {
    how: 'Öffnen Sie die eigene Website des Projekts über eine Adresse, die Sie kennen, nicht über einen Link, der mit der Datei kam. Kopieren Sie, was dort darüber steht, wer Veröffentlichungen signiert, oder den ganzen Befehl zum Prüfen, und fügen Sie es hier ein.',
    warning:
      'Jeder kann sich mit einer eigenen Adresse anmelden oder ein Repository mit ähnlichem Namen anlegen. Nur die genaue Identität zählt.',
    publisherHint: 'Das Projekt, wie Sie es nennen',
    way: 'Wie die Seite des Projekts es sagt',
    ways: {
      pasted: 'Sie sagt es in Worten',
      together: 'Sie nennt ein Repository',
    },
    paste: 'Was die Seite des Projekts sagt',
    pasteHint: 'Eine Identität und wer für sie bürgt, oder ein Befehl wie cosign verify-blob …',
    host: 'Gebaut auf',
    hosts: {
      github: 'GitHub Actions',
      gitlab: 'GitLab',
    },
    repository: 'Repository',
    repositoryHint: 'Wie org/repo, von der eigenen Seite des Projekts',
    workflow: 'Workflow',
    workflowHint: {
      github: 'Etwa release.yml',
      gitlab: 'Etwa .gitlab-ci.yml',
    },
    refs: 'Gebaut für',
    kinds: {
      tags: 'Jedes Tag (Veröffentlichungen)',
      branch: 'Einen Branch',
    },
    branch: 'Branch',
    take: 'Diesen Unterzeichner erwarten',
    pinned: 'Dieser Unterzeichner wird von jetzt an erwartet.',
    answer: {
      different:
        'Halt: Es ist nicht dasselbe. Signiert hat jemand anderes, als die Seite des Projekts nennt. Öffnen Sie die Datei nicht und sehen Sie sich die Adresse der Seite noch einmal an.',
      none: 'Darin steht keine Identität. Fügen Sie den Satz oder den Befehl des Projekts ganz ein.',
      several: 'Darin stehen mehrere. Fügen Sie nur die ein, die Veröffentlichungen signiert.',
      'no-issuer':
        'Es fehlt, wer für diese Identität bürgt. Fügen Sie auch das ein; es ist eine Adresse wie https://accounts.google.com.',
      'loose-pattern':
        'Es bleibt offen, wer genau signiert. Fügen Sie eine ganze Identität ein oder nennen Sie das Repository.',
      'needs-repository':
        'Dieser Workflow signiert für alle, die ihn benutzen. Nennen Sie stattdessen das Repository des Projekts.',
      'not-a-release':
        'Gebaut wurde nicht für eine Veröffentlichung, sondern für eine Änderung, die jeder vorschlagen kann. Öffnen Sie die Datei nicht.',
      'built-for-branch':
        'Das Repository stimmt, aber diese Datei wurde für einen seiner Branches gebaut, und die Seite sagt nicht, dass Veröffentlichungen für einen Branch gebaut werden. Suchen Sie die Veröffentlichung selbst. Nennt die Seite diesen Branch, dann wählen Sie „Sie nennt ein Repository“ und tragen ihn ein.',
      'no-workflow':
        'Genannt ist ein Repository, aber nicht der Workflow, der die Veröffentlichungen baut. Wählen Sie „Sie nennt ein Repository“ und tragen Sie beides ein.',
    },
  },
};
