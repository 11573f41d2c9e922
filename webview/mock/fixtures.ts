import type { RoundRecord } from '../../src/core/model/round.ts';
import type { GeneratedTask, Instance, Message, SeedTask, TaskFlag } from '../../src/core/model/task.ts';

/** Text that would do harm wherever it were taken for markup. */
export const hostileText = '<img src=x onerror="window.harmed = true"><script>window.harmed = true</script> {{7*7}}';

/** Text that turns the direction of whatever follows it, where it is not kept apart. */
const overridden = 'Reverse this: \u202Etxt.exe\u202C and go on.';

const longText = Array.from(
  { length: 120 },
  (_, line) => `${line + 1}. Rinse the brush, dry it on a cloth, and hang it with the bristles down.`,
).join('\n');

/** A conversation in the scripts that are hard to show: from right to left, marks that stack, lines without spaces. */
const inManyScripts: readonly Message[] = [
  { role: 'system', content: 'You help guests of a hostel, each in their own language. 🏨' },
  {
    role: 'user',
    content:
      'متى يُغلَق المطبخ؟ قرأتُ أنّه يُغلق الساعة 22:30، أهذا صحيح (أم في WiFi-Lounge)؟ نحن أربعة أشخاص، ونعود من المدينة القديمة متأخّرين في أغلب الأيّام.',
  },
  { role: 'assistant', content: 'يُغلَق المطبخ عند الساعة 22:30 مساءً، أمّا القاعة فتبقى مفتوحة حتى منتصف الليل.' },
  { role: 'user', content: 'क्या रसोई में कुत्तों को ले जा सकते हैं? मेरी कुतिया बहुत शान्त है।' },
  { role: 'assistant', content: 'नहीं, रसोई में नहीं; आँगन में बिल्कुल ले जा सकते हैं।' },
  { role: 'user', content: 'குளிர்சாதனப் பெட்டியில் என் உணவை எங்கே வைக்கலாம்?' },
  { role: 'assistant', content: 'உங்கள் பெயரை எழுதி, நீல நிற அலமாரியில் வையுங்கள்; ஞாயிற்றுக்கிழமை அது காலி செய்யப்படும்.' },
  {
    role: 'user',
    content:
      'ที่นี่มีน้ำร้อนตลอดทั้งวันหรือเปล่าครับ ผมกลับมาดึกทุกวันเพราะทำงานร้านอาหารใกล้สถานีรถไฟฟ้าซึ่งเปิดถึงเที่ยงคืนและต้องล้างครัวก่อนปิดร้านทุกวันยกเว้นวันพฤหัสบดีที่หยุดครึ่งวัน',
  },
  { role: 'assistant', content: 'มีครับ ยกเว้นช่วงตีสองถึงตีสี่ซึ่งปิดเครื่องทำน้ำอุ่น' },
  {
    role: 'user',
    content:
      '请问二楼的洗衣机怎么用?需要投币还是可以用手机支付?我只带了一点现金,而且不太会看说明书上的小字。还有,晚上十点以后可以洗衣服吗?会不会吵到隔壁房间的客人?',
  },
  { role: 'assistant', content: '两种都可以:投三枚硬币,或扫描机器上的二维码。' },
  {
    role: 'user',
    content:
      'ང་ཚོར་ཁང་མིག་གཅིག་དགོས། བརྒྱད་པའི་ནང་ལ་སྟོང་པ་ཡོད་དམ། ང་ཚོ་མི་གསུམ་ཡོད། དེ་རིང་དགོང་དྲོ་སླེབས་ཀྱི་ཡིན། སང་ཉིན་ཞོགས་པ་སྔ་པོ་ནས་རྒྱ་མཚོའི་ཕྱོགས་ལ་འགྲོ་དགོས། ཁ་ལག་ཡོད་དམ།',
  },
  { role: 'assistant', content: 'ཡོད། ཁང་མིག་དང་པོ་སྟོང་པ་རེད།' },
  { role: 'user', content: 'Family of four 👨‍👩‍👧‍👦, arriving by 🚲 at 🕙 – ok? 🇳🇵' },
  { role: 'assistant', content: `Yes 👍🏽! ${'The gate is open and the light is on. '.repeat(60)}` },
];

type Written = readonly [name: string, instruction: string, instances: readonly Instance[], isClassification?: boolean];

/** One task for each thing that a card can show, in the scripts that people write in. */
const written: readonly Written[] = [
  [
    'plan_a_small_garden',
    'Plan a vegetable garden of four square metres for somebody who can water it only twice a week.',
    [
      {
        input: '',
        output:
          'Plant chard, bush beans and onions in rows, mulch them with straw, and put a buried clay pot in the middle.',
      },
    ],
  ],
  [
    'hindi_letter',
    'अपने मोहल्ले के पुस्तकालय को एक पत्र लिखिए जिसमें शाम को भी खुला रखने का अनुरोध हो।',
    [
      {
        input: 'पुस्तकालय अभी पाँच बजे बंद होता है।',
        output: 'महोदय, हम काम से छह बजे लौटते हैं। कृपया सप्ताह में दो दिन पुस्तकालय आठ बजे तक खुला रखें।',
      },
    ],
  ],
  [
    'tamil_weather',
    'பின்வரும் வானிலை அறிக்கையை ஒரு விவசாயிக்குப் புரியும் வகையில் சுருக்குக.',
    [
      {
        input: 'அடுத்த மூன்று நாட்களுக்கு மாலை நேரத்தில் மிதமான மழை.',
        output: 'மூன்று நாட்களுக்கு மாலையில் மழை வரும்; காலையில் அறுவடை செய்யுங்கள்.',
      },
    ],
  ],
  [
    'arabic_directions',
    'اشرح لسائح كيف يصل من محطة القطار إلى المتحف مشيًا على الأقدام.',
    [
      {
        input: 'المتحف خلف السوق القديم، على بعد 800 متر.',
        output: 'اخرج من الباب الشرقي، ثم سر 800 متر عبر السوق القديم، وستجد المتحف أمامك.',
      },
    ],
  ],
  [
    'thai_recipe',
    'เขียนวิธีทำข้าวต้มสำหรับคนที่มีหม้อใบเดียวและเตาหนึ่งหัว',
    [{ input: '', output: 'ต้มข้าวกับน้ำสามส่วนจนเปื่อย ใส่ขิงซอยและเกลือเล็กน้อย แล้วตอกไข่ลงไปก่อนปิดไฟ' }],
  ],
  [
    'chinese_riddle',
    '为八岁的孩子写一个谜底是“影子”的谜语,不要直接说出光这个字。',
    [{ input: '', output: '白天跟着我走,夜里不见踪影;我高它也高,我跑它也跑,从来不说一句话。' }],
  ],
  [
    'emoji_mood',
    'Say which mood the message has: glad, sad or angry.',
    [
      { input: 'The bus left without me again 😤🚌💨', output: 'angry' },
      { input: 'Our team won 👩🏽‍🚀🏆🎉', output: 'glad' },
      { input: 'Nobody came 🥀', output: 'sad' },
    ],
    true,
  ],
  ['hostile_markup', hostileText, [{ input: hostileText, output: overridden }]],
  [
    'talk_about_a_bill',
    'Help a customer to understand the telephone bill.',
    [
      {
        input: '',
        output: '',
        messages: [
          { role: 'system', content: 'You answer for a telephone company. You are brief.' },
          { role: 'user', content: 'Why is it 14.20 this month? It was 9.00 before.' },
          { role: 'assistant', content: 'You called abroad on the 3rd and the 9th: 5.20 in all.' },
          { role: 'user', content: 'Can I stop that?' },
          { role: 'assistant', content: 'Yes. Shall I bar calls abroad from today?' },
        ],
      },
    ],
  ],
  [
    'care_of_brushes',
    'Write the steps for cleaning paint brushes, one on each line.',
    [{ input: '', output: longText }],
  ],
  [
    'colour_to_css',
    'Turn the description of a colour into a CSS rule.',
    [{ input: 'the background of a ripe lemon', output: '.lemon {\n  background: #fde64b;\n}' }],
  ],
  ['a_word_without_end', 'Shorten the identifier.', [{ input: 'averylongidentifier'.repeat(20), output: 'avli' }]],
  [
    'hostel_in_many_scripts',
    'Guests of a hostel ask about the house.',
    [{ input: '', output: '', messages: inManyScripts }],
  ],
];

const verbs = ['Sort', 'Describe', 'Count', 'Compare', 'Rewrite', 'Explain', 'Translate'];
const things = ['the rivers of the valley', 'three kinds of bread', 'a bus timetable', 'the rules of a card game'];

/** Forty tasks: the written ones first. */
export function generatedTasks(count = 40): readonly GeneratedTask[] {
  return Array.from({ length: count }, (_, index) => {
    const [name, instruction, instances, isClassification = false] = written[index] ?? composed(index);
    return {
      kind: 'generated',
      id: `t${String(index + 1).padStart(4, '0')}`,
      name,
      instruction,
      instances,
      isClassification,
      ...flagsOf(name),
      rev: 1,
      // Spread over 0.05 to 0.69 without a pattern that the eye would see.
      novelty: {
        max: 0.05 + (((index * 37 + 11) % 64) + ((index * 13) % 64)) / 200,
        nearest: `t${String((index + 7) % count).padStart(4, '0')}`,
      },
    };
  });
}

function flagsOf(name: string): { readonly flags?: readonly TaskFlag[] } {
  if (name === 'hindi_letter')
    return { flags: [{ code: 'other-language', field: 'output', detail: 'reads like Hindi' }] };
  if (name === 'composed_14')
    return { flags: [{ code: 'code-mixing', field: 'input', detail: '31 % of it reads like Hindi' }] };
  return {};
}

function composed(index: number): Written {
  const verb = verbs[index % verbs.length] ?? '';
  const thing = things[(index * 3) % things.length] ?? '';
  const instruction = `${verb} ${thing} for a reader who has ${(index % 9) + 2} minutes.`;
  const input = index % 3 === 0 ? '' : `Notes ${'and more notes '.repeat(index % 12)}`;
  const output = `It begins with ${thing}. ${'It goes on with a detail. '.repeat((index * 5) % 17)}`;
  return [`composed_${index}`, instruction, [{ input, output }], index % 5 === 0];
}

/** Twenty seeds, a quarter of them classification. */
export function seedTasks(): readonly SeedTask[] {
  return Array.from({ length: 20 }, (_, index) => ({
    kind: 'seed',
    id: `seed_${index}`,
    instruction: `Seed ${index}`,
    instances: [{ input: '', output: 'out' }],
    isClassification: index % 4 === 0,
  }));
}

/** Six rounds that find less and less. */
export function roundRecords(tasks: readonly GeneratedTask[]): readonly RoundRecord[] {
  const shares = [9, 8, 7, 6, 6, 4];
  const starts = shares.map((_, index) => shares.slice(0, index).reduce((sum, share) => sum + share, 0));
  return shares.map((share, index) => ({
    round: index + 1,
    run: 'r1',
    recipe: 'self-instruct',
    recipeHash: '',
    promptHash: '',
    connection: 'openai',
    model: index < 4 ? 'gpt-4o-mini' : 'gpt-4.1',
    randomSeed: 7,
    candidates: share + 3 + index * 2,
    admitted: tasks.slice(starts[index], (starts[index] ?? 0) + share).map(({ id }) => id),
    instances: share,
    filtered: index < 2 ? {} : { 'other-script': index, 'other-language': 1 },
    requests: 4,
    failed: 0,
    usage: { inputTokens: 5_200 + 400 * index, outputTokens: 1_300 + 150 * index },
    cost: { amount: index < 4 ? 0.0017 : 0.031, currency: 'USD' },
    startedAt: `2026-11-20T10:0${index}:00Z`,
    endedAt: `2026-11-20T10:0${index}:30Z`,
    ended: index === shares.length - 1 ? 'stopped' : 'rounds',
  }));
}
