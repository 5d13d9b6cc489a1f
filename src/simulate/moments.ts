/** Mean, population standard deviation, skewness and excess kurtosis of a sample; 0 for the last two where it has no spread. */
export function moments(values: ArrayLike<number>): {
  mean: number;
  std: number;
  skewness: number;
  kurtosis: number;
} {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i];
  const mean = sum / n;
  let [second, third, fourth] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const d = values[i] - mean;
    second += d * d;
    third += d ** 3;
    fourth += d ** 4;
  }
  const variance = second / n;
  if (variance === 0) return { mean, std: 0, skewness: 0, kurtosis: 0 };
  return {
    mean,
    std: Math.sqrt(variance),
    skewness: third / n / variance ** 1.5,
    kurtosis: fourth / n / variance ** 2 - 3,
  };
}
