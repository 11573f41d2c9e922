import type { Family } from '../family.ts';
import { listsOf } from '../table.ts';
import { namesHindi, plainWordsHindi, sentencesHindi } from './vocabulary.ts';

export const alphabetiseHindi: Family = {
  id: 'hi-alphabetise',
  patterns: ['शब्दों को वर्णमाला के क्रम में लिखिए।', 'शब्दकोश में ये शब्द जिस क्रम से मिलेंगे, उसी क्रम से हर पंक्ति में एक शब्द लिखिए।'],
  instance: (random) => {
    const words = random.sample(plainWordsHindi, random.integer(4, 6));
    return { input: words.join('\n'), output: words.toSorted().join('\n') };
  },
};

export const countWordsHindi: Family = {
  id: 'hi-count-words',
  patterns: ['वाक्य में कुल कितने शब्द हैं?', 'अख़बार विज्ञापन के पैसे शब्द गिनकर लेता है। इस सूचना के शब्दों की संख्या बताइए।'],
  instance: (random) => {
    const input = random.sample(sentencesHindi, random.integer(1, 2)).join(' ');
    return { input, output: String(input.match(/[\p{L}\p{M}]+/gu)?.length ?? 0) };
  },
};

export const reverseWordsHindi: Family = {
  id: 'hi-reverse-words',
  patterns: ['शब्दों का क्रम उलट दीजिए।', 'सूची को नीचे से ऊपर की ओर पढ़कर अल्पविराम के साथ दोबारा लिखिए।'],
  instance: (random) => {
    const words = random.sample(plainWordsHindi, random.integer(3, 6));
    return { input: words.join(', '), output: words.toReversed().join(', ') };
  },
};

export const removeRepeatsHindi: Family = {
  id: 'hi-remove-repeats',
  patterns: [
    'सूची से दोहराए गए नाम हटाकर बाक़ी को उसी क्रम में रखिए।',
    'शादी के मेहमानों में कुछ लोग दो बार लिखे गए हैं। हर व्यक्ति को एक ही बार रहने दीजिए।',
  ],
  instance: (random) => {
    const guests = random.sample(namesHindi, 4);
    const list = [...guests, ...random.sample(guests, 2)];
    return { input: list.join(', '), output: [...new Set(list)].join(', ') };
  },
};

export const extractPhone: Family = {
  id: 'hi-extract-phone',
  patterns: ['संदेश में से फ़ोन नंबर निकालकर लिखिए।', 'ग्राहक ने बात करने के लिए जो नंबर छोड़ा है, केवल उसे ज्यों का त्यों उतारिए।'],
  instance: (random) => {
    const number = `98${random.integer(10_000_000, 99_999_999)}`;
    const input = random.pick([
      `नमस्ते, मैं ${random.pick(namesHindi)} हूँ। मुझसे ${number} पर बात कर लीजिए।`,
      `सामान पहुँच जाए तो ${number} पर ख़बर कर दें।`,
      `मेरा पुराना नंबर बंद है, नया ${number} है।`,
    ]);
    return { input, output: number };
  },
};

export const politeHindi: Family = {
  id: 'hi-polite',
  patterns: ['आदेश को विनम्र निवेदन में बदलिए।', 'यह बात रूखी लगती है। “कृपया” से शुरू करके आदर के साथ वही बात कहिए।'],
  instance: (random) => {
    const [input, output] = random.pick([
      ['दरवाज़ा बंद करो।', 'कृपया दरवाज़ा बंद कीजिए।'],
      ['यहाँ बैठो।', 'कृपया यहाँ बैठिए।'],
      ['मुझे पानी दो।', 'कृपया मुझे पानी दीजिए।'],
      ['धीरे बोलो।', 'कृपया धीरे बोलिए।'],
      ['काग़ज़ पर दस्तख़त करो।', 'कृपया काग़ज़ पर दस्तख़त कीजिए।'],
      ['कल समय पर आओ।', 'कृपया कल समय पर आइए।'],
    ] as const);
    return { input, output };
  },
};

const packingHindi = listsOf(`
  hills = ऊनी टोपी, दस्ताने, मोटे मोज़े, टॉर्च, गरम जैकेट; sea = तौलिया, चप्पल, धूप का चश्मा, पानी की बोतल, टोपी;
  train = टिकट, पहचान पत्र, चादर, खाने का डिब्बा, ताला`);

export const packingListHindi: Family = {
  id: 'hi-packing-list',
  patterns: [
    '{trip} के लिए साथ ले जाने वाली पाँच चीज़ों की सूची बनाइए।',
    'कल सुबह {trip} पर निकलना है और थैला ख़ाली पड़ा है। पाँच ज़रूरी सामान बताइए, हर पंक्ति में एक।',
  ],
  slots: { trip: { hills: 'पहाड़ों की सैर', sea: 'समुद्र किनारे की छुट्टी', train: 'लंबी रेल यात्रा' } },
  instance: (random, { trip = 'hills' }) => {
    const items = packingHindi[trip] ?? [];
    return {
      input: '',
      output: random
        .sample(items, items.length)
        .map((item) => `- ${item}`)
        .join('\n'),
    };
  },
};

export const invitationHindi: Family = {
  id: 'hi-invitation',
  patterns: [
    'दिए गए बिंदुओं से दो वाक्यों का निमंत्रण लिखिए।',
    'पड़ोसियों को बुलाना है: अवसर, दिन और जगह पढ़कर छोटा-सा न्योता तैयार कीजिए।',
  ],
  instance: (random) => {
    const occasion = random.pick(['गृह प्रवेश', 'जन्मदिन', 'विवाह की वर्षगाँठ']);
    const day = random.pick(['शनिवार', 'रविवार', 'शुक्रवार']);
    const place = random.pick(['सामुदायिक भवन', 'पंचायत घर', 'शिव मंदिर के आँगन']);
    const hour = random.integer(5, 8);
    return {
      input: `${occasion}, ${day}, शाम ${hour} बजे, ${place}`,
      output: `${occasion} के अवसर पर ${day} को शाम ${hour} बजे ${place} में आप सादर आमंत्रित हैं। आपके आने से हमारी ख़ुशी दुगुनी हो जाएगी।`,
    };
  },
};
