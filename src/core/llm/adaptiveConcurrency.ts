/** Requests at a time that a run begins with, and the most that it ever tries. */
const first = 4;
const most = 256;
/** A doubled limit is kept where it raises the number of answers in a time by at least this share. */
const worthwhile = 0.1;
/** Windows without a refusal before more is tried again, at first; each disappointment doubles it. */
const firstPatience = 4;
const longestPatience = 128;

/** What was under way when the endpoint refused a request, and what became of it since. */
interface Trial {
  readonly window: number;
  readonly limit: number;
  left: number;
  answered: number;
}

/** What becomes of one request. Call one of them, once. */
export interface Attempt {
  /** The endpoint answered, with whatever. */
  answered(): void;
  /** It asked for fewer requests, or did not answer in time. */
  refused(): void;
  /** The request was given up. */
  left(): void;
}

/**
 * Finds how many requests at a time an endpoint bears, from what becomes of them. Doubles while that brings more answers in
 * the same time. Where the endpoint refuses one, falls back to as many as were answered of those under way with it. Later it tries a little
 * more now and then, the more rarely the more often that failed. It looks at windows of as many answers as the limit.
 */
export class AdaptiveConcurrency {
  readonly #now: () => number;
  #limit = first;
  #underway = 0;
  /** `doubling` until it brings nothing; then `probing` one more where the endpoint refuses, or `resting` where it queues. */
  #phase: 'doubling' | 'probing' | 'resting' = 'doubling';
  #patience = firstPatience;
  #calm = 0;
  /** How many more the next probe tries: one after a refusal, twice as many after each probe that was borne. */
  #step = 1;
  /** What was borne before the last probe; 0 where the limit was not probed. */
  #borne = 0;
  #trial: Trial | undefined;
  /** The first window after a doubling: a line that is only just forming looks short. */
  #isSettling = false;
  /** The window: answers to requests that began in it, and the time that they took. */
  #answers = 0;
  #answersMs = 0;
  #window = 0;
  /** Answers in a millisecond at half the limit. */
  #rateBefore = 0;

  /** `now` in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get limit(): number {
    return this.#limit;
  }

  begin(): Attempt {
    this.#underway += 1;
    const since = this.#now();
    const window = this.#window;
    const end = (outcome: 'answered' | 'refused' | 'left') => () => {
      if (outcome === 'refused' && window === this.#window && !this.#trial) this.#beginTrial();
      this.#underway -= 1;
      const trial = this.#trial;
      if (trial && window <= trial.window) this.#count(trial, outcome === 'answered');
      else if (outcome === 'answered' && window === this.#window) this.#answered(this.#now() - since);
    };
    return { answered: end('answered'), refused: end('refused'), left: end('left') };
  }

  #answered(tookMs: number): void {
    this.#answers += 1;
    this.#answersMs += tookMs;
    if (this.#answers < this.#limit) return;
    // So many at a time, each of which takes so long.
    const rate = this.#limit / Math.max(this.#answersMs / this.#answers, 1e-3);
    if (this.#isSettling) this.#isSettling = false;
    else if (this.#phase === 'doubling') this.#double(rate);
    else this.#wait();
    this.#openWindow();
  }

  /**
   * One was refused: how many of all that are under way with it will be answered is what the endpoint bears. Until that is
   * known, as many are sent as were borne before the probe, or else half as many.
   */
  #beginTrial(): void {
    if (this.#phase !== 'doubling') this.#disappoint();
    this.#phase = 'probing';
    this.#step = 1;
    this.#calm = 0;
    this.#isSettling = false;
    this.#trial = { window: this.#window, left: this.#underway, answered: 0, limit: this.#limit };
    this.#limit = Math.max(1, this.#borne || Math.floor(this.#limit / 2));
    this.#borne = 0;
    this.#openWindow();
  }

  #count(trial: Trial, isAnswered: boolean): void {
    trial.left -= 1;
    if (isAnswered) trial.answered += 1;
    if (trial.left > 0) return;
    this.#trial = undefined;
    this.#limit = Math.max(1, Math.min(trial.answered, trial.limit - 1));
    this.#openWindow();
  }

  #double(rate: number): void {
    if (rate >= this.#rateBefore * (1 + worthwhile)) {
      this.#rateBefore = rate;
      this.#limit = Math.min(this.#limit * 2, most);
      this.#isSettling = true;
      return;
    }
    // More at a time only made each wait longer.
    this.#phase = 'resting';
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    this.#disappoint();
  }

  #wait(): void {
    this.#calm += 1;
    if (this.#calm < this.#patience) return;
    this.#calm = 0;
    if (this.#phase === 'probing') {
      this.#borne = this.#limit;
      this.#limit = Math.min(this.#limit + this.#step, most);
      this.#step *= 2;
      return;
    }
    this.#phase = 'doubling';
    this.#rateBefore = 0;
  }

  #disappoint(): void {
    this.#patience = Math.min(this.#patience * 2, longestPatience);
  }

  #openWindow(): void {
    this.#window += 1;
    this.#answers = 0;
    this.#answersMs = 0;
  }
}
