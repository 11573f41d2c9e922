import type { FilteredCandidate, FilterName } from '../../src/core/model/candidate.ts';
import { hostileText } from './fixtures.ts';

/** A candidate and what it was found too similar to, in the scripts that people write in. */
const similar: readonly (readonly [candidate: string, nearest: string])[] = [
  [
    'Plan a vegetable garden of six square metres for somebody who can water it only once a week.',
    'Plan a vegetable garden of four square metres for somebody who can water it only twice a week.',
  ],
  [
    'اكتب دليلًا مفصلًا لسائح يزور المدينة لأول مرة ويريد أن يصل من محطة القطار إلى المتحف الوطني مشيًا على الأقدام، مع ذكر المعالم التي يمر بها في الطريق، والأماكن التي يمكنه أن يستريح فيها، وكم يستغرق كل جزء من الطريق (بالدقائق)، وماذا يفعل إذا أمطرت السماء أو أغلق السوق القديم أبوابه قبل الساعة 18:30.',
    'اشرح لسائح يزور المدينة لأول مرة كيف يصل من محطة القطار إلى المتحف مشيًا على الأقدام، مع ذكر المعالم التي يمر بها في الطريق، وكم يستغرق كل جزء من الطريق.',
  ],
  [
    'अपने मोहल्ले के पुस्तकालय को एक विनम्र पत्र लिखिए जिसमें गर्मियों की छुट्टियों में पुस्तकालय को शाम को आठ बजे तक खुला रखने का अनुरोध हो, और उसमें यह भी बताइए कि विद्यार्थियों, कामकाजी लोगों और बुज़ुर्गों को इससे क्या लाभ होगा।',
    'अपने मोहल्ले के पुस्तकालय को एक पत्र लिखिए जिसमें पुस्तकालय को शाम को भी खुला रखने का अनुरोध हो, और उसमें यह भी बताइए कि विद्यार्थियों को इससे क्या लाभ होगा।',
  ],
  [
    'เขียนวิธีทำข้าวต้มกุ้งสำหรับคนที่มีหม้อใบเดียวและเตาหนึ่งหัว โดยบอกปริมาณของแต่ละอย่างให้ชัดเจน และอธิบายว่าควรใส่อะไรก่อนหลังเพื่อไม่ให้กุ้งแข็งเกินไป',
    'เขียนวิธีทำข้าวต้มสำหรับคนที่มีหม้อใบเดียวและเตาหนึ่งหัว โดยบอกปริมาณของแต่ละอย่างให้ชัดเจน',
  ],
  [
    '请为八岁左右的小学生写一个谜底是“影子”的谜语,不要直接说出光、太阳或者黑暗这几个词,并且在最后用一句话解释为什么这个谜底是对的,让孩子读完以后能够自己再编一个类似的谜语。',
    '为八岁的孩子写一个谜底是“影子”的谜语,不要直接说出光这个词,并且用一句话解释为什么这个谜底是对的。',
  ],
  [hostileText, `Describe ${hostileText} in words.`],
];

const plain: readonly (readonly [FilterName, string, detail?: string])[] = [
  ['too-short', 'Count words.', '2 of at least 4 tokens'],
  ['same-input-different-outputs', 'Pull all numbers out of the text.', 'Delivered: 29 pieces, 34 of another.'],
  ['unsuitable-words', 'Describe the following photo in three sentences.', 'the following photo'],
  ['cut-off', 'Old shorthand left out a, e, i, o and u. Short'],
  ['unparsable', '', 'Expected examples with input and output; got “[]”.'],
];

const amounts: readonly (readonly [FilterName, number])[] = [
  ['similar', 14],
  ['too-short', 6],
  ['same-input-different-outputs', 4],
  ['unsuitable-words', 2],
  ['cut-off', 1],
  ['unparsable', 1],
];

/** The id of the text that a candidate was too similar to. */
export function neighbourId(index: number): string {
  return `n${index % similar.length}`;
}

/** The texts that candidates were too similar to, by id. */
export const neighbours: ReadonlyMap<string, string> = new Map(
  similar.map(([, nearest], index) => [neighbourId(index), nearest]),
);

/** So many dropped candidates, newest last: of 28, half are too similar. */
export function droppedCandidates(count = 28): readonly FilteredCandidate[] {
  const filters = amounts.flatMap(([filter, amount]) => Array.from({ length: amount }, () => filter));
  // The first ones come last, so that the list, newest first, begins with them.
  return Array.from({ length: count }, (_, index) => candidateAt(count - 1 - index, filters)).map((made, index) => ({
    ...made,
    at: new Date(Date.UTC(2026, 10, 20, 10, 0, index)).toISOString(),
  }));
}

function candidateAt(index: number, filters: readonly FilterName[]): FilteredCandidate {
  const filter = filters[index % filters.length] ?? 'similar';
  const base = { id: `f${String(index).padStart(5, '0')}`, run: 'r1', round: (index % 6) + 1, request: index, at: '' };
  if (filter === 'similar') {
    const [text = ''] = similar[index % similar.length] ?? [];
    const instruction = index < similar.length ? text : `${text} (${index})`;
    const score = 0.71 + ((index * 37) % 29) / 100;
    const whole =
      index % 2 === 0 ? { isClassification: false, instances: [{ input: '', output: 'It is ready.' }] } : {};
    return { ...base, stage: 'instruction', filter, instruction, score, nearest: neighbourId(index), ...whole };
  }
  const [, instruction = '', detail] = plain.find(([name]) => name === filter) ?? [];
  const ofInstance = filter === 'same-input-different-outputs';
  return {
    ...base,
    stage: filter === 'unparsable' ? 'reply' : ofInstance ? 'instance' : 'instruction',
    filter,
    instruction,
    ...(detail === undefined ? {} : { detail }),
    ...(ofInstance ? { instances: [{ input: detail ?? '', output: '29, 34' }] } : {}),
  };
}
