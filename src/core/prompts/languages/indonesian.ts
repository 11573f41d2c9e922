import type { PromptLanguage } from './promptLanguage.ts';

const instructionsFormat = `Jawablah hanya dengan tugas-tugas baru. Sebelum setiap tugas, tuliskan baris ini tersendiri:
=== INSTRUKSI ===`;

export const indonesian: PromptLanguage = {
  tag: 'id',
  reviewedBy: 'unreviewed',
  prompts: {
    instructions: {
      template: `Anda membantu menyusun kumpulan tugas yang melatih model bahasa mengikuti instruksi.
Di bawah ini ada beberapa tugas dari kumpulan itu. Tulislah {{count}} tugas baru yang layak ditambahkan ke dalamnya. {{languages}}{{purpose}}

Setiap tugas baru harus
- meminta sesuatu yang lain dari tugas-tugas yang ditampilkan, dari bidang kehidupan lain atau dengan jenis jawaban lain;
- dibuka dengan kata kerja lain dan berbentuk lain: ada pertanyaan, ada perintah, ada yang pendek, ada yang panjang;
- dapat diselesaikan hanya dengan membaca dan menulis teks;
- lengkap: jika memerlukan teks, daftar, atau data untuk diolah, sebutkan jenisnya tanpa mencantumkan isinya.

Tugas-tugas dalam kumpulan:

{{demonstrations}}`,
      format: instructionsFormat,
    },
    classificationInstructions: {
      template: `Anda membantu menyusun kumpulan tugas yang melatih model bahasa mengikuti instruksi.
Di bawah ini ada beberapa tugas klasifikasi dari kumpulan itu: masing-masing dijawab dengan satu label dari sejumlah kecil label yang sudah tertentu. Tulislah {{count}} tugas klasifikasi baru yang layak ditambahkan ke dalamnya. {{languages}}{{purpose}}

Setiap tugas baru harus
- menyebutkan semua label yang dapat dipilih;
- menilai hal lain dari tugas-tugas yang ditampilkan: bidang kehidupan lain, pertanyaan lain, label lain;
- dapat diselesaikan hanya dengan membaca dan menulis teks.

Tugas-tugas dalam kumpulan:

{{demonstrations}}`,
      format: instructionsFormat,
    },
    classification: {
      template: `Tentukan apakah suatu tugas merupakan tugas klasifikasi, yaitu tugas yang jawabannya selalu satu label dari sejumlah kecil label yang sudah tertentu, apa pun masukannya.

Contoh:

{{demonstrations}}

Tugas yang harus dinilai:

{{instruction}}`,
      format: `Jawablah dengan satu kata, ya atau tidak, setelah baris ini:
=== KLASIFIKASI ===`,
    },
    inputFirst: {
      template: `Lengkapi sebuah tugas dengan {{count}} contoh. Untuk setiap contoh, tulislah dahulu masukan yang mungkin diberikan pada tugas itu, kemudian keluaran yang benar dan lengkap untuk masukan tersebut.
Jika tugas itu tidak memerlukan masukan, kosongkan masukannya dan tulislah satu contoh saja. {{languages}} Jika tugas meminta bahasa lain, ikuti permintaan tugas. Masukan harus konkret, tanpa bagian yang masih perlu diisi.

Contoh tugas yang sudah lengkap:

{{demonstrations}}

Tugas yang harus dilengkapi:

{{instruction}}`,
      format: `Jawablah hanya dengan contoh-contohnya. Letakkan setiap bagian di bawah barisnya, seperti ini:
=== MASUKAN ===
(masukan, atau kosong)
=== KELUARAN ===
(keluaran)`,
    },
    outputFirst: {
      template: `Lengkapi sebuah tugas klasifikasi dengan contoh. Ambil satu per satu label yang diperbolehkan tugas itu, paling banyak {{count}}: tulislah dahulu labelnya sebagai keluaran, kemudian masukan yang tepat untuk label tersebut.
{{languages}} Jika tugas meminta bahasa lain, ikuti permintaan tugas. Masukan harus konkret, tanpa bagian yang masih perlu diisi.

Contoh tugas yang sudah lengkap:

{{demonstrations}}

Tugas yang harus dilengkapi:

{{instruction}}`,
      format: `Jawablah hanya dengan contoh-contohnya. Letakkan setiap bagian di bawah barisnya, seperti ini:
=== KELUARAN ===
(label)
=== MASUKAN ===
(masukan)`,
    },
    regenerate: {
      template: `Kerjakan satu tugas dari kumpulan yang mengajari model bahasa mengikuti instruksi. Apa yang Anda tulis menjadi keluarannya, dan dari situ model belajar.

Keluaran itu harus
- benar dan lengkap, serta melakukan semua yang diminta instruksi, tidak lebih;
- berbentuk dan sepanjang yang diminta instruksi; jika berupa label, hanya labelnya saja, dieja seperti dalam instruksi;
- ditujukan kepada pemberi instruksi, tanpa sepatah kata pun tentang permintaan ini.

{{languages}} Jika tugas meminta bahasa lain, ikuti permintaan tugas.

Tugasnya:

{{instruction}}

Masukannya:

{{input}}`,
      format: `Jawablah hanya dengan keluarannya, di bawah baris ini:
=== KELUARAN ===`,
    },
    tasks: {
      template: `Anda membantu menyusun kumpulan tugas yang melatih model bahasa mengikuti instruksi.
Di bawah ini ada beberapa tugas dari kumpulan itu, masing-masing dengan satu contoh masukan dan keluarannya. Tulislah {{count}} tugas baru yang layak ditambahkan ke dalamnya. {{languages}}{{purpose}}

Setiap tugas baru harus
- meminta sesuatu yang lain dari tugas-tugas yang ditampilkan, dari bidang kehidupan lain atau dengan jenis jawaban lain;
- dibuka dengan kata kerja lain dan berbentuk lain: ada pertanyaan, ada perintah, ada yang pendek, ada yang panjang;
- dapat diselesaikan hanya dengan membaca dan menulis teks;
- memiliki masukan yang konkret dan tidak lebih dari beberapa kalimat, atau kosong bila tidak diperlukan;
- memiliki keluaran yang benar dan lengkap untuk masukan itu.

Tugas-tugas dalam kumpulan:

{{demonstrations}}`,
      format: `Jawablah hanya dengan tugas-tugas baru. Letakkan setiap bagian di bawah barisnya dan mulailah setiap tugas dengan baris yang pertama, seperti ini:
=== TUGAS ===
=== INSTRUKSI ===
(instruksi)
=== KLASIFIKASI ===
(ya jika jawabannya satu label dari sejumlah kecil label yang sudah tertentu; jika bukan, tidak)
=== MASUKAN ===
(masukan, atau kosong)
=== KELUARAN ===
(keluaran)`,
    },
    conversation: {
      template: `Tulislah percakapan antara seorang pengguna dan seorang asisten. Tugas di bawah ini menyatakan apa yang diinginkan pengguna atau keadaan yang sedang ia hadapi.
Jumlah percakapan: {{count}}. Jika lebih dari satu, biarlah dalam setiap percakapan berbicara pengguna yang lain macamnya, dengan rincian yang lain. {{languages}} Jika tugas meminta bahasa lain, ikuti permintaan tugas.

Setiap percakapan harus
- terdiri atas dua sampai delapan giliran: pengguna memulai, keduanya bergantian, dan asisten yang terakhir berbicara;
- konkret: jika diperlukan teks, daftar, atau angka, penggunalah yang memberikannya, tanpa bagian yang masih perlu diisi;
- berlanjut pada setiap giliran pengguna dari apa yang sudah dikatakan, seperti orang pada umumnya: pertanyaan tentang jawaban, koreksi, keinginan berikutnya;
- memuat jawaban yang benar, lengkap, dan tidak lebih panjang daripada yang perlu.

Jika asisten harus memainkan peran, mulailah dengan giliran sistem yang mengatakan siapa dia dalam satu atau dua kalimat. Jika tidak, giliran sistem tidak perlu ditulis.

Contoh:

{{demonstrations}}

Tugas yang harus ditulis percakapannya:

{{instruction}}`,
      format: `Jawablah hanya dengan percakapannya. Mulailah setiap percakapan dengan baris yang pertama dan letakkan setiap giliran di bawah barisnya, seperti ini:
=== PERCAKAPAN ===
=== SISTEM ===
(siapa asisten itu; lewati giliran ini jika ia bukan siapa-siapa)
=== PENGGUNA ===
(apa yang dikatakan pengguna)
=== ASISTEN ===
(apa yang dijawab asisten)`,
    },
    growInstances: {
      template: `Di bawah ini ada satu tugas dari sebuah kumpulan, beserta beberapa contohnya. Kumpulan itu melatih model bahasa mengikuti instruksi. Tulislah {{count}} contoh lagi untuk tugas yang sama ini.

Setiap contoh tambahan harus
- memiliki masukan sendiri yang menyatakan hal lain dari masukan yang ditampilkan, bukan hal yang sama dengan satu kata diganti;
- sejenis dengan contoh yang ditampilkan, panjang maupun bentuknya;
- memiliki keluaran yang benar dan lengkap untuk masukannya;
- konkret, tanpa bagian yang masih perlu diisi.

{{languages}} Jika contoh yang ditampilkan memakai bahasa lain, ikuti contoh itu.

Beberapa contohnya:

{{examples}}

Tugas yang harus dilanjutkan:

{{instruction}}`,
      format: `Jawablah hanya dengan contoh tambahan. Letakkan setiap bagian di bawah barisnya, seperti ini:
=== MASUKAN ===
(masukan)
=== KELUARAN ===
(keluaran)`,
    },
    growLabelled: {
      template: `Di bawah ini ada satu tugas klasifikasi dari sebuah kumpulan, beserta beberapa contohnya. Kumpulan itu melatih model bahasa mengikuti instruksi. Tulislah {{count}} contoh lagi untuk tugas yang sama ini, semuanya dengan satu label yang disebutkan di bagian akhir.

Setiap contoh tambahan harus
- mengulangi label itu sebagai keluaran, persis seperti yang disebutkan;
- memiliki masukan yang tepat untuk label itu dan tidak untuk label lain;
- memiliki masukan sendiri yang menyatakan hal lain dari masukan yang ditampilkan, bukan hal yang sama dengan satu kata diganti;
- konkret, tanpa bagian yang masih perlu diisi.

{{languages}} Jika contoh yang ditampilkan memakai bahasa lain, ikuti contoh itu.

Beberapa contohnya:

{{examples}}

Tugas yang harus dilanjutkan:

{{instruction}}

Label untuk contoh tambahan:

{{label}}`,
      format: `Jawablah hanya dengan contoh tambahan. Letakkan setiap bagian di bawah barisnya, seperti ini:
=== KELUARAN ===
(label)
=== MASUKAN ===
(masukan)`,
    },
    fromTextOutput: {
      template: `Di bawah ini ada kutipan teks yang ditulis seseorang. Teks itu akan menjadi jawaban atas sebuah instruksi dalam kumpulan yang melatih model bahasa mengikuti instruksi. Tulislah instruksinya.

Instruksi itu harus
- dijawab dengan baik oleh teks ini, persis seperti adanya;
- menyebutkan pokok teks, panjangnya, dan cara penulisannya, sejauh yang perlu diketahui pembaca;
- tidak mengutip teks dan tidak menyebutkan bahwa teks itu ada;
- berupa satu permintaan saja yang mungkin diajukan seseorang.

{{languages}}

Teks yang akan menjadi jawaban:

{{text}}`,
      format: `Jawablah hanya dengan instruksi untuk teks ini, di bawah baris ini:
=== INSTRUKSI ===`,
    },
    fromTextInput: {
      template: `Di bawah ini ada kutipan teks yang ditulis seseorang. Teks itu akan menjadi masukan sebuah tugas dalam kumpulan yang melatih model bahasa mengikuti instruksi. Tulislah instruksi yang dapat dikerjakan pada teks ini, beserta keluarannya.

Instruksi itu harus
- menyebutkan satu hal yang dilakukan terhadap teks, yang menyusul sesudahnya: menjawab pertanyaan tentangnya, mengubah bentuknya, mencari atau menilai sesuatu di dalamnya;
- lengkap tanpa mengutip teks.

Keluarannya harus
- benar dan lengkap, dan bertumpu pada teks itu saja.

{{languages}} Jika instruksi meminta bahasa lain, ikuti instruksinya.

Teks yang akan menjadi masukan:

{{text}}`,
      format: `Jawablah hanya dengan instruksi pada teks ini dan keluarannya, masing-masing di bawah barisnya, seperti ini:
=== INSTRUKSI ===
(instruksi)
=== KELUARAN ===
(keluaran)`,
    },
    paraphrase: {
      template: `Nyatakan sebuah instruksi dengan kata-kata lain. Instruksi itu bagian dari kumpulan yang melatih model bahasa mengikuti instruksi.

Rumusan yang baru harus
- meminta hal yang persis sama: apa yang sebelumnya menjawab instruksi itu harus tetap menjawabnya;
- mempertahankan semua nama, angka, label, dan syarat;
- berbentuk lain: kata kerja lain, urutan lain, pertanyaan alih-alih perintah, atau sebaliknya.

{{languages}}

Instruksi dalam rumusan yang lama:

{{instruction}}`,
      format: `Jawablah hanya dengan rumusan yang baru, di bawah baris ini:
=== INSTRUKSI ===`,
    },
    evolve: {
      template: `Buatlah instruksi baru dari instruksi yang sudah ada. Keduanya bagian dari kumpulan yang melatih model bahasa mengikuti instruksi.

Apa yang harus diubah: {{change}}

Instruksi yang sudah diubah harus
- dapat dipahami sendiri: pembacanya tidak mengenal instruksi asalnya;
- bertambah panjang paling banyak sekitar dua puluh kata;
- dapat diselesaikan hanya dengan membaca dan menulis teks.

{{languages}}{{purpose}}

Instruksi yang menjadi titik tolak:

{{instruction}}`,
      format: `Jawablah hanya dengan instruksi yang sudah diubah, di bawah baris ini:
=== INSTRUKSI ===`,
    },
  },
  changes: {
    constraint: 'tambahkan satu syarat yang harus dipenuhi jawaban dan yang dapat diperiksa pada jawaban itu.',
    deepen: 'mintalah pemahaman yang lebih dalam tentang hal yang sama: sebab, akibat, perbandingan, atau alasan.',
    concretise: 'gantilah apa yang dikatakan secara umum dengan kasus konkret yang memuat nama, tempat, atau angka.',
    rarer:
      'pertahankan bidangnya, dan mintalah di dalamnya sesuatu yang jarang diminta, kira-kira sama sulit dan sama panjang.',
  },
  purpose: {
    chatbot: 'Setiap tugas adalah sesuatu yang dikatakan orang kepada asisten dalam obrolan, dengan kata sehari-hari.',
    translation:
      'Setiap tugas meminta terjemahan dari bahasa {{from}} ke bahasa {{to}}. Buatlah beragam apa yang diterjemahkan: jenis teksnya, pokoknya, nadanya, dan untuk siapa.',
    extraction: 'Setiap tugas meminta ringkasan sebuah teks atau mengambil sesuatu darinya.',
    classification: 'Setiap tugas dijawab dengan memilih sebuah label.',
    labels:
      'Setiap tugas dijawab dengan salah satu label berikut dan tidak dengan yang lain: {{labels}}. Buatlah beragam apa yang dinilai dan cara bertanyanya, jangan labelnya.',
    domain: 'Semua tugas berasal dari bidang ini: {{domain}}.',
  },
  headings: {
    TASK: 'TUGAS',
    INSTRUCTION: 'INSTRUKSI',
    CLASSIFICATION: 'KLASIFIKASI',
    INPUT: 'MASUKAN',
    OUTPUT: 'KELUARAN',
    CONVERSATION: 'PERCAKAPAN',
    SYSTEM: 'SISTEM',
    USER: 'PENGGUNA',
    ASSISTANT: 'ASISTEN',
  },
  labels: {
    task: 'Tugas: ',
    classification: 'Klasifikasi: ',
    input: 'Masukan: ',
    output: 'Keluaran: ',
    system: 'Sistem: ',
    user: 'Pengguna: ',
    assistant: 'Asisten: ',
  },
  none: '(tidak ada)',
  again:
    'Jawaban Anda tidak dapat dibaca: bentuknya bukan yang diminta. Jawablah sekali lagi, secara lengkap, tepat dalam bentuk yang diminta, dan jangan menulis yang lain.',
  answers: { yes: ['ya', 'benar'], no: ['tidak', 'bukan', 'salah'] },
  writing: {
    all: 'Tulislah dalam bahasa berikut: {{language}}.',
    fields: 'Tulislah {{fields}} dalam bahasa berikut: {{language}}.',
    names: { instruction: 'instruksi', input: 'masukan', output: 'keluaran' },
  },
};
