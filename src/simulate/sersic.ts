/**
 * Surface brightness of a Sérsic profile (Sérsic 1963; de Vaucouleurs's for index 4, an exponential disc for 1) that holds
 * a total flux of 1, out to infinity.
 *
 * @param index n, from 0.5 to 10.
 * @param radius semi-major axis that holds half of the light.
 * @param ratio of the axes, at most 1.
 * @returns the brightness at a distance `r` from the centre, measured along the major axis.
 */
export function sersicProfile(index: number, radius: number, ratio: number): (r: number) => number {
  // Ciotti & Bertin 1999, A&A 352, 447, eq. 18: to 1e-4 from index 0.5 on.
  const b =
    2 * index -
    1 / 3 +
    4 / (405 * index) +
    46 / (25_515 * index ** 2) +
    131 / (1_148_175 * index ** 3) -
    2_194_697 / (30_690_717_750 * index ** 4);
  const total = 2 * Math.PI * index * ratio * radius ** 2 * b ** (-2 * index) * gamma(2 * index);
  return (r) => Math.exp(-b * (r / radius) ** (1 / index)) / total;
}

/** The gamma function of a number of at least 1, to 1e-9 (Stirling's series beyond 10). */
function gamma(x: number): number {
  let [factor, y] = [1, x];
  for (; y < 10; y++) factor *= y;
  const series = 1 / (12 * y) - 1 / (360 * y ** 3) + 1 / (1260 * y ** 5);
  return (Math.sqrt((2 * Math.PI) / y) * (y / Math.E) ** y * Math.exp(series)) / factor;
}
