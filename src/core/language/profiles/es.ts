export const es = `
de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya
entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque qué sólo han yo hay vez
puede todos así nos ni parte tiene él uno donde bien tiempo mismo ese ahora cada vida otro después te otros aunque esa
eso hace otra gobierno tan durante siempre día tanto ella tres sí dijo sido gran país según menos mundo año antes estado
Escribe una carta corta a un amigo que se ha mudado a otra ciudad y cuéntale qué ha cambiado en casa.
Explica con palabras sencillas cómo el corazón mueve la sangre por el cuerpo y por qué necesitamos oxígeno.
Haz una lista de cinco cosas que hay que revisar antes de comprar un coche usado.
Esta mañana hacía frío, así que los niños se quedaron dentro y jugaron con su hermano hasta la hora de comer.
¿Cuántas manzanas quedan si tienes doce y das tres a cada uno de tus dos vecinos?
Resume el siguiente párrafo en una sola frase y conserva el nombre de cada persona que aparece.
Quisiera saber a qué hora sale el próximo tren y cuánto dura normalmente el viaje.
Describe los pasos para cocinar arroz con verduras, empezando por lo que se debe comprar.
Clasifica cada una de estas oraciones como positiva, negativa o neutral y da una razón.
¿Cuál es la diferencia entre un lago y un río, y de dónde viene el agua en la temporada seca?
Los campesinos del pueblo siembran maíz cuando empiezan las lluvias y venden en el mercado lo que no comen.
Nuestra escuela abrió el mes pasado una biblioteca nueva con libros, periódicos y una sala tranquila para leer.
El gobierno anunció ayer que el precio del pan no cambiará durante el próximo año.
`;
