import type { Random } from '../../random.ts';
import type { Family } from '../family.ts';
import { tableOf } from '../table.ts';

const dayMs = 86_400_000;
const months = Array.from({ length: 12 }, (_, month) => nameOf(Date.UTC(2024, month, 1), { month: 'long' }));

function nameOf(time: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(time);
}

function longDate(time: number): string {
  return nameOf(time, { day: 'numeric', month: 'long', year: 'numeric' });
}

function anyDay(random: Random): number {
  return Date.UTC(random.integer(1995, 2035), 0, 1) + random.integer(0, 364) * dayMs;
}

export const dateAfter: Family = {
  id: 'date-after',
  patterns: [
    'Which date is the stated number of days {direction} the one given?',
    'Count forward or back in the calendar: name the day that lies so many days {direction} the date.',
    'A contract speaks of a period of days {direction} a certain date. Resolve it to day, month and year.',
  ],
  slots: { direction: { after: 'after', before: 'before' } },
  instance: (random, { direction }) => {
    const start = anyDay(random);
    const days = random.integer(5, 90);
    return {
      input: `${days} days ${direction} ${longDate(start)}`,
      output: longDate(start + (direction === 'before' ? -days : days) * dayMs),
    };
  },
};

export const weekday: Family = {
  id: 'weekday',
  patterns: [
    'On what weekday does the date fall?',
    'Was I born on a Sunday? Tell the day of the week for a date of birth.',
    'Complete the invitation by putting the right day of the week before its date.',
  ],
  instance: (random) => {
    const day = anyDay(random);
    return { input: longDate(day), output: nameOf(day, { weekday: 'long' }) };
  },
};

export const daysBetween: Family = {
  id: 'days-between',
  patterns: [
    'How many days lie between the two dates, the first one not counted?',
    'Measure the length of a voyage in nights, from departure to return.',
    'An exhibition opens and closes on the dates named. Give the difference in days.',
  ],
  instance: (random) => {
    const start = anyDay(random);
    const days = random.integer(3, 120);
    return { input: `${longDate(start)} to ${longDate(start + days * dayMs)}`, output: String(days) };
  },
};

export const leapYear: Family = {
  id: 'leap-year',
  labels: ['leap year', 'common year'],
  patterns: [
    'Does February have 29 days in this year? Answer “leap year” or “common year”.',
    'Apply the Gregorian rule of 4, 100 and 400, and tag the year as leap year or common year.',
  ],
  instance: (random, _, label) => {
    let year = random.integer(1700, 2200);
    const isLeap = (value: number) => value % 4 === 0 && (value % 100 !== 0 || value % 400 === 0);
    while (isLeap(year) !== (label === 'leap year')) year += 1;
    return { input: String(year), output: label };
  },
};

const offsets = tableOf(`
  Reykjavik = 0; Lagos = 60; Cairo = 120; Nairobi = 180; Dubai = 240; Karachi = 300; Delhi = 330; Kathmandu = 345; Dhaka = 360;
  Bangkok = 420; Singapore = 480; Tokyo = 540; Bogotá = -300; Phoenix = -420; Honolulu = -600`);

export const timeZone: Family = {
  id: 'time-zone',
  patterns: [
    'Convert the local time of one city into that of another (no summer time).',
    'A call is agreed by the clock of the first city. When does it start where the second participant lives?',
    'Colleagues on two continents want to meet online. Translate the hour between their places, standard time assumed.',
  ],
  instance: (random) => {
    const [first = ['Lagos', '60'], second = ['Tokyo', '540']] = random.sample(offsets, 2);
    const minutes = random.integer(0, 47) * 30;
    const there = minutes + Number(second[1]) - Number(first[1]);
    const shift = there < 0 ? ' (the day before)' : there >= 1440 ? ' (the next day)' : '';
    return { input: `${clock(minutes)} in ${first[0]}, to ${second[0]}`, output: `${clock(there)}${shift}` };
  },
};

function clock(minutes: number): string {
  const day = ((minutes % 1440) + 1440) % 1440;
  return `${String(Math.floor(day / 60)).padStart(2, '0')}:${String(day % 60).padStart(2, '0')}`;
}

export const clockStyle: Family = {
  id: 'clock-style',
  patterns: [
    'Rewrite the time of day from the 12-hour clock to the 24-hour clock.',
    'Departure boards here count from 00:00 to 23:59. Adapt a time with a.m. or p.m. to them.',
  ],
  instance: (random) => {
    const minutes = random.integer(0, 287) * 5;
    const hour = Math.floor(minutes / 60);
    const suffix = hour < 12 ? 'a.m.' : 'p.m.';
    const short = `${hour % 12 === 0 ? 12 : hour % 12}:${String(minutes % 60).padStart(2, '0')} ${suffix}`;
    return { input: short, output: clock(minutes) };
  },
};

export const monthSeason: Family = {
  id: 'month-season',
  labels: ['spring', 'summer', 'autumn', 'winter'],
  patterns: [
    'Assign the month to its season on the northern hemisphere: spring, summer, autumn or winter, three whole months each.',
    'A gardener in Scotland plans by season. Does the month belong to spring, summer, autumn or winter?',
  ],
  instance: (random, _, label) => {
    const first = { spring: 2, summer: 5, autumn: 8, winter: 11 }[label] ?? 0;
    return { input: months[(first + random.integer(0, 2)) % 12] ?? '', output: label };
  },
};
