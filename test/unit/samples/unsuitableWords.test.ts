import { describe, expect, test } from 'vitest';
import { createTokenizer } from '../../../src/core/similarity/tokenize.ts';
import { unsuitableWords } from '../../../src/core/unsuitableWords/index.ts';
import { holdsPhrase } from './holdsPhrase.ts';

/** For each language with a list: instructions no text model can serve, and look-alikes that need text only. */
const cases: Readonly<Record<string, { unsuitable: readonly string[]; suitable: readonly string[] }>> = {
  en: {
    unsuitable: [
      'Describe what happens in the following photo.',
      'Draw a picture of a harbour at dusk.',
      'Listen to this melody and name the instrument.',
      'Go to the website and copy the opening hours.',
    ],
    suitable: [
      'Summarise the plot of a novel you know well.',
      'Write a function that will map each word to its length.',
      'Draw a conclusion from these two statements.',
      'Suggest places to go to on a rainy day.',
      'How can a bank improve the image of its branches?',
      'Which paths lead through a directed graph with a cycle?',
    ],
  },
  hi: {
    unsuitable: ['इस चित्र में क्या हो रहा है?', 'पहाड़ और नदी का चित्र बनाइए।', 'वीडियो देखकर तीन बातें लिखिए।'],
    suitable: [
      'होरी का चरित्र-चित्रण कीजिए।',
      'वीडियो कॉल और फ़ोन कॉल में अंतर बताइए।',
      'महादेवी वर्मा के रेखाचित्रों की विशेषताएँ लिखिए।',
    ],
  },
  es: {
    unsuitable: [
      'Describe lo que ves en la imagen.',
      'Dibuja una casa con jardín.',
      'Escucha el audio y resume la noticia.',
    ],
    suitable: [
      '¿Cómo influye la prensa en la imagen de una empresa?',
      'Complete este cuadro con los verbos en pasado.',
    ],
  },
  fr: {
    unsuitable: [
      'Que vois-tu sur l’image suivante ?',
      'Dessine-moi un mouton.',
      'Cliquez sur le lien et résumez la page.',
    ],
    suitable: ['Quel effet a ce scandale sur l’image de la ville ?', 'Dresse le tableau des temps du passé.'],
  },
  ar: {
    unsuitable: ['ما الذي تراه في الصورة؟', 'ارسم لوحة لغروب الشمس.', 'شاهد الفيديو ثم لخّصه.'],
    suitable: ['اشرح هذه المسألة بصورة مبسطة.', 'ما أثر الإعلام في صورة المدينة؟'],
  },
  id: {
    unsuitable: [
      'Jelaskan isi gambar berikut.',
      'Gambarlah seekor kucing yang sedang tidur.',
      'Klik tautan lalu ringkas isinya.',
    ],
    suitable: ['Gambarkan suasana pasar pagi dalam satu paragraf.', 'Berikan gambaran umum tentang ekonomi desa.'],
  },
  tr: {
    unsuitable: [
      'Aşağıdaki fotoğrafı anlat.',
      'Deniz kenarında bir ev resmi hayal et ve resmini çiz.',
      'BU VİDEOYU İZLE ve özetle.',
    ],
    suitable: ['Resmi bir dilekçe yaz.', 'Bir görsel sanatçının hayatını anlat.'],
  },
  zh: {
    unsuitable: ['描述这张图片的内容。', '请说明图中的人在做什么。', '画一幅日落的风景。', '看完這段影片後寫心得。'],
    suitable: [
      '怎样提高广告的点击率？',
      '写一份录音笔的产品介绍。',
      '为我们的城市设计一句口号。',
      '试图用三句话总结这篇文章。',
    ],
  },
};

describe.each(Object.entries(cases))('the list for %s', (language, { unsuitable, suitable }) => {
  const tokenize = createTokenizer({ language });
  const list = unsuitableWords(language);
  const hits = (instruction: string) => {
    const tokens = tokenize(instruction);
    return list.filter((entry) => holdsPhrase(tokens, tokenize(entry)));
  };

  test.each(unsuitable)('catches: %s', (instruction) => {
    expect(hits(instruction)).not.toEqual([]);
  });

  test.each(suitable)('lets through: %s', (instruction) => {
    expect(hits(instruction)).toEqual([]);
  });

  test('is lower-case, in NFC, and has no entry that another covers', () => {
    const cut = list.map((entry) => ({ entry, tokens: tokenize(entry) }));
    for (const { entry, tokens } of cut) {
      expect(entry).toBe(entry.normalize('NFC').toLocaleLowerCase(language).trim());
      expect(tokens, entry).not.toEqual([]);
      const covering = cut.filter((other) => other.entry !== entry && holdsPhrase(tokens, other.tokens));
      expect(covering, entry).toEqual([]);
    }
    expect(new Set(list).size).toBe(list.length);
  });
});

test('a list is found by the language of any tag, and is empty where there is none', () => {
  expect(unsuitableWords('en-GB')).toBe(unsuitableWords('en'));
  expect(unsuitableWords('ZH-hant-TW')).toBe(unsuitableWords('zh'));
  expect(unsuitableWords('ta')).toEqual([]);
  expect(unsuitableWords('not a tag')).toEqual([]);
  expect(unsuitableWords('')).toEqual([]);
  // A plain object's own inheritance must not pass for a list.
  expect(unsuitableWords('constructor')).toEqual([]);
});
