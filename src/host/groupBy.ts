export { groupBy } from '../core/groupBy.ts';
