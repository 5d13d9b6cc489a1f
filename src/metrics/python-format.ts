const GUARD = 25;

/** `format(x, ".{digits}f")` of Python: exact ties go to the even digit, where `toFixed` rounds them up. */
export function pythonFixed(x: number, digits: number): string {
  const long = x.toFixed(digits + GUARD);
  if (long.slice(-GUARD) !== `5${"0".repeat(GUARD - 1)}`) return x.toFixed(digits);
  const cut = long.slice(0, -GUARD).replace(/\.$/, "");
  return "02468".includes(cut[cut.length - 1]) ? cut : x.toFixed(digits);
}

/** `str(x)` of a Python float: whole numbers end in ".0"; exponents from 1e16 up and below 1e-4. */
export function pythonFloat(x: number): string {
  const size = Math.abs(x);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    return x.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  return Number.isInteger(x) ? x.toFixed(1) : String(x);
}
