import { createTokenizer } from '../src/core/similarity/tokenize.ts';
import { type Spread, spreadOf } from './spread.ts';

/** What cutting one sentence of a script into tokens costs. */
export interface TokenFigures {
  readonly script: string;
  readonly tokens: number;
  readonly microseconds: Spread;
}

const sentences: Readonly<Record<string, string>> = {
  'Latin, ASCII': 'Write a short birthday letter to your grandmother.',
  'Latin, accents': 'Écris une courte lettre à ta grand-mère pour son anniversaire.',
  Cyrillic: 'Напиши бабушке короткое письмо ко дню рождения.',
  Devanagari: 'अपनी दादी के लिए जन्मदिन का एक छोटा पत्र लिखिए।',
  Arabic: 'اكتب رسالة قصيرة إلى جدتك في عيد ميلادها.',
  Hangul: '할머니께 드릴 짧은 생일 편지를 써 보세요.',
  Han: '给你的奶奶写一封简短的生日贺信。',
  'Kana and Han': '祖母に宛てて短い誕生日の手紙を書きなさい。',
  Thai: 'เขียนจดหมายวันเกิดสั้นๆ ถึงคุณยายของคุณ',
  Khmer: 'សរសេរសំបុត្រខ្លីមួយជូនជីដូនរបស់អ្នក',
};

const rounds = 7;
const calls = 4000;
const tokenize = createTokenizer();

function microsecondsACall(sentence: string): number {
  const start = performance.now();
  for (let i = 0; i < calls; i++) tokenize(sentence);
  return ((performance.now() - start) * 1e3) / calls;
}

const figures: TokenFigures[] = Object.entries(sentences).map(([script, sentence]) => {
  microsecondsACall(sentence); // warms up
  const times = Array.from({ length: rounds }, () => microsecondsACall(sentence));
  return { script, tokens: tokenize(sentence).length, microseconds: spreadOf(times) };
});
console.log(JSON.stringify(figures));
