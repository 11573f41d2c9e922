export const en = `
the of and to in a is that for it as was with be by on not he this are or his from at which but have had they you were
their one all we can has there been if more when will would who so no out up into than them some could time these two
may then do first any my now such like our over man me even most made after also did many before must through years
where much your way well down should because each just those people how too little state good very make world still own
see men work long get here between both life being under never day same another know while last might us great old year
off come since against go came right used take three what why about please give using without explain describe write
Write a short letter to a friend who has moved to another city and tell them what has changed at home.
Explain in simple words how the heart pumps blood through the body and why we need oxygen to live.
List five things that you should check before you buy a used car, and say which of them matters most.
The weather was cold this morning, so the children stayed inside and played with their brother until lunch.
She asked the teacher whether the test would be difficult, but he only smiled and told her to study a little more.
How many apples are left if you have twelve and give three of them to each of your two neighbours?
Summarise the following paragraph in one sentence and keep the name of every person who is mentioned.
I would like to know what time the next train leaves and how long the journey usually takes.
Describe the steps for cooking rice with vegetables, beginning with the things that have to be bought.
Classify each of these sentences as positive, negative or neutral, and give a reason for your answer.
Many people believe that working at night is harmful to their health, although some of them have no choice.
Choose the correct word to complete the sentence and check the spelling before you send the answer.
What is the difference between a lake and a river, and where does the water come from in the dry season?
Farmers in the village plant maize when the rains begin and sell whatever they do not eat at the market.
Create a list of questions that a doctor could ask somebody who has had a headache for more than a week.
Suggest a title for the story, then rewrite its ending so that the young woman finds her way back.
Our school opened a new library last month, with computers, books, newspapers and a quiet room for reading.
The government announced yesterday that the price of bread will not change during the coming year.
Generate an example of an email in which a customer complains about a phone that stopped working.
Think about the problem carefully, compare both solutions and decide which one is better for most users.
`;
