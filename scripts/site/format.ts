/** A measured value for a reader: six significant digits, no trailing zeros, a real minus sign. */
export function formatValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return "—";
  if (typeof value !== "number") return typeof value === "string" ? value : JSON.stringify(value);
  if (!Number.isFinite(value)) return String(value).replace("-", "−");
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return value.toLocaleString("en").replace("-", "−");
  const digits = value.toPrecision(6);
  const [mantissa, exponent] = digits.split("e");
  const short = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  return (exponent ? `${short}e${exponent.replace("+", "")}` : short).replaceAll("-", "−");
}

/** A measured value at a glance: three significant digits, whole numbers in full. */
export function formatFew(value: unknown): string {
  return typeof value === "number" && !Number.isInteger(value)
    ? formatValue(Number(value.toPrecision(Math.abs(value) >= 1000 ? 4 : 3)))
    : formatValue(value);
}

/** The expected value with its tolerance: `0.92 ± 0.01`. */
export function formatExpected(expected: unknown, tolerance: unknown): string {
  if (expected === null || expected === undefined) return "—";
  const value = formatValue(expected);
  if (tolerance === null || tolerance === undefined) return value;
  return tolerance === 0 ? `${value} exactly` : `${value} ± ${formatValue(tolerance)}`;
}

/** A duration: `420 ms`, `3.2 s`, `2 min 5 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** `1 notebook`, `2 notebooks`. */
export function count(n: number, noun: string): string {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}
