import type { Family } from '../family.ts';
import { listOf } from '../table.ts';
import { namesHindi } from './vocabulary.ts';

const small: readonly number[] = Array.from({ length: 99 }, (_, index) => index + 1);

export const sortNumbersHindi: Family = {
  id: 'hi-sort-numbers',
  patterns: [
    'दी गई संख्याओं को {order} क्रम में लिखिए।',
    'बच्चों के अंक बिखरे पड़े हैं; इन्हें {order} क्रम में सजाकर एक पंक्ति में दीजिए।',
    'मकानों के नंबर बेतरतीब नोट हुए हैं। क्या आप इन्हें {order} क्रम में जमा सकते हैं?',
  ],
  slots: { order: { rising: 'बढ़ते', falling: 'घटते' } },
  instance: (random, { order }) => {
    const list = random.sample(small, random.integer(5, 7));
    const sorted = list.toSorted((one, other) => (order === 'rising' ? one - other : other - one));
    return { input: list.join(', '), output: sorted.join(', ') };
  },
};

export const evenOrOddHindi: Family = {
  id: 'hi-even-or-odd',
  labels: ['सम', 'विषम'],
  patterns: [
    'बताइए कि दी गई संख्या सम है या विषम।',
    'क्या इतनी कुर्सियाँ दो-दो की जोड़ी में पूरी बँट जाएँगी? हाँ हो तो “सम”, नहीं तो “विषम” लिखिए।',
    'अंतिम अंक देखकर लॉकर का नंबर दो टोलियों में से एक में रखिए: विषम या सम।',
  ],
  instance: (random, _, label) => ({
    input: String(random.integer(4, 499) * 2 + (label === 'विषम' ? 1 : 0)),
    output: label,
  }),
};

export const percentageHindi: Family = {
  id: 'hi-percentage',
  patterns: ['दी गई रकम का बताया गया प्रतिशत निकालिए।', 'दुकानदार जितने प्रतिशत की छूट दे रहा है, वह कितने रुपये की हुई?'],
  instance: (random) => {
    const rate = random.integer(1, 15) * 5;
    const amount = random.integer(2, 60) * 100;
    return { input: `${amount} रुपये का ${rate} प्रतिशत`, output: `${(amount * rate) / 100} रुपये` };
  },
};

const groceries = listOf('आलू, प्याज़, टमाटर, चावल, चीनी, अरहर दाल');

export const billTotalHindi: Family = {
  id: 'hi-bill-total',
  patterns: [
    'सामान की सूची देखकर कुल बिल रुपयों में बताइए।',
    'सब्ज़ी मंडी से ये चीज़ें ख़रीदी गईं। दुकानदार को कुल कितने पैसे देने होंगे?',
    'पर्ची की आख़िरी लाइन फट गई है; मात्रा और भाव से जोड़ फिर से निकालिए।',
  ],
  instance: (random) => {
    const items = random
      .sample(groceries, 3)
      .map((name) => ({ name, kilos: random.integer(1, 6), price: random.integer(4, 24) * 5 }));
    return {
      input: items.map(({ name, kilos, price }) => `${name}: ${kilos} किलो, ${price} रुपये किलो`).join('\n'),
      output: `${items.reduce((sum, { kilos, price }) => sum + kilos * price, 0)} रुपये`,
    };
  },
};

export const wordProblemHindi: Family = {
  id: 'hi-word-problem',
  patterns: [
    'इबारती सवाल हल कीजिए और केवल परिणाम लिखिए।',
    'छोटी-सी कहानी में छिपे जोड़-घटाव को पहचानकर उत्तर की संख्या बताइए।',
  ],
  instance: (random) => {
    const [giver = '', taker = ''] = random.sample(namesHindi, 2);
    const thing = random.pick(['कंचे', 'आम', 'सिक्के', 'पेड़े']);
    const [had, given, found] = [random.integer(20, 60), random.integer(3, 18), random.integer(2, 9)];
    return {
      input: `${giver} के पास ${had} ${thing} थे। ${given} उसने ${taker} को दे दिए और बाद में ${found} और मिल गए। अब ${giver} के पास कितने ${thing} हैं?`,
      output: String(had - given + found),
    };
  },
};

const numberWords =
  listOf(`शून्य, एक, दो, तीन, चार, पाँच, छह, सात, आठ, नौ, दस, ग्यारह, बारह, तेरह, चौदह, पंद्रह, सोलह, सत्रह, अठारह, उन्नीस, बीस,
  इक्कीस, बाईस, तेईस, चौबीस, पच्चीस, छब्बीस, सत्ताईस, अट्ठाईस, उनतीस, तीस, इकतीस, बत्तीस, तैंतीस, चौंतीस, पैंतीस, छत्तीस, सैंतीस, अड़तीस,
  उनतालीस, चालीस, इकतालीस, बयालीस, तैंतालीस, चौवालीस, पैंतालीस, छियालीस, सैंतालीस, अड़तालीस, उनचास, पचास`);

export const numberInWordsHindi: Family = {
  id: 'hi-number-in-words',
  patterns: [
    'अंकों में दी गई संख्या को हिंदी शब्दों में लिखिए।',
    'विदेश में पली भतीजी हिंदी की गिनती भूल जाती है। उसके लिए इस अंक का नाम लिख दीजिए।',
  ],
  instance: (random) => {
    const value = random.integer(1, 50);
    return { input: String(value), output: numberWords[value] ?? '' };
  },
};

export const devanagariDigits: Family = {
  id: 'hi-devanagari-digits',
  patterns: ['इस संख्या को देवनागरी अंकों में बदलिए।', 'निमंत्रण पत्र पर १, २, ३ जैसे अंक छपेंगे। साल को वैसे ही अंकों में लिखकर दीजिए।'],
  instance: (random) => {
    const input = String(random.integer(1000, 2099));
    return { input, output: input.replaceAll(/[0-9]/gu, (digit) => String.fromCharCode(0x0966 + Number(digit))) };
  },
};

export const durationHindi: Family = {
  id: 'hi-duration',
  patterns: ['मिनटों को घंटों और मिनटों में बदलिए।', 'फ़िल्म इतने मिनट की है; सिनेमाघर के पर्चे पर उसकी अवधि घंटे और मिनट में कैसे लिखेंगे?'],
  instance: (random) => {
    const minutes = random.integer(61, 400);
    return { input: `${minutes} मिनट`, output: `${Math.floor(minutes / 60)} घंटे ${minutes % 60} मिनट` };
  },
};

export const nextInSequenceHindi: Family = {
  id: 'hi-next-in-sequence',
  patterns: ['संख्याओं की शृंखला में अगला पद बताइए।', 'हर संख्या पिछली से बराबर अंतर पर है। सूची को एक क़दम आगे बढ़ाइए।'],
  instance: (random) => {
    const [start, step] = [random.integer(1, 20), random.integer(2, 12)];
    return { input: [0, 1, 2, 3].map((index) => start + step * index).join(', '), output: String(start + step * 4) };
  },
};

const weekdays = listOf('सोमवार, मंगलवार, बुधवार, गुरुवार, शुक्रवार, शनिवार, रविवार');

export const weekdayHindi: Family = {
  id: 'hi-weekday',
  patterns: [
    'बताए गए दिन के इतने दिन बाद सप्ताह का कौन-सा दिन होगा?',
    'दर्ज़ी ने कपड़े देने के लिए कुछ दिन माँगे हैं। आज का दिन जानकर बताइए कि कपड़े किस वार को मिलेंगे।',
  ],
  instance: (random) => {
    const today = random.integer(0, 6);
    const days = random.integer(2, 20);
    return { input: `आज ${weekdays[today]} है, ${days} दिन बाद`, output: weekdays[(today + days) % 7] ?? '' };
  },
};
