import type { Family } from '../family.ts';
import { listsOf } from '../table.ts';
import { namesHindi } from './vocabulary.ts';

const genders = listsOf(`
  पुल्लिंग = पहाड़, पंखा, सूरज, घर, पेड़, कपड़ा, दरवाज़ा, चावल; स्त्रीलिंग = नदी, किताब, रोटी, खिड़की, सड़क, चाय, हवा, मेज़`);

export const genderHindi: Family = {
  id: 'hi-gender',
  labels: Object.keys(genders),
  patterns: [
    'संज्ञा का लिंग पहचानिए: पुल्लिंग या स्त्रीलिंग।',
    'हिंदी सीखने वालों के लिए हर शब्द के आगे लिंग लिखना है। इस शब्द के आगे “पुल्लिंग” आएगा या “स्त्रीलिंग”?',
  ],
  instance: (random, _, label) => ({ input: random.pick(genders[label] ?? []), output: label }),
};

const creatures = listsOf(`
  पशु = गाय, हिरन, ऊँट, बकरी, भालू, ख़रगोश; पक्षी = मोर, तोता, कौआ, कबूतर, गौरैया, उल्लू; कीट = तितली, मच्छर, चींटी, मधुमक्खी, टिड्डा, जुगनू`);

export const creatureKind: Family = {
  id: 'hi-creature-kind',
  labels: Object.keys(creatures),
  patterns: ['जीव को उसके वर्ग में रखिए: पशु, पक्षी या कीट।', 'चिड़ियाघर के सूचना-पट्ट के लिए बताइए कि यह कीट है, पशु है या पक्षी।'],
  instance: (random, _, label) => ({ input: random.pick(creatures[label] ?? []), output: label }),
};

const produceHindi = listsOf(`
  फल = केला, सेब, अंगूर, पपीता, अमरूद, संतरा; सब्ज़ी = भिंडी, गोभी, पालक, लौकी, बैंगन, मूली; अनाज = गेहूँ, चावल, बाजरा, मक्का, ज्वार, जौ`);

export const produceKind: Family = {
  id: 'hi-produce-kind',
  labels: Object.keys(produceHindi),
  patterns: [
    'बताइए कि खाने की यह चीज़ फल है, सब्ज़ी है या अनाज।',
    'मंडी में तीन क़तारें हैं, अनाज की, फल की और सब्ज़ी की। यह बोरी किस क़तार में जाएगी?',
  ],
  instance: (random, _, label) => ({ input: random.pick(produceHindi[label] ?? []), output: label }),
};

const moods = listsOf(`
  सकारात्मक = बहुत अच्छा, लाजवाब, शानदार, बेहतरीन; नकारात्मक = बहुत ख़राब, बेकार, निराशाजनक, घटिया`);

export const sentimentHindi: Family = {
  id: 'hi-sentiment',
  labels: Object.keys(moods),
  patterns: [
    'ढाबे के बारे में ग्राहक की राय सकारात्मक है या नकारात्मक?',
    'टिप्पणी पढ़कर लेखक का भाव चुनिए, सकारात्मक अथवा नकारात्मक, और वही एक शब्द लिखिए।',
  ],
  instance: (random, _, label) => {
    const word = random.pick(moods[label] ?? []);
    const input = random.pick([
      `यहाँ का खाना ${word} लगा।`,
      `${random.pick(namesHindi)} को भी इस जगह का अनुभव ${word} लगा।`,
      `कल शाम का भोजन ${word} था।`,
    ]);
    return { input, output: label };
  },
};

const utterances: Readonly<Record<string, readonly string[]>> = {
  प्रश्न: ['आप कल कहाँ गए थे', 'बस कितने बजे आएगी', 'यह थैला किसका है', 'तुमने खाना क्यों नहीं खाया'],
  आदेश: ['दरवाज़ा बंद करो', 'यहाँ चुपचाप बैठो', 'मेरी चिट्ठी डाकघर में डाल दो', 'पौधों को पानी दो'],
  कथन: ['आज मौसम सुहाना है', 'मेरी बहन अध्यापिका है', 'दुकान दस बजे खुलती है', 'नानी कल गाँव लौट गईं'],
};

export const utteranceKind: Family = {
  id: 'hi-utterance-kind',
  labels: Object.keys(utterances),
  patterns: [
    'वाक्य के अंत का चिह्न छूट गया है। पहचानिए कि यह प्रश्न है, आदेश है या कथन।',
    'बैठक में कही गई हर बात को कथन, प्रश्न और आदेश में बाँटिए।',
  ],
  instance: (random, _, label) => ({ input: random.pick(utterances[label] ?? []), output: label }),
};

const directions = listsOf(`
  उत्तर भारत = पंजाब, हरियाणा, हिमाचल प्रदेश, उत्तराखंड; दक्षिण भारत = केरल, तमिलनाडु, कर्नाटक, तेलंगाना; पूर्वोत्तर भारत = असम, मणिपुर, मिज़ोरम, नागालैंड`);

export const regionHindi: Family = {
  id: 'hi-region',
  labels: Object.keys(directions),
  patterns: [
    'राज्य देश के किस भाग में है: उत्तर भारत, दक्षिण भारत या पूर्वोत्तर भारत?',
    'यात्रा-पुस्तिका के तीन खंड हैं: पूर्वोत्तर भारत, दक्षिण भारत, उत्तर भारत। इस राज्य का लेख किस खंड में छपेगा?',
  ],
  instance: (random, _, label) => ({ input: random.pick(directions[label] ?? []), output: label }),
};

export const voterHindi: Family = {
  id: 'hi-voter',
  labels: ['हाँ', 'नहीं'],
  patterns: [
    'भारत में मतदान की उम्र अठारह वर्ष है। क्या यह व्यक्ति वोट दे सकता है? हाँ या नहीं में उत्तर दीजिए।',
    'उम्र देखकर तय कीजिए कि नाम मतदाता सूची में आ सकता है (अठारह या अधिक): हाँ अथवा नहीं।',
  ],
  instance: (random, _, label) => ({
    input: `${random.pick(namesHindi)}, ${label === 'हाँ' ? random.integer(18, 90) : random.integer(6, 17)} वर्ष`,
    output: label,
  }),
};
