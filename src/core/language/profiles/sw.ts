export const sw = `
na ya wa kwa ni za katika la kuwa hii cha kama yake watu sana hiyo hivyo huo au pia lakini kila baada mtu vya alikuwa
ambayo ambao hata bila kutoka hadi wakati siku moja mwaka nchi kazi hakuna yao wake yangu wetu sisi wewe mimi yeye wao
nini gani wapi lini kwamba tu zaidi mbili tatu pamoja kabla bado tena ndiyo hapana sasa leo jana kesho
Andika barua fupi kwa rafiki aliyehamia mji mwingine na umweleze kilichobadilika nyumbani.
Eleza kwa maneno rahisi jinsi moyo unavyosukuma damu mwilini na kwa nini tunahitaji hewa.
Orodhesha mambo matano ya kuangalia kabla ya kununua gari lililotumika.
Asubuhi hii kulikuwa na baridi, kwa hiyo watoto walikaa ndani na kucheza na kaka yao hadi chakula cha mchana.
Ni matunda mangapi yatabaki ikiwa una kumi na mawili na unampa kila jirani matatu?
Fupisha aya ifuatayo kwa sentensi moja na uache jina la kila mtu aliyetajwa.
Ningependa kujua treni inayofuata inaondoka saa ngapi na safari huchukua muda gani.
Eleza hatua za kupika wali na mboga, ukianza na vitu vinavyopaswa kununuliwa.
Panga kila sentensi kuwa nzuri, mbaya au ya kawaida na utoe sababu.
Kuna tofauti gani kati ya ziwa na mto, na maji hutoka wapi wakati wa kiangazi?
Wakulima wa kijiji hupanda mahindi mvua inapoanza na huuza sokoni wasichokula.
Shule yetu ilifungua maktaba mpya mwezi uliopita yenye vitabu na chumba tulivu cha kusomea.
Serikali ilitangaza jana kwamba bei ya mkate haitabadilika mwaka ujao.
`;
