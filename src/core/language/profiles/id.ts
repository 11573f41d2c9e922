export const id = `
yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada mereka lebih kata tahun
sudah atau saat oleh menjadi orang ia telah adalah seperti sebagai kami bahwa dapat anda kita hari satu dia banyak masih
para harus kepada dua namun setelah hanya lain sangat bagi lalu tetapi belum kalau besar baru apa sama sampai ketika
Tulislah surat pendek kepada seorang teman yang pindah ke kota lain dan ceritakan apa yang berubah di rumah.
Jelaskan dengan kata sederhana bagaimana jantung memompa darah ke seluruh tubuh dan mengapa kita membutuhkan oksigen.
Buatlah daftar lima hal yang perlu diperiksa sebelum membeli mobil bekas.
Pagi ini udara dingin, jadi anak-anak tinggal di dalam dan bermain dengan kakak mereka sampai makan siang.
Berapa apel yang tersisa jika kamu punya dua belas dan memberi tiga kepada setiap tetangga?
Ringkaslah paragraf berikut dalam satu kalimat dan pertahankan nama setiap orang yang disebut.
Saya ingin tahu jam berapa kereta berikutnya berangkat dan berapa lama perjalanannya.
Uraikan langkah memasak nasi dengan sayur, mulai dari bahan yang harus dibeli.
Golongkan setiap kalimat ini sebagai positif, negatif atau netral dan berikan alasannya.
Apa perbedaan antara danau dan sungai, dan dari mana airnya berasal pada musim kemarau?
Petani di desa menanam jagung ketika hujan mulai turun dan menjual sisanya di pasar.
Sekolah kami membuka perpustakaan baru bulan lalu dengan buku, koran dan ruang baca yang tenang.
Pemerintah mengumumkan kemarin bahwa harga roti tidak akan berubah selama tahun depan.
`;
