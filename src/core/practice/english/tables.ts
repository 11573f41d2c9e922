import type { Random } from '../../random.ts';
import type { Family } from '../family.ts';
import { listsOf, type Table, tableOf } from '../table.ts';

function rowOf(table: Table, random: Random) {
  const [input, output] = random.pick(table);
  return { input, output };
}

const capitals = tableOf(`
  Austria = Vienna; Bangladesh = Dhaka; Chile = Santiago; Denmark = Copenhagen; Egypt = Cairo; Finland = Helsinki; Ghana = Accra;
  Hungary = Budapest; Iceland = Reykjavik; Japan = Tokyo; Kenya = Nairobi; Lebanon = Beirut; Mongolia = Ulaanbaatar;
  Nepal = Kathmandu; Peru = Lima; Portugal = Lisbon; Senegal = Dakar; Thailand = Bangkok; Uruguay = Montevideo; Vietnam = Hanoi`);

export const capitalCity: Family = {
  id: 'capital-city',
  patterns: [
    'Name the capital of the country.',
    'Which city is the seat of government of the state mentioned? A single name is enough.',
    'A geography quiz shows a country; supply the city from which it is governed.',
  ],
  instance: (random) => rowOf(capitals, random),
};

export const countryOfCapital: Family = {
  id: 'country-of-capital',
  patterns: [
    'Of which country is this city the capital?',
    'An embassy letter was posted in the capital named here. Tell which nation that is.',
  ],
  instance: (random) => {
    const { input, output } = rowOf(capitals, random);
    return { input: output, output: input };
  },
};

const colours = tableOf(`
  pure red = #ff0000; black = #000000; white = #ffffff; pure blue = #0000ff; navy blue = #000080; the green of a lime = #00ff00;
  bright yellow = #ffff00; teal = #008080; the orange of the fruit = #ffa500; gold = #ffd700; the pink of salmon = #fa8072;
  the brown of chocolate = #d2691e; sky blue = #87ceeb; the pale purple of a plum = #dda0dd; the red of a tomato = #ff6347;
  the off-white of mint cream = #f5fffa; coral = #ff7f50; indigo = #4b0082; silver = #c0c0c0; olive = #808000`);

export const colourCode: Family = {
  id: 'colour-code',
  patterns: [
    'Turn the description of a colour into its CSS hex code.',
    'A web designer names a shade in words. Reply with the hexadecimal value for the style sheet.',
    'What would one write in CSS, as # and six digits, to get this tone?',
  ],
  instance: (random) => rowOf(colours, random),
};

const synonyms = tableOf(`
  begin = start; quick = fast; large = big; glad = happy; silent = quiet; brave = courageous; wealthy = rich; odd = strange;
  difficult = hard; angry = furious; tired = weary; clever = smart; shut = close; reply = answer; assist = help; error = mistake;
  purchase = buy; repair = mend; gift = present; journey = trip`);

export const synonym: Family = {
  id: 'synonym',
  patterns: [
    'Give a synonym for the word.',
    'An author has used the same term three times. Offer one other that means nearly the same.',
    'Replace the expression by an equivalent of a single word.',
  ],
  instance: (random) => rowOf(synonyms, random),
};

const antonyms = tableOf(`
  hot = cold; early = late; full = empty; wide = narrow; ancient = modern; cheap = expensive; noisy = quiet; rough = smooth;
  deep = shallow; arrive = depart; accept = refuse; remember = forget; victory = defeat; friend = enemy; above = below;
  increase = decrease; generous = stingy; guilty = innocent; sharp = blunt; dawn = dusk`);

export const antonym: Family = {
  id: 'antonym',
  patterns: [
    'State the opposite of the word.',
    'What would a contrary person say instead? Respond with the antonym.',
    'Pair every adjective, verb or noun with the one that means the reverse.',
  ],
  instance: (random) => rowOf(antonyms, random),
};

const plurals = tableOf(`
  child = children; mouse = mice; leaf = leaves; city = cities; tooth = teeth; box = boxes; sheep = sheep; hero = heroes;
  knife = knives; goose = geese; berry = berries; bus = buses; ox = oxen; wolf = wolves; analysis = analyses; piano = pianos;
  church = churches; day = days; woman = women; cactus = cacti`);

export const plural: Family = {
  id: 'plural',
  patterns: [
    'Put the noun into the plural.',
    'One of them is easy, but what are two called? Give the form for more than one.',
    'Learners of English stumble over irregular nouns. Supply the plural form that they should memorise.',
  ],
  instance: (random) => rowOf(plurals, random),
};

const pastForms = tableOf(`
  write = wrote; go = went; sing = sang; buy = bought; teach = taught; fly = flew; swim = swam; break = broke; begin = began;
  choose = chose; drive = drove; hide = hid; keep = kept; lead = led; run = ran; shake = shook; speak = spoke; throw = threw;
  wake = woke; bring = brought`);

export const pastTense: Family = {
  id: 'past-tense',
  patterns: [
    'Form the simple past of the verb.',
    'Yesterday it happened already: change the infinitive accordingly.',
    'Which past form belongs to this irregular English verb?',
  ],
  instance: (random) => rowOf(pastForms, random),
};

const rhymes = listsOf(`
  light = night, bright, kite, white; rain = train, plane, chain, lane; tree = sea, bee, knee, key; house = mouse, blouse, grouse;
  moon = spoon, tune, noon, balloon; day = play, grey, sleigh, hay; star = car, jar, guitar, far; bell = shell, well, smell, spell;
  cake = lake, snake, rake, bake; king = ring, swing, wing, spring; boat = coat, goat, note, throat; fire = wire, choir, tyre, liar`);

export const rhymeList: Family = {
  id: 'rhyme-list',
  patterns: [
    'List three words that rhyme with the given one.',
    'A songwriter needs line endings. Suggest {count} rhymes for the word.',
    'Find {count} words with the same ending in sound, for a nursery rhyme.',
  ],
  slots: { count: { 2: 'two', 3: 'three' } },
  instance: (random, { count = '3' }) => {
    const input = random.pick(Object.keys(rhymes));
    return { input, output: (rhymes[input] ?? []).slice(0, Number(count)).join(', ') };
  },
};

const young = tableOf(`
  cow = calf; sheep = lamb; horse = foal; hen = chick; duck = duckling; cat = kitten; dog = puppy; pig = piglet; goat = kid;
  bear = cub; frog = tadpole; swan = cygnet; deer = fawn; kangaroo = joey; eagle = eaglet; goose = gosling`);

export const animalYoung: Family = {
  id: 'animal-young',
  patterns: [
    'What is the young of this animal called?',
    'Teach children the word for a baby animal; the grown one is named.',
  ],
  instance: (random) => rowOf(young, random),
};

const elements = tableOf(`
  hydrogen = H; helium = He; carbon = C; nitrogen = N; oxygen = O; sodium = Na; magnesium = Mg; aluminium = Al; silicon = Si;
  sulfur = S; chlorine = Cl; potassium = K; calcium = Ca; iron = Fe; copper = Cu; zinc = Zn; silver = Ag; tin = Sn; gold = Au;
  mercury = Hg; lead = Pb`);

export const elementSymbol: Family = {
  id: 'element-symbol',
  patterns: [
    'Write the chemical symbol of the element.',
    'Labels in a laboratory have room for two letters only. Abbreviate the element as the periodic table does.',
  ],
  instance: (random) => rowOf(elements, random),
};

const trades = tableOf(`
  a carpenter = saw; a tailor = needle; a surgeon = scalpel; a painter = brush; a gardener = spade; a cook = ladle;
  a hairdresser = scissors; an astronomer = telescope; a blacksmith = anvil; a conductor = baton; a mason = trowel;
  an angler = rod; a secretary = keyboard; a referee = whistle`);

export const toolOfTrade: Family = {
  id: 'tool-of-trade',
  patterns: [
    'Name a tool that the person uses at work.',
    'Who works with what? For the occupation, answer with one typical instrument.',
  ],
  instance: (random) => rowOf(trades, random),
};

const currencies = tableOf(`
  Japan = yen; India = rupee; Brazil = real; Poland = złoty; South Africa = rand; Turkey = lira; Mexico = peso; China = renminbi;
  Switzerland = franc; Thailand = baht; Israel = shekel; Kenya = shilling; Sweden = krona; Vietnam = dong; Nigeria = naira`);

export const currency: Family = {
  id: 'currency',
  patterns: [
    'With which currency does one pay in the country?',
    'A traveller changes money at the border. Tell what the notes of the country entered are called.',
  ],
  instance: (random) => rowOf(currencies, random),
};
