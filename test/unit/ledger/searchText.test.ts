import { expect, test } from 'vitest';
import { holdsAll, searchFolder, searchParts } from '../../../src/core/ledger/searchText.ts';

function finds(language: string, typed: string, text: string): boolean {
  const fold = searchFolder(language);
  return holdsAll(fold(text), searchParts(typed, fold));
}

test.each([
  ['en', 'cafe', 'A small CAFÉ by the sea'],
  ['en', 'SEA small', 'A small café by the sea'],
  ['en', 'e\u0301tude', 'An étude for two hands'],
  ['tr', 'ISPARTA', 'ıspartada bir gün'],
  ['tr', 'istanbul', 'İSTANBUL’da'],
  ['el', 'αθηνα', 'Ένα πρωί στην Αθήνα'],
  ['ar', 'محطة', 'من مَحَطَّة القطار'],
  ['hi', 'पुस्तकालय', 'अपने मोहल्ले के पुस्तकालय को'],
  ['th', 'ข้าวต้ม', 'เขียนวิธีทำข้าวต้มสำหรับคน'],
  ['zh', '影子', '写一个谜底是“影子”的谜语'],
  ['ja', 'ｶﾞﾗｽ', 'ガラスの靴'],
  ['ko', '서울', '서울의 봄'.normalize('NFD')],
  ['not a tag', 'cafe', 'Café'],
  ['en', '', 'whatever'],
])('%s: “%s” is found in “%s”', (language, typed, text) => {
  expect(finds(language, typed, text)).toBe(true);
});

test.each([
  ['en', 'sea mountain', 'A small café by the sea'],
  ['sv', 'apa', 'En åpa'],
  ['ru', 'мои', 'мой дом'],
  ['hi', 'पस्तक', 'पुस्तक'],
  ['zh', '影光', '影子和光'],
])('%s: “%s” is not found in “%s”', (language, typed, text) => {
  expect(finds(language, typed, text)).toBe(false);
});
