/** What a column of a table can be of a seed task. */
export const roles = [
  'instruction',
  'input',
  'output',
  'label',
  'classification',
  'id',
  'name',
  'author',
  'source',
  'licence',
  'translatedFrom',
] as const;

export type Role = (typeof roles)[number];

/** Usual headings, in several languages, compared without case, accents' composition, and signs. */
const headings: Readonly<Record<Role, readonly string[]>> = {
  instruction: [
    ...['instruction', 'instructions', 'prompt', 'task', 'question', 'consigne', 'tâche', 'anweisung', 'aufgabe'],
    ...['frage', 'instrucción', 'instrucciones', 'tarea', 'pregunta', 'instrução', 'tarefa', 'pergunta', 'istruzione'],
    ...['domanda', 'инструкция', 'задание', 'вопрос', 'talimat', 'görev', 'soru', 'instruksi', 'perintah', 'tugas'],
    ...[
      'maelekezo',
      'agizo',
      'swali',
      'निर्देश',
      'कार्य',
      'प्रश्न',
      'تعليمات',
      'مهمة',
      'سؤال',
      '指令',
      '任务',
      '问题',
      '指示',
      '質問',
      '지시',
      '질문',
    ],
  ],
  input: [
    ...['input', 'context', 'eingabe', 'entrada', 'entrée', 'contexte', 'contexto', 'ingresso', 'ввод', 'контекст'],
    ...['girdi', 'masukan', 'ingizo', 'इनपुट', 'संदर्भ', 'مدخل', 'المدخل', 'سياق', '输入', '輸入', '入力', '입력'],
  ],
  output: [
    ...['output', 'answer', 'response', 'completion', 'target', 'ausgabe', 'antwort', 'salida', 'respuesta', 'sortie'],
    ...['réponse', 'saída', 'resposta', 'risposta', 'ответ', 'вывод', 'çıktı', 'cevap', 'yanıt', 'keluaran', 'jawaban'],
    ...[
      'jibu',
      'tokeo',
      'उत्तर',
      'आउटपुट',
      'जवाब',
      'إجابة',
      'الإجابة',
      'جواب',
      'المخرج',
      '输出',
      '回答',
      '答案',
      '輸出',
      '出力',
      '답변',
      '출력',
    ],
  ],
  label: [
    ...['label', 'class', 'category', 'etikett', 'klasse', 'kategorie', 'etiqueta', 'clase', 'categoría', 'étiquette'],
    ...['catégorie', 'classe', 'categoria', 'метка', 'класс', 'категория', 'etiket', 'sınıf', 'kategori', 'lebo'],
    ...['लेबल', 'श्रेणी', 'تصنيف', 'فئة', '标签', '類別', '类别', 'ラベル', '라벨'],
  ],
  classification: ['is_classification', 'classification', 'klassifikation', 'clasificación', 'classificação'],
  id: ['id', 'key', 'schlüssel', 'identifiant', 'identificador', 'no', 'nr', 'number', '编号', '番号', '번호'],
  name: [
    'name',
    'title',
    'titel',
    'titre',
    'título',
    'nombre',
    'nom',
    'nome',
    'имя',
    'название',
    'jina',
    'नाम',
    'اسم',
    '名称',
    '名前',
  ],
  author: [
    'author',
    'autor',
    'auteur',
    'autore',
    'автор',
    'yazar',
    'penulis',
    'mwandishi',
    'लेखक',
    'مؤلف',
    '作者',
    '著者',
  ],
  source: [
    'source',
    'quelle',
    'fuente',
    'fonte',
    'источник',
    'kaynak',
    'sumber',
    'chanzo',
    'स्रोत',
    'مصدر',
    '来源',
    '出典',
  ],
  licence: [
    'licence',
    'license',
    'lizenz',
    'licencia',
    'licença',
    'licenza',
    'лицензия',
    'lisans',
    'lisensi',
    'leseni',
    'लाइसेंस',
    'رخصة',
    '许可证',
  ],
  translatedFrom: ['translated_from', 'translatedfrom', 'übersetzt_aus', 'traducido_de', 'traduit_de', 'traduzido_de'],
};

const known = new Map(
  roles.flatMap((role) => headings[role].map((heading): readonly [string, Role] => [plain(heading), role])),
);

/** For comparing only; never shown. */
function plain(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** What each column probably is, by its heading; `undefined` where the heading says nothing, or says it again. */
export function guessRoles(cells: readonly string[]): (Role | undefined)[] {
  const taken = new Set<Role>();
  return cells.map((cell) => {
    const role = known.get(plain(cell));
    // A label is an output: one of the two.
    const slot = role === 'label' ? 'output' : role;
    if (role === undefined || slot === undefined || taken.has(slot)) return undefined;
    taken.add(slot);
    return role;
  });
}

/** Whether the first row is headings rather than a task: one of its cells is a usual heading. */
export function looksLikeHeadings(cells: readonly string[]): boolean {
  return cells.some((cell) => known.has(plain(cell)));
}
