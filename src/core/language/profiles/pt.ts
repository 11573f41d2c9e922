export const pt = `
de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser
quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me esse
eles estão você tinha foram essa num nem suas meu às minha têm numa pelos elas havia seja qual será nós tenho lhe
Escreva uma carta curta a um amigo que se mudou para outra cidade e conte o que mudou em casa.
Explique com palavras simples como o coração leva o sangue pelo corpo e por que precisamos de oxigênio.
Faça uma lista de cinco coisas que se devem verificar antes de comprar um carro usado.
Estava frio esta manhã, por isso as crianças ficaram dentro de casa e brincaram com o irmão até a hora do almoço.
Quantas maçãs sobram se você tem doze e dá três a cada um dos seus dois vizinhos?
Resuma o parágrafo seguinte em uma frase e mantenha o nome de cada pessoa que aparece.
Gostaria de saber a que horas sai o próximo trem e quanto tempo dura normalmente a viagem.
Descreva os passos para cozinhar arroz com legumes, começando pelo que é preciso comprar.
Classifique cada uma destas frases como positiva, negativa ou neutra e dê uma razão.
Qual é a diferença entre um lago e um rio, e de onde vem a água na estação seca?
Os agricultores da aldeia plantam milho quando começam as chuvas e vendem no mercado o que não comem.
A nossa escola abriu no mês passado uma nova biblioteca com livros, jornais e uma sala tranquila para ler.
O governo anunciou ontem que o preço do pão não vai mudar durante o próximo ano.
`;
