import { ValidationError } from "../core/errors";
import { madStd } from "../core/mad-std";
import { Matrix } from "../core/matrix";
import { checkKnown, checkNumber } from "../core/parameters";
import { quantile } from "../core/quantile";
import { type TableLike, toMatrix } from "../core/table-like";

export interface NormalizeContinuumOptions {
  /** Standard deviation in pixels of the Gaussian by which the light is averaged; default 150. */
  width?: number;
}

/** Robust standard deviations below and above the continuum beyond which a pixel is a line, or a flaw. */
const [BELOW, ABOVE] = [1.5, 3];
const ROUNDS = 3;
/** What a normalised pixel may hold: a cosmic ray is not to outweigh all lines. */
const [LEAST, MOST] = [0, 2];

/**
 * Spectra divided by their pseudo-continuum, so that what is left are their lines: neither the brightness of a star, nor
 * dust, nor an uneven calibration changes them much.
 *
 * The continuum is the running mean of the light, weighted by a wide Gaussian (as Ho et al. 2017, ApJ 836, 5, take it for
 * LAMOST's spectra, theirs narrower). Three times over, pixels more than 1.5 robust standard deviations below it, which
 * lie in lines, and more than 3 above it are left out of the mean. It is a matter of convention where the continuum of a
 * star full of lines lies: what matters is that it lies at the same place in all spectra. The mean is taken at places
 * a twentieth of `width` apart and drawn straight between them.
 *
 * @param flux - (n x pixels) a spectrum a row, evenly spaced in the logarithm of wavelength.
 * @returns (n x pixels) 1 where there is no line; values below 0 or above 2 are set to 0 and 2.
 * @throws ValidationError if a value is not finite, or the median of a spectrum is not above 0.
 * @throws ParameterError if an option does not exist or is out of range.
 */
export function normalizeContinuum(flux: TableLike, options: NormalizeContinuumOptions = {}): Matrix {
  checkKnown("normalizeContinuum", options, ["width"]);
  const { width = 150 } = options;
  checkNumber("width", width, { min: 1 });
  const table = toMatrix(flux, { name: "flux" });
  const mean = runningMean(table.cols, width);
  const out = Matrix.zeros(table.rows, table.cols);
  for (let i = 0; i < table.rows; i++) {
    const row = table.row(i);
    const middle = quantile(row.slice().sort(), 0.5);
    if (!(middle > 0)) {
      throw new ValidationError(
        `The median of spectrum ${i} is ${middle}: it has no continuum to be divided by.`,
      );
    }
    const share = normalized(row, mean, middle / 100);
    out.row(i).set(share.map((value) => Math.min(MOST, Math.max(LEAST, value))));
  }
  return out;
}

type Mean = (values: Float64Array, used: Uint8Array) => Float64Array;

function normalized(flux: Float64Array, mean: Mean, floor: number): Float64Array {
  const used = new Uint8Array(flux.length).fill(1);
  const divide = () => {
    const continuum = mean(flux, used);
    return flux.map((value, k) => value / Math.max(continuum[k], floor));
  };
  let share = divide();
  for (let round = 0; round < ROUNDS; round++) {
    const spread = madStd(share);
    for (let k = 0; k < share.length; k++) {
      const off = share[k] - 1;
      used[k] = off >= -BELOW * spread && off <= ABOVE * spread ? 1 : 0;
    }
    share = divide();
  }
  return share;
}

/** The mean of the used values around each pixel, weighted by a Gaussian. */
function runningMean(length: number, width: number): Mean {
  const apart = Math.max(1, Math.floor(width / 20));
  const nodes = Math.ceil((length - 1) / apart) + 1;
  const reach = Math.min(Math.ceil(4 * width), length + apart);
  const weights = Float64Array.from({ length: reach + 1 }, (_, k) => Math.exp(-((k / width) ** 2) / 2));
  return (values, used) => {
    const means = new Float64Array(nodes);
    for (let node = 0; node < nodes; node++) {
      const at = node * apart;
      let [sum, total] = [0, 0];
      const last = Math.min(length - 1, at + reach);
      for (let k = Math.max(0, at - reach); k <= last; k++) {
        if (used[k] === 0) continue;
        const weight = weights[Math.abs(k - at)];
        sum += weight * values[k];
        total += weight;
      }
      // where nothing around is used the continuum goes on as it was
      means[node] = total > 0 ? sum / total : node > 0 ? means[node - 1] : 0;
    }
    return values.map((_, k) => {
      const node = Math.floor(k / apart);
      const part = k / apart - node;
      return part === 0 ? means[node] : means[node] * (1 - part) + means[node + 1] * part;
    });
  };
}
