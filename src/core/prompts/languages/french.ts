import type { PromptLanguage } from './promptLanguage.ts';

const instructionsFormat = `Ne répondez que par les nouvelles tâches. Placez avant chacune d’elles cette ligne, seule sur sa ligne :
=== INSTRUCTION ===`;

export const french: PromptLanguage = {
  tag: 'fr',
  reviewedBy: 'unreviewed',
  prompts: {
    instructions: {
      template: `Vous aidez à constituer un recueil de tâches qui apprend à un modèle de langue à suivre des instructions.
Voici quelques tâches de ce recueil. Rédigez {{count}} nouvelles tâches qui puissent y prendre place. {{languages}}{{purpose}}

Chaque nouvelle tâche doit
- demander autre chose que les tâches présentées, dans un autre domaine de la vie ou avec un autre genre de réponse ;
- commencer par un autre verbe et prendre une autre forme que les autres : questions, consignes, tantôt courtes, tantôt longues ;
- pouvoir être accomplie en ne faisant que lire et écrire du texte ;
- se suffire à elle-même : s’il lui faut un texte, une liste ou des données, précisez de quelle sorte, sans les fournir.

Tâches du recueil :

{{demonstrations}}`,
      format: instructionsFormat,
    },
    classificationInstructions: {
      template: `Vous aidez à constituer un recueil de tâches qui apprend à un modèle de langue à suivre des instructions.
Voici quelques tâches de classification de ce recueil : la réponse à chacune est une étiquette unique, prise dans un petit ensemble fixe. Rédigez {{count}} nouvelles tâches de classification qui puissent y prendre place. {{languages}}{{purpose}}

Chaque nouvelle tâche doit
- nommer toutes les étiquettes entre lesquelles il faut choisir ;
- porter sur autre chose que les tâches présentées : un autre domaine de la vie, une autre question, d’autres étiquettes ;
- pouvoir être accomplie en ne faisant que lire et écrire du texte.

Tâches du recueil :

{{demonstrations}}`,
      format: instructionsFormat,
    },
    classification: {
      template: `Dites si une tâche est une tâche de classification, c’est-à-dire si sa réponse, quelle que soit l’entrée, est toujours une étiquette unique prise dans un petit ensemble fixe.

Exemples :

{{demonstrations}}

Tâche à juger :

{{instruction}}`,
      format: `Répondez d’un seul mot, oui ou non, après cette ligne :
=== CLASSIFICATION ===`,
    },
    inputFirst: {
      template: `Complétez une tâche par {{count}} exemples. Pour chaque exemple, rédigez d’abord une entrée que la tâche pourrait recevoir, puis la sortie exacte et complète pour cette entrée.
Si la tâche n’a pas besoin d’entrée, laissez celle-ci vide et ne rédigez qu’un exemple. {{languages}} Si la tâche demande une autre langue, suivez la tâche. Les entrées doivent être concrètes, sans blancs à remplir.

Exemples de tâches complètes :

{{demonstrations}}

Tâche à compléter :

{{instruction}}`,
      format: `Ne répondez que par les exemples. Placez chaque partie sous sa ligne, comme ici :
=== ENTRÉE ===
(l’entrée, ou rien)
=== SORTIE ===
(la sortie)`,
    },
    outputFirst: {
      template: `Complétez une tâche de classification par des exemples. Prenez l’une après l’autre les étiquettes que la tâche autorise, {{count}} au plus : écrivez d’abord l’étiquette comme sortie, puis une entrée à laquelle cette étiquette convient.
{{languages}} Si la tâche demande une autre langue, suivez la tâche. Les entrées doivent être concrètes, sans blancs à remplir.

Exemples de tâches complètes :

{{demonstrations}}

Tâche à compléter :

{{instruction}}`,
      format: `Ne répondez que par les exemples. Placez chaque partie sous sa ligne, comme ici :
=== SORTIE ===
(l’étiquette)
=== ENTRÉE ===
(l’entrée)`,
    },
    regenerate: {
      template: `Accomplissez une tâche d’un recueil qui apprend à un modèle de langue à suivre des instructions. Ce que vous écrirez en sera la sortie, dont le modèle apprendra.

La sortie doit
- être exacte et complète, et faire tout ce que demande l’instruction, sans plus ;
- avoir la forme et la longueur que demande l’instruction ; s’il faut une étiquette, l’étiquette seule, écrite comme dans l’instruction ;
- s’adresser à la personne qui a donné l’instruction, sans un mot sur la présente demande.

{{languages}} Si la tâche demande une autre langue, suivez la tâche.

La tâche :

{{instruction}}

Son entrée :

{{input}}`,
      format: `Ne répondez que par la sortie, sous cette ligne :
=== SORTIE ===`,
    },
    tasks: {
      template: `Vous aidez à constituer un recueil de tâches qui apprend à un modèle de langue à suivre des instructions.
Voici quelques tâches de ce recueil, chacune avec un exemple d’entrée et de sortie. Rédigez {{count}} nouvelles tâches qui puissent y prendre place. {{languages}}{{purpose}}

Chaque nouvelle tâche doit
- demander autre chose que les tâches présentées, dans un autre domaine de la vie ou avec un autre genre de réponse ;
- commencer par un autre verbe et prendre une autre forme que les autres : questions, consignes, tantôt courtes, tantôt longues ;
- pouvoir être accomplie en ne faisant que lire et écrire du texte ;
- avoir une entrée concrète de quelques phrases tout au plus, ou vide quand il n’en faut pas ;
- avoir une sortie exacte et complète pour cette entrée.

Tâches du recueil :

{{demonstrations}}`,
      format: `Ne répondez que par les nouvelles tâches. Placez chaque partie sous sa ligne, comme ici, et commencez chaque tâche par la première d’entre elles :
=== TÂCHE ===
=== INSTRUCTION ===
(l’instruction)
=== CLASSIFICATION ===
(oui si la réponse est une étiquette unique prise dans un petit ensemble fixe, sinon non)
=== ENTRÉE ===
(l’entrée, ou rien)
=== SORTIE ===
(la sortie)`,
    },
  },
  headings: {
    TASK: 'TÂCHE',
    INSTRUCTION: 'INSTRUCTION',
    CLASSIFICATION: 'CLASSIFICATION',
    INPUT: 'ENTRÉE',
    OUTPUT: 'SORTIE',
  },
  labels: { task: 'Tâche : ', classification: 'Classification : ', input: 'Entrée : ', output: 'Sortie : ' },
  none: '(aucune)',
  answers: { yes: ['oui', 'vrai'], no: ['non', 'faux'] },
  writing: {
    all: 'Écrivez dans cette langue : {{language}}.',
    fields: 'Écrivez {{fields}} dans cette langue : {{language}}.',
    names: { instruction: 'l’instruction', input: 'l’entrée', output: 'la sortie' },
  },
};
