/** Coefficients of 1, g-i, (g-i)^2, … in table 4 of Covey et al. 2007, AJ 134, 2398. */
const LOCUS = {
  ug: [1.0636113, -1.6267818, 4.9389572, -3.2809081, 0.8725109, -0.0828035],
  gr: [0.4290263, -0.8852323, 2.0740616, -1.1091553, 0.2397461, -0.0183195],
  ri: [-0.41135, 1.8229991, -1.9989772, 1.0662075, -0.2284455, 0.0172212],
  iz: [-0.2270331, 0.7794558, -0.7350749, 0.3727802, -0.0735412, 0.0049808],
};

/** u-g, g-r, r-i and i-z of main-sequence stars at a g-i from 0.3 to 3.5 mag (Covey et al. 2007). */
export function stellarLocus(gi: number): number[] {
  return Object.values(LOCUS).map((terms) => terms.reduceRight((sum, term) => sum * gi + term, 0));
}
