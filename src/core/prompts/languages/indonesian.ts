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
  },
  headings: {
    TASK: 'TUGAS',
    INSTRUCTION: 'INSTRUKSI',
    CLASSIFICATION: 'KLASIFIKASI',
    INPUT: 'MASUKAN',
    OUTPUT: 'KELUARAN',
  },
  labels: { task: 'Tugas: ', classification: 'Klasifikasi: ', input: 'Masukan: ', output: 'Keluaran: ' },
  none: '(tidak ada)',
  answers: { yes: ['ya', 'benar'], no: ['tidak', 'bukan', 'salah'] },
  writing: {
    all: 'Tulislah dalam bahasa berikut: {{language}}.',
    fields: 'Tulislah {{fields}} dalam bahasa berikut: {{language}}.',
    names: { instruction: 'instruksi', input: 'masukan', output: 'keluaran' },
  },
};
