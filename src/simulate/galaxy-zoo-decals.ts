import type { RandomStateLike } from "../core/check-random-state";
import type { RandomState } from "../core/random-state";
import { Dataset, type DatasetParts } from "../datasets/dataset";
import { sampleOptions } from "./resolve-options";

export interface SimulateGalaxyZooDecalsOptions {
  /** Galaxies; default 4,000. */
  nSamples?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/** What volunteers may answer, in sorted order. */
export const GALAXY_ZOO_ANSWERS = ["artifact", "featured", "smooth"] as const;

/** Numbers of votes for each answer, one value a galaxy. */
export type GalaxyZooVotes = Readonly<Record<(typeof GALAXY_ZOO_ANSWERS)[number], ArrayLike<number>>>;

/** What the table of votes says, wherever they come from. */
export const GALAXY_ZOO_PARTS: Pick<
  DatasetParts<string[]>,
  "featureNames" | "units" | "targetName" | "targetNames"
> = {
  featureNames: ["smoothFraction", "featuredFraction", "artifactFraction"],
  units: { ra: "deg", dec: "deg" },
  targetName: "answer",
  targetNames: ["star or artifact", "features or disc", "smooth"],
};

/** The votes, their sums and shares, and the answer that most gave; of equal numbers, the first in sorted order. */
export function countVotes(given: GalaxyZooVotes) {
  const counts = GALAXY_ZOO_ANSWERS.map((answer) => Float64Array.from(given[answer]));
  const [artifact, featured, smooth] = counts;
  const votes = artifact.map((count, i) => count + featured[i] + smooth[i]);
  const share = (of: Float64Array) => of.map((count, i) => count / votes[i]);
  const answer = Array.from(votes, (_, i): string => {
    const here = counts.map((values) => values[i]);
    return GALAXY_ZOO_ANSWERS[here.indexOf(Math.max(...here))];
  });
  const shares = {
    artifactFraction: share(artifact),
    featuredFraction: share(featured),
    smoothFraction: share(smooth),
  };
  return { answer, ...shares, artifact, featured, smooth, votes };
}

/**
 * Simulated votes on the question whether a galaxy is smooth, has features or a disc, or is a star or an artifact: a
 * stand-in for `fetchGalaxyZooDecals`. Each volunteer sees features with a probability that is the galaxy's own, and
 * volunteers do not influence one another. The probabilities follow round figures, near those that the real votes have:
 *
 * - **An artifact** is seen by 11 per cent in the median, with a logit spread of 0.55.
 * - **Features**, by those who see a galaxy: 45 of 100 galaxies are plainly smooth, a logit of -1.85 ± 0.6; those of the
 *   others spread from one end to the other, 0.6 ± 1.6.
 * - **Volunteers** are 40 for two galaxies of three, else 37 to 42.
 *
 * Positions are even in the sky from -10 to 35 deg.
 *
 * @returns as `fetchGalaxyZooDecals`, with `provenance` `"simulated"`; the table also has the probabilities that were
 * drawn, `trueFeatured` (of those who see a galaxy) and `trueArtifact`.
 * @throws ParameterError if the number of galaxies is no whole number above 0, or an option does not exist.
 */
export async function simulateGalaxyZooDecals(
  options: SimulateGalaxyZooDecalsOptions = {},
): Promise<Dataset<string[]>> {
  const { nSamples, random } = sampleOptions("simulateGalaxyZooDecals", options, 4000);
  const rows = Array.from({ length: nSamples }, () => drawGalaxy(random));
  const column = (name: keyof Galaxy) => Float64Array.from(rows, (row) => row[name]);
  const columns = {
    ...countVotes({ artifact: column("artifact"), featured: column("featured"), smooth: column("smooth") }),
    ...{ ra: column("ra"), dec: column("dec") },
    ...{ trueFeatured: column("trueFeatured"), trueArtifact: column("trueArtifact") },
    subject: rows.map((_, i) => String(i)),
    nsaId: rows.map((_, i) => String(i)),
  };
  return Dataset.create({
    ...GALAXY_ZOO_PARTS,
    id: "galaxy-zoo-decals-votes",
    title: "Votes of Galaxy Zoo on galaxies of the DECam Legacy Survey",
    columns,
    y: columns.answer,
    provenance: "simulated",
    description: "Votes of 37 to 42 independent volunteers; see simulateGalaxyZooDecals.",
    citation: "after Walmsley et al. 2020, MNRAS 491, 1554",
    terms: "made by skylearn; free to use as simulated data",
  });
}

type Galaxy = Record<
  "artifact" | "featured" | "smooth" | "ra" | "dec" | "trueFeatured" | "trueArtifact",
  number
>;

function drawGalaxy(random: RandomState): Galaxy {
  const trueArtifact = logistic(random.normal(-2.1, 0.55));
  const plain = random.randomSample() < 0.45;
  const trueFeatured = logistic(plain ? random.normal(-1.85, 0.6) : random.normal(0.6, 1.6));
  const volunteers =
    random.randomSample() < 2 / 3 ? 40 : [37, 38, 39, 41, 42][Math.floor(5 * random.randomSample())];
  const artifact = random.binomial(volunteers, trueArtifact);
  const featured = random.binomial(volunteers - artifact, trueFeatured);
  return {
    ...{ artifact, featured, smooth: volunteers - artifact - featured, trueFeatured, trueArtifact },
    ra: random.uniform(0, 360),
    dec: (180 / Math.PI) * Math.asin(random.uniform(...SOUTH_TO_NORTH)),
  };
}

/** Sines of the least and the largest declination. */
const SOUTH_TO_NORTH = [Math.sin(-Math.PI / 18), Math.sin((35 * Math.PI) / 180)] as const;

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
