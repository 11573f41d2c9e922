import { describe, expect, test } from 'vitest';
import { createUnits } from '../../../src/core/similarity/measure.ts';
import { NoveltyIndex } from '../../../src/core/similarity/noveltyIndex.ts';
import { createTokenizer } from '../../../src/core/similarity/tokenize.ts';

/** By language: to explain how rain forms, and to write a birthday letter to one's grandmother. */
const sentences: Readonly<Record<string, readonly [string, string]>> = {
  hi: ['बारिश कैसे होती है, सरल शब्दों में समझाओ।', 'अपनी दादी के लिए जन्मदिन का एक छोटा पत्र लिखिए।'],
  ta: ['மழை எவ்வாறு உருவாகிறது என்று எளிமையாக விளக்குங்கள்.', 'உங்கள் பாட்டிக்கு ஒரு சிறிய பிறந்தநாள் கடிதம் எழுதுங்கள்.'],
  bn: ['বৃষ্টি কীভাবে হয় তা সহজ ভাষায় বুঝিয়ে বলুন।', 'আপনার দাদির জন্য জন্মদিনের একটি ছোট চিঠি লিখুন।'],
  te: ['వర్షం ఎలా కురుస్తుందో సులభంగా వివరించండి.', 'మీ అమ్మమ్మకు పుట్టినరోజు సందర్భంగా ఒక చిన్న లేఖ రాయండి.'],
  si: ['වැස්ස ඇති වන්නේ කෙසේදැයි සරලව පැහැදිලි කරන්න.', 'ඔබේ ආච්චිට උපන්දින ලිපියක් ලියා දෙන්න.'],
  th: ['อธิบายว่าฝนเกิดขึ้นได้อย่างไรด้วยคำง่ายๆ', 'เขียนจดหมายวันเกิดสั้นๆ ถึงคุณยายของคุณ'],
  km: ['សូមពន្យល់ថាភ្លៀងកើតឡើងយ៉ាងដូចម្តេច', 'សរសេរសំបុត្រខ្លីមួយជូនជីដូនរបស់អ្នក'],
  lo: ['ອະທິບາຍວ່າຝົນເກີດຂຶ້ນໄດ້ແນວໃດ', 'ຂຽນຈົດໝາຍສັ້ນໆເຖິງແມ່ຕູ້ຂອງເຈົ້າ'],
  my: ['မိုးဘယ်လိုရွာသလဲ ရှင်းပြပါ။', 'သင့်အဖွားအတွက် မွေးနေ့စာတိုတစ်စောင် ရေးပေးပါ။'],
  bo: ['ཆར་པ་ཇི་ལྟར་འབབ་པ་འགྲེལ་བཤད་བྱོས།', 'ཁྱེད་ཀྱི་རྨོ་མོ་ལ་ཡི་གེ་ཐུང་ཐུང་ཞིག་བྲིས་རོགས།'],
  zh: ['请用简单的话解释雨是怎样形成的。', '给你的奶奶写一封简短的生日贺信。'],
  ja: ['雨がどのように降るのかを簡単に説明してください。', '祖母に宛てて短い誕生日の手紙を書きなさい。'],
  ko: ['비가 어떻게 내리는지 쉽게 설명하세요.', '할머니께 드릴 짧은 생일 편지를 써 보세요.'],
  ar: ['اشرح كيف يتكوّن المطر بكلمات بسيطة.', 'اكتب رسالة قصيرة إلى جدتك في عيد ميلادها.'],
  fa: ['توضیح بده که باران چگونه شکل می‌گیرد.', 'برای تولد مادربزرگت نامه‌ای کوتاه بنویس.'],
  ur: ['آسان الفاظ میں سمجھائیں کہ بارش کیسے ہوتی ہے۔', 'اپنی دادی کے لیے سالگرہ کا ایک مختصر خط لکھیں۔'],
  ru: ['Объясни простыми словами, как образуется дождь.', 'Напиши бабушке короткое письмо ко дню рождения.'],
  el: [
    'Εξήγησε με απλά λόγια πώς σχηματίζεται η βροχή.',
    'Γράψε ένα σύντομο γράμμα στη γιαγιά σου για τα γενέθλιά της.',
  ],
  he: ['הסבר במילים פשוטות כיצד נוצר גשם.', 'כתוב מכתב קצר לסבתא שלך ליום ההולדת.'],
  am: ['ዝናብ እንዴት እንደሚፈጠር በቀላሉ አስረዳ።', 'ለአያትህ አጭር የልደት ደብዳቤ ጻፍ።'],
  hy: ['Բացատրի՛ր պարզ բառերով, թե ինչպես է առաջանում անձրևը։', 'Գրի՛ր տատիկիդ կարճ նամակ ծննդյան օրվա առթիվ։'],
  ka: ['ახსენი მარტივად, როგორ წარმოიქმნება წვიმა.', 'მისწერე ბებიას მოკლე წერილი დაბადების დღეზე.'],
};

test('there are the 22 languages', () => {
  expect(Object.keys(sentences)).toHaveLength(22);
});

const cases = Object.entries(sentences).flatMap(([language, texts]) =>
  (['rouge-l', 'trigrams'] as const).map((measure) => [language, measure, texts] as const),
);

describe.each(cases)('%s by %s', (language, measure, [rain, letter]) => {
  const pool = new NoveltyIndex({ threshold: 0.7, measure, tokenize: createUnits({ language, measure }) });
  pool.add('rain', rain);

  test('an identical text scores exactly 1, in any normal form', () => {
    for (const text of [rain, rain.normalize('NFD'), rain.normalize('NFC'), ` «${rain}» `]) {
      expect(pool.scores(text, 1)).toEqual({ max: 1, mean: 1, nearest: [{ id: 'rain', f: 1 }] });
      expect(pool.decide(text)).toEqual({ similar: true, nearest: 'rain', f: 1 });
    }
  });

  test('an unrelated text scores under 0.5', () => {
    expect(pool.scores(letter, 1).max).toBeLessThan(0.5);
    expect(pool.decide(letter)).toEqual({ similar: false });
  });
});

describe.each(Object.entries(sentences))('%s', (language, [rain, letter]) => {
  test('the texts have words, not one lump nor single letters', () => {
    const tokens = createTokenizer({ language })(`${rain} ${letter}`);
    expect(tokens.length).toBeGreaterThan(6);
    expect(tokens.join('').length / tokens.length).toBeGreaterThan(1.2);
  });
});
