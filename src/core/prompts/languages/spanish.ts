import type { PromptLanguage } from './promptLanguage.ts';

const instructionsFormat = `Responde solo con las tareas nuevas. Antes de cada una pon esta línea, sin nada más en ella:
=== INSTRUCCIÓN ===`;

export const spanish: PromptLanguage = {
  tag: 'es',
  reviewedBy: 'unreviewed',
  prompts: {
    instructions: {
      template: `Ayudas a reunir una colección de tareas con la que un modelo de lenguaje aprende a seguir instrucciones.
Más abajo hay algunas tareas de la colección. Escribe {{count}} tareas nuevas que puedan figurar a su lado. {{languages}}{{purpose}}

Cada tarea nueva debe
- pedir algo distinto de las tareas mostradas, de otro ámbito de la vida o con otro tipo de respuesta;
- empezar con otro verbo y tener otra forma que las demás: preguntas, órdenes, unas cortas y otras largas;
- poder resolverse únicamente leyendo y escribiendo texto;
- estar completa: si necesita un texto, una lista o unos datos sobre los que trabajar, di de qué tipo son, sin incluirlos.

Tareas de la colección:

{{demonstrations}}`,
      format: instructionsFormat,
    },
    classificationInstructions: {
      template: `Ayudas a reunir una colección de tareas con la que un modelo de lenguaje aprende a seguir instrucciones.
Más abajo hay tareas de clasificación de la colección: cada una se responde con una sola etiqueta de un conjunto pequeño y fijo. Escribe {{count}} tareas de clasificación nuevas que puedan figurar a su lado. {{languages}}{{purpose}}

Cada tarea nueva debe
- nombrar todas las etiquetas entre las que se puede elegir;
- juzgar algo distinto de las tareas mostradas: otro ámbito de la vida, otra pregunta, otras etiquetas;
- poder resolverse únicamente leyendo y escribiendo texto.

Tareas de la colección:

{{demonstrations}}`,
      format: instructionsFormat,
    },
    classification: {
      template: `Decide si una tarea es de clasificación, es decir, si su respuesta es siempre una sola etiqueta de un conjunto pequeño y fijo, sea cual sea la entrada que reciba.

Ejemplos:

{{demonstrations}}

Tarea que hay que juzgar:

{{instruction}}`,
      format: `Responde con una sola palabra, sí o no, después de esta línea:
=== CLASIFICACIÓN ===`,
    },
    inputFirst: {
      template: `Completa una tarea con {{count}} ejemplos. En cada ejemplo escribe primero una entrada que la tarea podría recibir y luego la salida correcta y completa para esa entrada.
Si la tarea no necesita entrada, déjala vacía y escribe un solo ejemplo. {{languages}} Si la tarea pide otro idioma, haz lo que pide. Las entradas deben ser concretas, sin huecos por rellenar.

Ejemplos de tareas completas:

{{demonstrations}}

Tarea que hay que completar:

{{instruction}}`,
      format: `Responde solo con los ejemplos. Pon cada parte debajo de su línea, así:
=== ENTRADA ===
(la entrada, o nada)
=== SALIDA ===
(la salida)`,
    },
    outputFirst: {
      template: `Completa una tarea de clasificación con ejemplos. Toma una por una las etiquetas que la tarea permite, {{count}} como máximo: escribe primero la etiqueta como salida y luego una entrada a la que le corresponda esa etiqueta.
{{languages}} Si la tarea pide otro idioma, haz lo que pide. Las entradas deben ser concretas, sin huecos por rellenar.

Ejemplos de tareas completas:

{{demonstrations}}

Tarea que hay que completar:

{{instruction}}`,
      format: `Responde solo con los ejemplos. Pon cada parte debajo de su línea, así:
=== SALIDA ===
(la etiqueta)
=== ENTRADA ===
(la entrada)`,
    },
    regenerate: {
      template: `Resuelve una tarea de una colección con la que un modelo de lenguaje aprende a seguir instrucciones. Lo que escribas será su salida, y de ella aprenderá el modelo.

La salida debe
- ser correcta y completa y hacer todo lo que pide la instrucción, nada más;
- tener la forma y la extensión que pide la instrucción; si ha de ser una etiqueta, solo la etiqueta, escrita como en la instrucción;
- dirigirse a quien dio la instrucción, sin decir nada de este encargo.

{{languages}} Si la tarea pide otro idioma, haz lo que pide.

La tarea:

{{instruction}}

Su entrada:

{{input}}`,
      format: `Responde solo con la salida, debajo de esta línea:
=== SALIDA ===`,
    },
    tasks: {
      template: `Ayudas a reunir una colección de tareas con la que un modelo de lenguaje aprende a seguir instrucciones.
Más abajo hay algunas tareas de la colección, cada una con un ejemplo de su entrada y su salida. Escribe {{count}} tareas nuevas que puedan figurar a su lado. {{languages}}{{purpose}}

Cada tarea nueva debe
- pedir algo distinto de las tareas mostradas, de otro ámbito de la vida o con otro tipo de respuesta;
- empezar con otro verbo y tener otra forma que las demás: preguntas, órdenes, unas cortas y otras largas;
- poder resolverse únicamente leyendo y escribiendo texto;
- tener una entrada concreta de pocas frases, o vacía cuando no hace falta;
- tener una salida correcta y completa para esa entrada.

Tareas de la colección:

{{demonstrations}}`,
      format: `Responde solo con las tareas nuevas. Pon cada parte debajo de su línea, así, y empieza cada tarea con la primera de ellas:
=== TAREA ===
=== INSTRUCCIÓN ===
(la instrucción)
=== CLASIFICACIÓN ===
(sí, si la respuesta es una sola etiqueta de un conjunto pequeño y fijo; si no, no)
=== ENTRADA ===
(la entrada, o nada)
=== SALIDA ===
(la salida)`,
    },
  },
  headings: {
    TASK: 'TAREA',
    INSTRUCTION: 'INSTRUCCIÓN',
    CLASSIFICATION: 'CLASIFICACIÓN',
    INPUT: 'ENTRADA',
    OUTPUT: 'SALIDA',
  },
  labels: { task: 'Tarea: ', classification: 'Clasificación: ', input: 'Entrada: ', output: 'Salida: ' },
  none: '(ninguna)',
  answers: { yes: ['sí', 'verdadero'], no: ['no', 'falso'] },
  writing: {
    all: 'Escribe en este idioma: {{language}}.',
    fields: 'Escribe {{fields}} en este idioma: {{language}}.',
    names: { instruction: 'la instrucción', input: 'la entrada', output: 'la salida' },
  },
};
