/** A little of each part of a dataset in one language, mixed with numbers and Latin letters as such texts are. */
export interface ScriptTexts {
  readonly language: string;
  readonly name: string;
  readonly seed: string;
  readonly instruction: string;
  readonly input: string;
  readonly output: string;
  readonly question: string;
  readonly answer: string;
  /** Near to `instruction`, so that both share words. */
  readonly dropped: string;
}

export const scriptTexts: readonly ScriptTexts[] = [
  {
    language: 'ar',
    name: 'مثال عربي',
    seed: 'اكتب أسماء ثلاثة أنهار.',
    instruction: 'لخّص الخبر التالي عن شركة Nordwind GmbH (سنة 2024) في جملة واحدة:',
    input: 'أعلنت الشركة أنّ مبيعاتها بلغت 3.5 مليون دولار (+12%).\nوقالت المديرة: «سنفتح فرعًا في برلين».',
    output: 'ارتفعت مبيعات Nordwind GmbH بنسبة 12%، وستفتح الشركة فرعًا في برلين.',
    question: 'متى يغادر القطار رقم IC 204؟',
    answer: 'يغادر في الساعة 22:30 من الرصيف 7.',
    dropped: 'لخّص الخبر التالي عن شركة Nordwind في جملتين:',
  },
  {
    language: 'hi',
    name: 'हिन्दी उदाहरण',
    seed: 'तीन नदियों के नाम लिखो।',
    instruction: 'Nordwind GmbH के बारे में नीचे दिए समाचार (२०२४) को एक वाक्य में लिखो:',
    input: 'कम्पनी ने बताया कि उसकी बिक्री 3.5 करोड़ रुपये (+12%) रही।\nनिदेशक ने कहा, “हम बर्लिन में शाखा खोलेंगे।”',
    output: 'Nordwind GmbH की बिक्री 12% बढ़ी और वह बर्लिन में शाखा खोलेगी।',
    question: 'गाड़ी IC 204 कब छूटती है?',
    answer: 'वह रात 10:30 बजे प्लेटफ़ॉर्म 7 से छूटती है।',
    dropped: 'Nordwind GmbH के बारे में नीचे दिए समाचार को दो वाक्यों में लिखो:',
  },
  {
    language: 'ta',
    name: 'தமிழ் எடுத்துக்காட்டு',
    seed: 'மூன்று ஆறுகளின் பெயர்களை எழுதுக.',
    instruction: 'Nordwind GmbH பற்றிய கீழ்க்காணும் செய்தியை (2024) ஒரே வாக்கியத்தில் சுருக்கி எழுதுக:',
    input: 'நிறுவனத்தின் விற்பனை 3.5 கோடி ரூபாயை (+12%) எட்டியது.\n“பெர்லினில் கிளை திறப்போம்” என்றார் இயக்குநர்.',
    output: 'Nordwind GmbH நிறுவனத்தின் விற்பனை 12% உயர்ந்தது; அது பெர்லினில் கிளை திறக்கும்.',
    question: 'IC 204 வண்டி எப்போது புறப்படுகிறது?',
    answer: 'இரவு 10:30 மணிக்கு 7ஆம் நடைமேடையிலிருந்து புறப்படுகிறது.',
    dropped: 'Nordwind GmbH பற்றிய கீழ்க்காணும் செய்தியை இரண்டு வாக்கியங்களில் சுருக்கி எழுதுக:',
  },
  {
    language: 'th',
    name: 'ตัวอย่างภาษาไทย',
    seed: 'เขียนชื่อแม่น้ำสามสาย',
    instruction: 'สรุปข่าวเกี่ยวกับบริษัท Nordwind GmbH (พ.ศ. ๒๕๖๗) ต่อไปนี้ให้เหลือประโยคเดียวที่เข้าใจง่ายสำหรับคนทั่วไป:',
    input: 'บริษัทประกาศว่ายอดขายอยู่ที่ 3.5 ล้านบาท (+12%)\nผู้อำนวยการกล่าวว่า “เราจะเปิดสาขาที่เบอร์ลิน”',
    output: 'ยอดขายของ Nordwind GmbH เพิ่มขึ้น 12% และบริษัทจะเปิดสาขาที่เบอร์ลิน',
    question: 'รถไฟ IC 204 ออกกี่โมง?',
    answer: 'ออกเวลา 22:30 น. จากชานชาลาที่ 7',
    dropped: 'สรุปข่าวเกี่ยวกับบริษัท Nordwind GmbH ต่อไปนี้ให้เหลือสองประโยค:',
  },
  {
    language: 'zh',
    name: '中文示例',
    seed: '写出三条河的名字。',
    instruction: '用一句话概括下面这条关于 Nordwind GmbH 公司（2024 年）的新闻，让没有读过原文的人也能明白：',
    input: '公司宣布销售额达到 350 万元（+12%）。\n经理说：“我们要在柏林开一家分店。”',
    output: 'Nordwind GmbH 的销售额增长了 12%，公司将在柏林开设分店。',
    question: 'IC 204 次列车几点开？',
    answer: '22:30 从 7 号站台发车。',
    dropped: '用两句话概括下面这条关于 Nordwind GmbH 公司的新闻：',
  },
  {
    language: 'bo',
    name: 'བོད་ཡིག་དཔེ་མཚོན།',
    seed: 'གཙང་པོ་གསུམ་གྱི་མིང་འབྲི་རོགས།',
    instruction: 'གཤམ་གསལ་ Nordwind GmbH (༢༠༢༤) སྐོར་གྱི་གསར་འགྱུར་འདི་ཚིག་གྲུབ་གཅིག་གི་ནང་བསྡུས་ནས་འབྲི་རོགས།',
    input: 'ཚོང་ལས་ཀྱི་ཡོང་འབབ་ 12% འཕར་བ་རེད།\nའགན་འཛིན་གྱིས་“ང་ཚོས་བེར་ལིན་ལ་ཡན་ལག་འཛུགས་ཀྱི་ཡིན་”ཞེས་གསུངས།',
    output: 'Nordwind GmbH ཡི་ཡོང་འབབ་ 12% འཕར་ཞིང་བེར་ལིན་ལ་ཡན་ལག་འཛུགས་རྒྱུ་རེད།',
    question: 'མེ་འཁོར་ IC 204 ཆུ་ཚོད་ག་ཚོད་ལ་འགྲོ་གི་རེད།',
    answer: 'དགོང་མོ་ཆུ་ཚོད་ 10:30 ལ་འགྲོ་གི་རེད།',
    dropped: 'གཤམ་གསལ་ Nordwind GmbH སྐོར་གྱི་གསར་འགྱུར་འདི་ཚིག་གྲུབ་གཉིས་ཀྱི་ནང་བསྡུས་ནས་འབྲི་རོགས།',
  },
];
