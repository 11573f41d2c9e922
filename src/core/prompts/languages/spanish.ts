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
    conversation: {
      template: `Escribe conversaciones entre un usuario y un asistente. La tarea de más abajo dice qué quiere el usuario o en qué situación se encuentra.
Número de conversaciones: {{count}}. Si hay varias, que en cada una hable otro tipo de usuario, con otros detalles. {{languages}} Si la tarea pide otro idioma, haz lo que pide.

Cada conversación debe
- tener de dos a ocho turnos: empieza el usuario, los dos se alternan y el asistente dice lo último;
- ser concreta: si hace falta un texto, una lista o unos datos, los da el usuario, sin huecos por rellenar;
- seguir en cada turno del usuario a partir de lo ya dicho, como hace la gente: una duda sobre la respuesta, una corrección, otro deseo;
- tener respuestas correctas, completas y no más largas de lo necesario.

Si el asistente ha de representar a alguien, empieza con un turno de sistema que diga en una o dos frases quién es. Si no, omite el turno de sistema.

Ejemplos:

{{demonstrations}}

Tarea sobre la que hay que escribir:

{{instruction}}`,
      format: `Responde solo con las conversaciones. Empieza cada conversación con la primera de estas líneas y pon cada turno debajo de la suya, así:
=== CONVERSACIÓN ===
=== SISTEMA ===
(quién es el asistente; omite este turno si no es nadie en particular)
=== USUARIO ===
(lo que dice el usuario)
=== ASISTENTE ===
(lo que responde el asistente)`,
    },
    growInstances: {
      template: `Más abajo hay una tarea de una colección, con algunos de sus ejemplos. Con esa colección un modelo de lenguaje aprende a seguir instrucciones. Escribe {{count}} ejemplos más de esta misma tarea.

Cada ejemplo nuevo debe
- tener una entrada propia que diga algo distinto de las entradas mostradas, no lo mismo con una palabra cambiada;
- ser del mismo tipo que los ejemplos mostrados, en extensión y en forma;
- tener la salida correcta y completa para su entrada;
- ser concreto, sin huecos por rellenar.

{{languages}} Si los ejemplos mostrados están en otros idiomas, haz como ellos.

Algunos de sus ejemplos:

{{examples}}

Tarea con la que hay que seguir:

{{instruction}}`,
      format: `Responde solo con los ejemplos nuevos. Pon cada parte debajo de su línea, así:
=== ENTRADA ===
(la entrada)
=== SALIDA ===
(la salida)`,
    },
    growLabelled: {
      template: `Más abajo hay una tarea de clasificación de una colección, con algunos de sus ejemplos. Con esa colección un modelo de lenguaje aprende a seguir instrucciones. Escribe {{count}} ejemplos más de esta misma tarea, todos con la única etiqueta que se nombra al final.

Cada ejemplo nuevo debe
- repetir la etiqueta como salida, tal como está escrita;
- tener una entrada a la que le corresponda esa etiqueta y ninguna otra;
- tener una entrada propia que diga algo distinto de las entradas mostradas, no lo mismo con una palabra cambiada;
- ser concreto, sin huecos por rellenar.

{{languages}} Si los ejemplos mostrados están en otro idioma, haz como ellos.

Algunos de sus ejemplos:

{{examples}}

Tarea con la que hay que seguir:

{{instruction}}

Etiqueta de los ejemplos nuevos:

{{label}}`,
      format: `Responde solo con los ejemplos nuevos. Pon cada parte debajo de su línea, así:
=== SALIDA ===
(la etiqueta)
=== ENTRADA ===
(la entrada)`,
    },
    fromTextOutput: {
      template: `Más abajo hay un pasaje que escribió una persona. Va a ser la respuesta a una instrucción, en una colección con la que un modelo de lenguaje aprende a seguir instrucciones. Escribe la instrucción.

La instrucción debe
- ser tal que este pasaje, exactamente como está, la responda bien;
- decir de qué trata el pasaje, cuánto ocupa y de qué manera está escrito, en lo que el lector necesite saber;
- no citar el pasaje ni mencionar que existe;
- ser una sola petición que alguien podría hacer.

{{languages}}

Pasaje que será la respuesta:

{{text}}`,
      format: `Responde solo con la instrucción para este pasaje, debajo de esta línea:
=== INSTRUCCIÓN ===`,
    },
    fromTextInput: {
      template: `Más abajo hay un pasaje que escribió una persona. Va a ser la entrada de una tarea, en una colección con la que un modelo de lenguaje aprende a seguir instrucciones. Escribe una instrucción que se pueda cumplir con este pasaje, y la salida.

La instrucción debe
- nombrar una sola cosa que hacer con el pasaje, que va a continuación: responder a una pregunta sobre él, cambiar su forma, buscar o juzgar algo en él;
- estar completa sin citar el pasaje.

La salida debe
- ser correcta y completa, y apoyarse solo en el pasaje.

{{languages}} Si la instrucción pide otro idioma, haz lo que pide.

Pasaje que será la entrada:

{{text}}`,
      format: `Responde solo con la instrucción sobre este pasaje y su salida, cada una debajo de su línea, así:
=== INSTRUCCIÓN ===
(la instrucción)
=== SALIDA ===
(la salida)`,
    },
    paraphrase: {
      template: `Di una instrucción con otras palabras. Pertenece a una colección con la que un modelo de lenguaje aprende a seguir instrucciones.

La nueva redacción debe
- pedir exactamente lo mismo: lo que respondía a la instrucción antes debe seguir respondiéndola;
- conservar todos los nombres, números, etiquetas y condiciones;
- tener otra forma: otro verbo, otro orden, una pregunta en vez de una orden, o al revés.

{{languages}}

Instrucción en su redacción anterior:

{{instruction}}`,
      format: `Responde solo con la nueva redacción, debajo de esta línea:
=== INSTRUCCIÓN ===`,
    },
    evolve: {
      template: `Haz una instrucción nueva a partir de otra que ya existe. Las dos pertenecen a una colección con la que un modelo de lenguaje aprende a seguir instrucciones.

Qué hay que cambiar: {{change}}

La instrucción cambiada debe
- entenderse por sí sola: quien la lee no conoce aquella de la que procede;
- ser como mucho unas veinte palabras más larga;
- poder resolverse únicamente leyendo y escribiendo texto.

{{languages}}{{purpose}}

Instrucción de la que se parte:

{{instruction}}`,
      format: `Responde solo con la instrucción cambiada, debajo de esta línea:
=== INSTRUCCIÓN ===`,
    },
  },
  changes: {
    constraint: 'añade una condición que la respuesta deba cumplir y que se pueda comprobar en ella.',
    deepen:
      'pide que se entienda más a fondo el mismo asunto: causas, consecuencias, una comparación o una justificación.',
    concretise: 'pon un caso concreto, con nombres, lugares o cifras, en lugar de lo que se dice en general.',
    rarer: 'mantén el ámbito y pide en él algo que se pide pocas veces, más o menos igual de difícil y de largo.',
  },
  purpose: {
    chatbot:
      'Cada tarea es algo que una persona dice a un asistente en una conversación, con palabras de todos los días.',
    translation:
      'Cada tarea pide una traducción del idioma {{from}} al idioma {{to}}. Varía lo que se traduce: el tipo de texto, el tema, el tono y para quién es.',
    extraction: 'Cada tarea pide resumir un texto o sacar algo de él.',
    classification: 'Cada tarea se responde eligiendo una etiqueta.',
    labels:
      'Cada tarea se responde con una de estas etiquetas y ninguna otra: {{labels}}. Varía lo que se juzga y cómo se pregunta, nunca las etiquetas.',
    domain: 'Todas las tareas son de este ámbito: {{domain}}.',
  },
  headings: {
    TASK: 'TAREA',
    INSTRUCTION: 'INSTRUCCIÓN',
    CLASSIFICATION: 'CLASIFICACIÓN',
    INPUT: 'ENTRADA',
    OUTPUT: 'SALIDA',
    CONVERSATION: 'CONVERSACIÓN',
    SYSTEM: 'SISTEMA',
    USER: 'USUARIO',
    ASSISTANT: 'ASISTENTE',
  },
  labels: {
    task: 'Tarea: ',
    classification: 'Clasificación: ',
    input: 'Entrada: ',
    output: 'Salida: ',
    system: 'Sistema: ',
    user: 'Usuario: ',
    assistant: 'Asistente: ',
  },
  none: '(ninguna)',
  again:
    'No se ha podido leer su respuesta: no tiene la forma pedida. Responda otra vez, por completo, exactamente en la forma pedida, y no escriba nada más.',
  answers: { yes: ['sí', 'verdadero'], no: ['no', 'falso'] },
  writing: {
    all: 'Escribe en este idioma: {{language}}.',
    fields: 'Escribe {{fields}} en este idioma: {{language}}.',
    names: { instruction: 'la instrucción', input: 'la entrada', output: 'la salida' },
  },
};
