import type { ValidateFunction } from 'ajv';

export const seedTask: ValidateFunction;
export const generatedTask: ValidateFunction;
export const decision: ValidateFunction;
export const distinctPair: ValidateFunction;
export const judgement: ValidateFunction;
export const filteredCandidate: ValidateFunction;
export const round: ValidateFunction;
export const alternativeOutput: ValidateFunction;
export const outputChoice: ValidateFunction;
export const recipe: ValidateFunction;
