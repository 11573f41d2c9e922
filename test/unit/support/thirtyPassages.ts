const english = [
  'The tide mill at the mouth of the river was built to grind barley twice a day, whenever the sea allowed it.',
  'Beekeepers in the valley mark their queens with a dot of paint, and the colour tells in which year each was born.',
  'A glacier looks still, yet the stones on its back travel a hand’s breadth every day and arrive as gravel.',
  'When the orchestra tunes, the oboe gives the note, because its pitch is the hardest to change in a hurry.',
  'Salt was so dear in the mountains that shepherds were paid with blocks of it, wrapped in leaves.',
  'The lighthouse keeper wrote down the wind three times a day, for forty years, in the same green ink.',
  'Old maps of the desert show wells as small towers; most of the towers have outlived their water.',
  'A good dry stone wall has no mortar, and for that very reason it survives frost better than one that has.',
  'In the printing house the letter e wore out first, and the founder cast twice as many of it as of any other.',
  'The ferry crosses on a rope, pushed by nothing but the current, which the ferryman meets at an angle.',
  'Children in the village learn the names of forty winds before they learn to read a single word.',
  'Bread from the common oven carried a mark, so that each family found its own loaf in the dark.',
  'The clockmaker kept a broken pendulum on the wall to show that even a wrong length keeps perfect time with itself.',
  'Swallows return to the same barn year after year, though nobody can say how they tell it from the next.',
  'The last tram of the evening rang its bell at the cinema, and the film was cut short if it came early.',
];
const hindi = [
  'गाँव की बावड़ी में सीढ़ियाँ इतनी गहरी हैं कि गर्मियों में भी सबसे नीचे की पाँच सीढ़ियाँ ठंडी रहती हैं।',
  'डाकिया साइकिल पर बैठकर तीन पहाड़ियाँ पार करता था और हर चिट्ठी के साथ मौसम का हाल भी सुनाता था।',
  'पुराने बाज़ार में मसाले तौलने वाले तराज़ू के पलड़े पीतल के थे और उनकी आवाज़ दूर तक सुनाई देती थी।',
  'नाविक तारों को देखकर रास्ता पहचानते थे, पर धुंध की रात में वे केवल लहरों की आवाज़ पर भरोसा करते थे।',
  'दादी के बक्से में एक ऐसी चाबी रखी थी जिसका ताला किसी ने कभी नहीं देखा था।',
  'पहाड़ी रेल इतनी धीरे चलती है कि बच्चे उससे उतरकर फूल तोड़ते हैं और फिर चढ़ जाते हैं।',
  'कुम्हार मिट्टी को तीन दिन तक भिगोता है, क्योंकि जल्दी में बना घड़ा पहली आँच में ही टूट जाता है।',
  'मेले में सबसे लंबी कतार झूले की नहीं, बल्कि उस बूढ़े की होती थी जो कहानियाँ सुनाता था।',
  'नदी ने अपना रास्ता बदला तो पुल सूखी ज़मीन पर खड़ा रह गया और लोग उसे देखने आने लगे।',
  'जुलाहे के करघे की खटखट से मोहल्ले वाले समझ जाते थे कि सुबह के छह बज गए हैं।',
  'रेगिस्तान में ऊँट वाले अपने गीतों की लय ऊँटों की चाल से मिलाते हैं ताकि कोई थके नहीं।',
  'स्कूल की घंटी असल में रेल की पटरी का एक टुकड़ा था जिसे लोहे की छड़ से बजाया जाता था।',
  'बारिश से पहले चींटियाँ अपने अंडे ऊपर ले जाती हैं और किसान उन्हें देखकर बीज ढक देते हैं।',
  'हलवाई कड़ाही का दूध कभी अकेला नहीं छोड़ता, क्योंकि एक पल की भूल से पूरी रात की मेहनत उफन जाती है।',
  'पुस्तकालय की सबसे पुरानी किताब के हाशिए में पाठकों ने सौ साल तक एक दूसरे को जवाब लिखे हैं।',
];

/** Thirty passages in two scripts, in the order in which they stand in the file. */
export const passages: readonly string[] = english.flatMap((text, at) => [text, hindi[at] ?? '']);

/** A Markdown file of them, with headings, a rule, front spaces and line ends of both kinds between. */
export const markdown = `\uFEFF# Notes\r\n\r\n${passages
  .map(
    (text, at) =>
      `${at % 6 === 5 ? `## Part ${at}\n\n` : ''}${at % 4 === 2 ? '  ' : ''}${text}${at % 2 === 0 ? '\r\n\r\n' : '\n\n\n'}`,
  )
  .join('')}---\n\nEnd.\n`;
