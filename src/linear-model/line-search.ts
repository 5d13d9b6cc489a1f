/** A function of the step along a search direction: its value and slope. */
export type AlongDirection = (step: number) => { f: number; slope: number };

export interface LineSearchResult {
  step: number;
  /** Whether the step meets both Wolfe conditions, or is as good as rounding allows. */
  found: boolean;
}

const SUFFICIENT_DECREASE = 1e-3;
const CURVATURE = 0.9;
const RELATIVE_WIDTH = 0.1;
const MOST_EVALUATIONS = 20;

/** An end of the interval that holds the minimum. */
interface End {
  step: number;
  f: number;
  slope: number;
}

/**
 * Finds a step that meets the strong Wolfe conditions by the method of Moré & Thuente 1994 (ACM Transactions on
 * Mathematical Software 20, 286), with the constants of L-BFGS-B: sufficient decrease 1e-3, curvature 0.9.
 *
 * @param at0 - value and slope at step 0; the slope is negative.
 */
export function wolfeSearch(
  along: AlongDirection,
  at0: { f: number; slope: number },
  firstStep: number,
  longest: number,
): LineSearchResult {
  const decrease = SUFFICIENT_DECREASE * at0.slope;
  let best: End = { step: 0, ...at0 };
  let other: End = { ...best };
  let bracketed = false;
  let modified = true;
  let width = longest;
  let previousWidth = 2 * longest;
  let low = 0;
  let high = 5 * firstStep;
  let step = firstStep;
  for (let count = 0; count < MOST_EVALUATIONS; count++) {
    const trial: End = { step, ...along(step) };
    const bound = at0.f + step * decrease;
    if (modified && trial.f <= bound && trial.slope >= 0) modified = false;
    if (trial.f <= bound && Math.abs(trial.slope) <= -CURVATURE * at0.slope) return { step, found: true };
    // Rounding, a narrow interval or the longest step end the search where it stands.
    if (bracketed && (step <= low || step >= high || high - low <= RELATIVE_WIDTH * high)) {
      return { step, found: trial.f <= bound };
    }
    if (step === longest && trial.f <= bound && trial.slope <= decrease) return { step, found: true };

    // Until a step decreases enough, the search works on f minus the line of sufficient decrease.
    const tilt = modified && trial.f <= best.f && trial.f > bound ? decrease : 0;
    const next = refine(tilted(best, tilt), tilted(other, tilt), tilted(trial, tilt), bracketed, low, high);
    best = tilted(next.best, -tilt);
    other = tilted(next.other, -tilt);
    bracketed = next.bracketed;
    step = next.step;
    if (bracketed) {
      const span = Math.abs(other.step - best.step);
      if (span >= 0.66 * previousWidth) step = best.step + (other.step - best.step) / 2;
      previousWidth = width;
      width = span;
      low = Math.min(best.step, other.step);
      high = Math.max(best.step, other.step);
    } else {
      low = step + 1.1 * (step - best.step);
      high = step + 4 * (step - best.step);
    }
    step = Math.min(Math.max(step, 0), longest);
    if (bracketed && (step <= low || step >= high || high - low <= RELATIVE_WIDTH * high)) step = best.step;
  }
  return { step: best.step, found: best.step > 0 };
}

const tilted = (end: End, tilt: number): End => ({
  step: end.step,
  f: end.f - end.step * tilt,
  slope: end.slope - tilt,
});

interface Refined {
  best: End;
  other: End;
  bracketed: boolean;
  step: number;
}

/** The four cases of the trial value that the paper names in its section 4. */
function refine(best: End, other: End, trial: End, bracketed: boolean, low: number, high: number): Refined {
  const opposite = trial.slope * Math.sign(best.slope) < 0;
  let step: number;
  let nowBracketed = bracketed;
  if (trial.f > best.f) {
    const cubic = cubicMinimum(best, trial);
    const quadratic =
      best.step +
      (best.slope / ((best.f - trial.f) / (trial.step - best.step) + best.slope) / 2) *
        (trial.step - best.step);
    const cubicNearer = Math.abs(cubic - best.step) < Math.abs(quadratic - best.step);
    step = cubicNearer ? cubic : cubic + (quadratic - cubic) / 2;
    nowBracketed = true;
  } else if (opposite) {
    const cubic = cubicMinimum(trial, best);
    const secant = secantStep(trial, best);
    step = Math.abs(cubic - trial.step) > Math.abs(secant - trial.step) ? cubic : secant;
    nowBracketed = true;
  } else if (Math.abs(trial.slope) < Math.abs(best.slope)) {
    step = stepWhereSlopeShrinks(best, other, trial, bracketed, low, high);
  } else if (bracketed) {
    step = cubicMinimum(trial, other);
  } else {
    step = trial.step > best.step ? high : low;
  }
  if (trial.f > best.f) return { best, other: trial, bracketed: nowBracketed, step };
  return { best: trial, other: opposite ? best : other, bracketed: nowBracketed, step };
}

function stepWhereSlopeShrinks(
  best: End,
  other: End,
  trial: End,
  bracketed: boolean,
  low: number,
  high: number,
): number {
  const secant = secantStep(trial, best);
  const cubic = cubicBeyond(best, trial) ?? (trial.step > best.step ? high : low);
  const cubicNearer = Math.abs(cubic - trial.step) < Math.abs(secant - trial.step);
  if (!bracketed) {
    const step = cubicNearer ? secant : cubic;
    return Math.max(low, Math.min(high, step));
  }
  const step = cubicNearer ? cubic : secant;
  const limit = trial.step + 0.66 * (other.step - trial.step);
  return trial.step > best.step ? Math.min(limit, step) : Math.max(limit, step);
}

const secantStep = (a: End, b: End): number => a.step + (a.slope / (a.slope - b.slope)) * (b.step - a.step);

/** Discriminant of the cubic through two ends, scaled against overflow. */
function cubicRoot(a: End, b: End): { theta: number; gamma: number } {
  const theta = (3 * (a.f - b.f)) / (b.step - a.step) + a.slope + b.slope;
  const scale = Math.max(Math.abs(theta), Math.abs(a.slope), Math.abs(b.slope));
  const inside = (theta / scale) ** 2 - (a.slope / scale) * (b.slope / scale);
  return { theta, gamma: scale * Math.sqrt(Math.max(0, inside)) };
}

/** The minimum, as a step from `a`, of the cubic with the values and slopes of both ends. */
function cubicMinimum(a: End, b: End): number {
  const { theta, gamma: size } = cubicRoot(a, b);
  const gamma = b.step < a.step ? -size : size;
  const p = gamma - a.slope + theta;
  const q = gamma - a.slope + gamma + b.slope;
  return a.step + (p / q) * (b.step - a.step);
}

/** The minimum of the cubic where it lies beyond the trial step, else `null`. */
function cubicBeyond(best: End, trial: End): number | null {
  const { theta, gamma: size } = cubicRoot(best, trial);
  const gamma = trial.step > best.step ? -size : size;
  const p = gamma - trial.slope + theta;
  const q = gamma + (best.slope - trial.slope) + gamma;
  const r = p / q;
  return r < 0 && gamma !== 0 ? trial.step + r * (best.step - trial.step) : null;
}
