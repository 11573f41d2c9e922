import type { Family } from '../family.ts';
import { evenOrOddHindi, sortNumbersHindi } from './numbers.ts';

/** All kinds of tasks that the practice model composes in Hindi. */
export const hindiFamilies: readonly Family[] = [sortNumbersHindi, evenOrOddHindi];
