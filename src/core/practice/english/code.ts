import type { Family } from '../family.ts';
import { tableOf } from '../table.ts';
import { plainWords } from './vocabulary.ts';

const commands = tableOf(`
  show the current directory = pwd; list all entries with details, hidden ones too = ls -la; create a directory called logs = mkdir logs;
  print the first five lines of notes.txt = head -n 5 notes.txt; print the last ten lines of notes.txt = tail -n 10 notes.txt;
  count the lines of notes.txt = wc -l notes.txt; sort names.txt by number = sort -n names.txt; show who is logged in = who;
  show free disk space in readable units = df -h; find lines with TODO in main.c = grep TODO main.c; show the calendar = cal;
  change to the parent directory = cd ..; rename a.txt to b.txt = mv a.txt b.txt; show running processes = ps aux`);

export const shellCommand: Family = {
  id: 'shell-command',
  patterns: [
    'Write the Unix shell command for the job.',
    'A beginner describes what should happen in the terminal. Which single command does it?',
    'Translate the wish into one line for bash.',
  ],
  instance: (random) => {
    const [input, output] = random.pick(commands);
    return { input, output };
  },
};

const gitCommands = tableOf(`
  show what has changed but is not staged = git diff; list all branches = git branch; record staged changes = git commit;
  create a branch called fix and switch to it = git switch -c fix; fetch and merge from the remote = git pull;
  set local changes aside for later = git stash; show the history, one line each = git log --oneline;
  show who last changed each line of app.py = git blame app.py; show the state of the working tree = git status`);

export const gitCommand: Family = {
  id: 'git-command',
  patterns: [
    'Which Git command does what is described?',
    'New colleagues ask how to work with the repository. Answer each wish with the Git command, without comments.',
  ],
  instance: (random) => {
    const [input, output] = random.pick(gitCommands);
    return { input, output };
  },
};

const expressions = tableOf(`
  a whole number without sign = ^[0-9]+$; exactly five digits = ^[0-9]{5}$; a date such as 2024-05-31 = ^[0-9]{4}-[0-9]{2}-[0-9]{2}$;
  a time such as 09:45 = ^[0-9]{2}:[0-9]{2}$; a hexadecimal colour such as #a0b1c2 = ^#[0-9a-fA-F]{6}$;
  two capital letters and three digits = ^[A-Z]{2}[0-9]{3}$; a word in lower case = ^[a-z]+$; an empty line = ^$;
  a decimal number with a point = ^[0-9]+\\.[0-9]+$; a line that ends in a question mark = \\?$`);

export const regularExpression: Family = {
  id: 'regular-expression',
  patterns: [
    'Give a regular expression that matches the described text from start to end of the line.',
    'A form should accept only certain entries. Formulate the check as a regex, anchored where needed.',
  ],
  instance: (random) => {
    const [input, output] = random.pick(expressions);
    return { input, output };
  },
};

const statuses = tableOf(`
  200 = OK; 201 = Created; 204 = No Content; 301 = Moved Permanently; 304 = Not Modified; 400 = Bad Request; 401 = Unauthorized;
  403 = Forbidden; 404 = Not Found; 409 = Conflict; 418 = I'm a teapot; 429 = Too Many Requests; 500 = Internal Server Error;
  502 = Bad Gateway; 503 = Service Unavailable`);

export const httpStatus: Family = {
  id: 'http-status',
  patterns: [
    'State the official reason phrase of the HTTP status code.',
    'Our monitoring only prints the number that a web server returned. Add what it means in the standard.',
  ],
  instance: (random) => {
    const [input, output] = random.pick(statuses);
    return { input, output };
  },
};

export const statusClass: Family = {
  id: 'status-class',
  labels: ['success', 'redirection', 'client error', 'server error'],
  patterns: [
    'Group the HTTP status by its first digit: success, redirection, client error or server error.',
    'A request ended with the code given. Whose turn is it now? Tag it server error, client error, redirection or success.',
  ],
  instance: (random, _, label) => {
    const digit = { success: '2', redirection: '3', 'client error': '4', 'server error': '5' }[label] ?? '2';
    return {
      input: random.pick(statuses.map(([code]) => code).filter((code) => code.startsWith(digit))),
      output: label,
    };
  },
};

export const sqlQuery: Family = {
  id: 'sql-query',
  patterns: [
    'Formulate an SQL query that returns what is asked for.',
    'The office manager wants an answer from the database; table and columns are named in the question. Phrase it in SQL.',
  ],
  instance: (random) => {
    const table = random.pick(['orders', 'members', 'invoices', 'bookings']);
    const [column, value] = random.pick([
      ['city', "'Lima'"],
      ['city', "'Oslo'"],
      ['year', '1998'],
      ['year', '2026'],
      ['status', "'open'"],
      ['status', "'new'"],
    ] as const);
    return random.pick([
      { input: `How many rows does ${table} have?`, output: `SELECT COUNT(*) FROM ${table};` },
      {
        input: `All rows of ${table} whose ${column} is ${value}`,
        output: `SELECT * FROM ${table} WHERE ${column} = ${value};`,
      },
      { input: `The different values of ${column} in ${table}`, output: `SELECT DISTINCT ${column} FROM ${table};` },
      {
        input: `All rows of ${table}, sorted by ${column}, highest first`,
        output: `SELECT * FROM ${table} ORDER BY ${column} DESC;`,
      },
    ]);
  },
};

export const htmlElement: Family = {
  id: 'html-list',
  patterns: [
    'Mark up the items as {kind} HTML list, without line breaks.',
    'Prepare the entries for a web page: {kind} list in HTML, all on one line.',
  ],
  slots: { kind: { ul: ['an unordered', 'a bulleted'], ol: ['an ordered', 'a numbered'] } },
  instance: (random, { kind = 'ul' }) => {
    const items = random.sample(plainWords, 3);
    return {
      input: items.join(', '),
      output: `<${kind}>${items.map((item) => `<li>${item}</li>`).join('')}</${kind}>`,
    };
  },
};

export const pythonResult: Family = {
  id: 'python-result',
  patterns: [
    'What does the Python expression evaluate to?',
    'Act as the interpreter: print the value of this line of Python.',
  ],
  instance: (random) => {
    const word = random.pick(plainWords);
    const [a, b] = [random.integer(10, 60), random.integer(3, 9)];
    return random.pick([
      { input: `len("${word}")`, output: String(word.length) },
      { input: `"${word}"[0].upper()`, output: `'${word.charAt(0).toUpperCase()}'` },
      { input: `${a} // ${b}`, output: String(Math.floor(a / b)) },
      { input: `${a} % ${b}`, output: String(a % b) },
      { input: `sum(range(${b}))`, output: String((b * (b - 1)) / 2) },
      { input: `"${word}"[::-1]`, output: `'${[...word].toReversed().join('')}'` },
    ]);
  },
};

const bases = { binary: 2, octal: 8, hexadecimal: 16 } as const;

export const numberBase: Family = {
  id: 'number-base',
  patterns: [
    'Convert the decimal number to {base}.',
    'How would a computer scientist note this quantity in {base} digits?',
  ],
  slots: { base: { binary: 'binary', octal: 'octal', hexadecimal: 'hexadecimal' } },
  instance: (random, { base }) => {
    const value = random.integer(9, 255);
    return { input: String(value), output: value.toString(bases[base as keyof typeof bases] ?? 2) };
  },
};
