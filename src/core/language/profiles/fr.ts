export const fr = `
de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec ou mais nous cette
aux comme on son tout ses sa leur vous sans elle deux même être fait peut ont aussi si bien après été entre ans encore
je ces avait y très était moins où année depuis alors dont lui toute autre peu fois trois contre temps jour avant monde
Écris une courte lettre à un ami qui a déménagé dans une autre ville et raconte-lui ce qui a changé à la maison.
Explique avec des mots simples comment le cœur fait circuler le sang et pourquoi nous avons besoin d’oxygène.
Fais une liste de cinq choses qu’il faut vérifier avant d’acheter une voiture d’occasion.
Il faisait froid ce matin, alors les enfants sont restés à l’intérieur et ont joué avec leur frère jusqu’au déjeuner.
Combien de pommes reste-t-il si tu en as douze et que tu en donnes trois à chacun de tes deux voisins ?
Résume le paragraphe suivant en une phrase et garde le nom de chaque personne qui y apparaît.
Je voudrais savoir à quelle heure part le prochain train et combien de temps dure le voyage.
Décris les étapes pour cuire du riz aux légumes, en commençant par ce qu’il faut acheter.
Classe chacune de ces phrases comme positive, négative ou neutre et donne une raison.
Quelle est la différence entre un lac et une rivière, et d’où vient l’eau pendant la saison sèche ?
Les paysans du village sèment le maïs quand les pluies commencent et vendent au marché ce qu’ils ne mangent pas.
Notre école a ouvert le mois dernier une nouvelle bibliothèque avec des livres et une salle calme pour lire.
Le gouvernement a annoncé hier que le prix du pain ne changera pas pendant l’année qui vient.
`;
