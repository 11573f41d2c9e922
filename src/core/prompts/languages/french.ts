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
    conversation: {
      template: `Rédigez des conversations entre un utilisateur et un assistant. La tâche ci-dessous dit ce que veut l’utilisateur, ou la situation dans laquelle il se trouve.
Nombre de conversations : {{count}}. S’il y en a plusieurs, faites parler dans chacune un autre genre d’utilisateur, avec d’autres détails. {{languages}} Si la tâche demande une autre langue, suivez la tâche.

Chaque conversation doit
- compter de deux à huit répliques : l’utilisateur commence, les deux parlent tour à tour, l’assistant a le dernier mot ;
- être concrète : s’il faut un texte, une liste ou des chiffres, c’est l’utilisateur qui les donne, sans blancs à remplir ;
- repartir, à chaque réplique de l’utilisateur, de ce qui vient d’être dit, comme on le fait dans la vie : une question sur la réponse, une correction, un autre souhait ;
- contenir des réponses exactes, complètes et pas plus longues qu’il ne faut.

Si l’assistant a un rôle à tenir, commencez par une réplique du système qui dit en une ou deux phrases qui il est. Sinon, omettez cette réplique.

Exemples :

{{demonstrations}}

Tâche sur laquelle écrire :

{{instruction}}`,
      format: `Ne répondez que par les conversations. Commencez chaque conversation par la première de ces lignes et placez chaque réplique sous la sienne, comme ici :
=== CONVERSATION ===
=== SYSTÈME ===
(qui est l’assistant ; omettez cette réplique s’il n’est personne en particulier)
=== UTILISATEUR ===
(ce que dit l’utilisateur)
=== ASSISTANT ===
(ce que répond l’assistant)`,
    },
    growInstances: {
      template: `Voici une tâche d’un recueil, avec quelques-uns de ses exemples. Ce recueil apprend à un modèle de langue à suivre des instructions. Rédigez {{count}} exemples de plus pour cette même tâche.

Chaque nouvel exemple doit
- avoir une entrée à lui, qui dise autre chose que les entrées présentées, et non la même chose à un mot près ;
- être du même genre que les exemples présentés, par sa longueur et par sa forme ;
- avoir la sortie exacte et complète pour son entrée ;
- être concret, sans blancs à remplir.

{{languages}} Si les exemples présentés sont dans d’autres langues, faites comme eux.

Quelques-uns de ses exemples :

{{examples}}

Tâche à poursuivre :

{{instruction}}`,
      format: `Ne répondez que par les nouveaux exemples. Placez chaque partie sous sa ligne, comme ici :
=== ENTRÉE ===
(l’entrée)
=== SORTIE ===
(la sortie)`,
    },
    growLabelled: {
      template: `Voici une tâche de classification d’un recueil, avec quelques-uns de ses exemples. Ce recueil apprend à un modèle de langue à suivre des instructions. Rédigez {{count}} exemples de plus pour cette même tâche, tous avec la seule étiquette nommée à la fin.

Chaque nouvel exemple doit
- reprendre l’étiquette comme sortie, exactement comme elle est écrite ;
- avoir une entrée à laquelle convient cette étiquette et aucune autre ;
- avoir une entrée à lui, qui dise autre chose que les entrées présentées, et non la même chose à un mot près ;
- être concret, sans blancs à remplir.

{{languages}} Si les exemples présentés sont dans une autre langue, faites comme eux.

Quelques-uns de ses exemples :

{{examples}}

Tâche à poursuivre :

{{instruction}}

Étiquette des nouveaux exemples :

{{label}}`,
      format: `Ne répondez que par les nouveaux exemples. Placez chaque partie sous sa ligne, comme ici :
=== SORTIE ===
(l’étiquette)
=== ENTRÉE ===
(l’entrée)`,
    },
    fromTextOutput: {
      template: `Voici un passage écrit par une personne. Il doit devenir la réponse à une instruction, dans un recueil qui apprend à un modèle de langue à suivre des instructions. Rédigez l’instruction.

L’instruction doit
- être telle que ce passage, exactement comme il est, y réponde bien ;
- dire de quoi parle le passage, quelle en est la longueur et dans quelle manière il est écrit, autant que le lecteur a besoin de le savoir ;
- ne pas citer le passage ni laisser entendre qu’il y en a un ;
- être une seule demande, telle qu’une personne pourrait la faire.

{{languages}}

Passage qui sera la réponse :

{{text}}`,
      format: `Ne répondez que par l’instruction pour ce passage, sous cette ligne :
=== INSTRUCTION ===`,
    },
    fromTextInput: {
      template: `Voici un passage écrit par une personne. Il doit devenir l’entrée d’une tâche, dans un recueil qui apprend à un modèle de langue à suivre des instructions. Rédigez une instruction qui puisse s’appliquer à ce passage, et la sortie.

L’instruction doit
- nommer une seule chose à faire du passage, qui vient après elle : répondre à une question à son sujet, en changer la forme, y chercher ou y juger quelque chose ;
- être complète sans citer le passage.

La sortie doit
- être exacte et complète, et ne s’appuyer que sur le passage.

{{languages}} Si l’instruction demande une autre langue, suivez-la.

Passage qui sera l’entrée :

{{text}}`,
      format: `Ne répondez que par l’instruction sur ce passage et sa sortie, chacune sous sa ligne, comme ici :
=== INSTRUCTION ===
(l’instruction)
=== SORTIE ===
(la sortie)`,
    },
    paraphrase: {
      template: `Dites une instruction en d’autres mots. Elle fait partie d’un recueil qui apprend à un modèle de langue à suivre des instructions.

La nouvelle formulation doit
- demander exactement la même chose : ce qui répondait à l’instruction avant doit encore y répondre ;
- garder tous les noms, nombres, étiquettes et conditions ;
- prendre une autre forme : un autre verbe, un autre ordre des mots, une question au lieu d’une consigne, ou l’inverse.

{{languages}}

Instruction dans son ancienne formulation :

{{instruction}}`,
      format: `Ne répondez que par la nouvelle formulation, sous cette ligne :
=== INSTRUCTION ===`,
    },
    evolve: {
      template: `Tirez une nouvelle instruction d’une autre qui existe déjà. Toutes deux font partie d’un recueil qui apprend à un modèle de langue à suivre des instructions.

Ce qu’il faut changer : {{change}}

L’instruction changée doit
- se comprendre seule : qui la lit ne connaît pas celle dont elle est tirée ;
- compter tout au plus une vingtaine de mots de plus ;
- pouvoir être accomplie en ne faisant que lire et écrire du texte.

{{languages}}{{purpose}}

Instruction de départ :

{{instruction}}`,
      format: `Ne répondez que par l’instruction changée, sous cette ligne :
=== INSTRUCTION ===`,
    },
  },
  changes: {
    constraint: 'ajoutez une condition que la réponse doit remplir et que l’on peut vérifier en la lisant.',
    deepen:
      'demandez de comprendre plus à fond le même sujet : des causes, des conséquences, une comparaison ou une justification.',
    concretise:
      'mettez un cas concret, avec des noms, des lieux ou des chiffres, à la place de ce qui est dit en général.',
    rarer:
      'gardez le domaine et demandez-y quelque chose que l’on demande rarement, à peu près aussi difficile et aussi long.',
  },
  purpose: {
    chatbot:
      'Chaque tâche est une chose que l’on dit à un assistant dans une discussion, avec les mots de tous les jours.',
    translation:
      'Chaque tâche demande une traduction, langue de départ : {{from}}, langue d’arrivée : {{to}}. Variez ce qui est traduit : le genre de texte, le sujet, le ton et à qui il s’adresse.',
    extraction: 'Chaque tâche demande de résumer un texte ou d’en tirer quelque chose.',
    classification: 'On répond à chaque tâche en choisissant une étiquette.',
    labels:
      'On répond à chaque tâche par une de ces étiquettes et par aucune autre : {{labels}}. Variez ce qui est jugé et la façon de poser la question, jamais les étiquettes.',
    domain: 'Toutes les tâches relèvent de ce domaine : {{domain}}.',
  },
  headings: {
    TASK: 'TÂCHE',
    INSTRUCTION: 'INSTRUCTION',
    CLASSIFICATION: 'CLASSIFICATION',
    INPUT: 'ENTRÉE',
    OUTPUT: 'SORTIE',
    CONVERSATION: 'CONVERSATION',
    SYSTEM: 'SYSTÈME',
    USER: 'UTILISATEUR',
    ASSISTANT: 'ASSISTANT',
  },
  labels: {
    task: 'Tâche : ',
    classification: 'Classification : ',
    input: 'Entrée : ',
    output: 'Sortie : ',
    system: 'Système : ',
    user: 'Utilisateur : ',
    assistant: 'Assistant : ',
  },
  none: '(aucune)',
  again:
    'Votre réponse n’a pas pu être lue : elle n’a pas la forme demandée. Répondez encore une fois, en entier, exactement sous la forme demandée, et n’écrivez rien d’autre.',
  answers: { yes: ['oui', 'vrai'], no: ['non', 'faux'] },
  writing: {
    all: 'Écrivez dans cette langue : {{language}}.',
    fields: 'Écrivez {{fields}} dans cette langue : {{language}}.',
    names: { instruction: 'l’instruction', input: 'l’entrée', output: 'la sortie' },
  },
};
