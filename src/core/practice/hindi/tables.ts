import type { Random } from '../../random.ts';
import type { Family } from '../family.ts';
import { type Table, tableOf } from '../table.ts';

function rowOf(table: Table, random: Random) {
  const [input, output] = random.pick(table);
  return { input, output };
}

const opposites = tableOf(`
  दिन = रात; सुख = दुख; ऊपर = नीचे; नया = पुराना; मीठा = कड़वा; जीत = हार; लाभ = हानि; आगे = पीछे; सच = झूठ; गरम = ठंडा; मित्र = शत्रु; आशा = निराशा;
  उदय = अस्त; प्रकाश = अंधकार; धनी = निर्धन; आज़ाद = ग़ुलाम`);

export const oppositeHindi: Family = {
  id: 'hi-opposite',
  patterns: [
    'शब्द का विलोम लिखिए।',
    'जो कहा गया है उसका ठीक उलटा अर्थ देने वाला एक शब्द बताइए।',
    'वर्ग-पहेली में उलटे अर्थ वाला शब्द भरना है। दिए शब्द के लिए वह क्या होगा?',
  ],
  instance: (random) => rowOf(opposites, random),
};

const synonymsHindi = tableOf(`
  पानी = जल; आग = अग्नि; सूरज = सूर्य; चाँद = चंद्रमा; आँख = नेत्र; पेड़ = वृक्ष; फूल = पुष्प; घर = गृह; धरती = पृथ्वी; हवा = वायु; राजा = नरेश; जंगल = वन; माँ = माता;
  रास्ता = मार्ग; साँप = सर्प; घोड़ा = अश्व`);

export const synonymHindi: Family = {
  id: 'hi-synonym',
  patterns: [
    'दिए गए शब्द का एक पर्यायवाची शब्द लिखिए।',
    'कविता में बोलचाल का शब्द खटक रहा है; उसकी जगह उसी अर्थ का तत्सम शब्द सुझाइए।',
  ],
  instance: (random) => rowOf(synonymsHindi, random),
};

const pluralsHindi = tableOf(`
  लड़का = लड़के; लड़की = लड़कियाँ; किताब = किताबें; कमरा = कमरे; नदी = नदियाँ; आँख = आँखें; चिड़िया = चिड़ियाँ; रोटी = रोटियाँ; जूता = जूते; बात = बातें; माला = मालाएँ;
  पंखा = पंखे; सड़क = सड़कें; कहानी = कहानियाँ; भाषा = भाषाएँ`);

export const pluralHindi: Family = {
  id: 'hi-plural',
  patterns: [
    'एकवचन शब्द को बहुवचन में बदलिए।',
    'एक हो तो यह कहते हैं, कई हों तो क्या कहेंगे?',
    'व्याकरण का अभ्यास: संज्ञा का वह रूप दीजिए जो एक से अधिक के लिए आता है।',
  ],
  instance: (random) => rowOf(pluralsHindi, random),
};

const stateCapitals = tableOf(`
  बिहार = पटना; राजस्थान = जयपुर; गुजरात = गांधीनगर; केरल = तिरुवनंतपुरम; असम = दिसपुर; ओडिशा = भुवनेश्वर; कर्नाटक = बेंगलुरु; मध्य प्रदेश = भोपाल; उत्तर प्रदेश = लखनऊ;
  पश्चिम बंगाल = कोलकाता; महाराष्ट्र = मुंबई; झारखंड = रांची; छत्तीसगढ़ = रायपुर; गोवा = पणजी; सिक्किम = गंगटोक`);

export const stateCapital: Family = {
  id: 'hi-state-capital',
  patterns: [
    'भारत के इस राज्य की राजधानी का नाम बताइए।',
    'सामान्य ज्ञान की प्रतियोगिता में राज्य का नाम बोला गया है; वहाँ की सरकार किस शहर से चलती है?',
  ],
  instance: (random) => rowOf(stateCapitals, random),
};

const english = tableOf(`
  खिड़की = window; बादल = cloud; चाबी = key; पुल = bridge; मछली = fish; दूध = milk; किसान = farmer; सेब = apple; सपना = dream; बर्फ़ = snow; साबुन = soap; तारा = star;
  कुर्सी = chair; पत्ता = leaf; नमक = salt; घंटी = bell`);

export const toEnglish: Family = {
  id: 'hi-to-english',
  patterns: [
    'हिंदी शब्द का अंग्रेज़ी अनुवाद लिखिए।',
    'पर्यटकों के लिए छोटी शब्दावली बन रही है। इस शब्द के सामने अंग्रेज़ी में क्या लिखा जाए?',
  ],
  instance: (random) => rowOf(english, random),
};

export const toHindi: Family = {
  id: 'hi-from-english',
  patterns: ['अंग्रेज़ी के इस शब्द को हिंदी में क्या कहते हैं?', 'बच्चे की अंग्रेज़ी किताब में आए शब्द का अर्थ हिंदी के एक शब्द में समझाइए।'],
  instance: (random) => {
    const { input, output } = rowOf(english, random);
    return { input: output, output: input };
  },
};

const feminine = tableOf(`
  राजा = रानी; शेर = शेरनी; लेखक = लेखिका; गायक = गायिका; धोबी = धोबिन; मोर = मोरनी; दादा = दादी; अध्यापक = अध्यापिका; नौकर = नौकरानी; बूढ़ा = बूढ़ी; पुत्र = पुत्री;
  नाई = नाइन; देवर = देवरानी; बालक = बालिका`);

export const feminineHindi: Family = {
  id: 'hi-feminine',
  patterns: [
    'पुल्लिंग शब्द का स्त्रीलिंग रूप लिखिए।',
    'लिंग बदलकर वही संज्ञा दोबारा लिखिए: पुरुष के लिए आया शब्द स्त्री के लिए कैसे होगा?',
  ],
  instance: (random) => rowOf(feminine, random),
};

const makers = tableOf(`
  मिट्टी के बरतन = कुम्हार; सोने के गहने = सुनार; लकड़ी की मेज़ = बढ़ई; सिले हुए कपड़े = दर्ज़ी; लोहे के औज़ार = लुहार; मिठाई = हलवाई; जूते = मोची; बुना हुआ कपड़ा = जुलाहा`);

export const makerHindi: Family = {
  id: 'hi-maker',
  patterns: ['यह चीज़ बनाने वाले कारीगर को क्या कहते हैं?', 'किसका काम क्या है? वस्तु का नाम पढ़कर उसे तैयार करने वाले का पेशा लिखिए।'],
  instance: (random) => rowOf(makers, random),
};
