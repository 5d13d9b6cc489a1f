import { MEETING_WORDS, Team } from "../core/team";
import { defineTask } from "../core/worker-pool";
import { GROUP, type KMeansRows } from "../kernels/kmeans";
import { BoundedKMeansRows } from "../kernels/kmeans-bounds";
import { SingleKMeansRows } from "../kernels/kmeans-single";
import { argmax, isSameClustering, relocateEmpty } from "./kmeans-steps";

/**
 * Parts into which the rows are cut. Sums are taken part by part and then over the parts in order, so that the result
 * does not depend on the number of threads.
 */
const PARTS = 16;

/** Where the runs start from. */
export type KMeansStarts =
  /** For each run the row of the first seed, and `trials` uniform deviates for every further one. */
  | { kind: "k-means++"; trials: number; first: Int32Array; uniforms: Float64Array }
  /** For each run (k x d) centres, one run after the other. */
  | { kind: "centers"; centers: Float64Array };

/** Everything that the members of a team share. */
export interface KMeansPlan {
  /** (n x d) row-major, about the mean of each feature. */
  data: Float64Array;
  n: number;
  d: number;
  k: number;
  weights: Float64Array | null;
  runs: number;
  starts: KMeansStarts;
  /** Whether rows are compared with all centres in each iteration, or only where bounds do not decide. */
  algorithm: "lloyd" | "elkan";
  maxIter: number;
  /** Absolute: the summed squared shift of the centres below which a run ends. */
  tol: number;
  teamSize: number;
  work: KMeansWork;
}

/** Memory that the members write to. */
export interface KMeansWork {
  meeting: Int32Array;
  /** Twice, for odd and even iterations, (parts x (k (1 + d) + 1)) sums and the number of changed labels. */
  sums: Float64Array;
  partSums: Float64Array;
  potentials: Float64Array;
  candidates: Int32Array;
  distances: Float64Array;
  /** Labels of this run and of the best one. */
  labels: Int32Array;
}

export interface KMeansFit {
  /** (k x d) about the mean, as the data. */
  centers: Float64Array;
  labels: Int32Array;
  inertia: number;
  nIter: number;
}

export function kmeansWork(n: number, d: number, k: number, trials: number): KMeansWork {
  return {
    meeting: new Int32Array(MEETING_WORDS),
    sums: new Float64Array(2 * PARTS * (k * (d + 1) + 1)),
    partSums: new Float64Array(PARTS),
    potentials: new Float64Array(PARTS * trials),
    candidates: new Int32Array(trials),
    distances: new Float64Array(n),
    labels: new Int32Array(2 * n),
  };
}

export const kmeansTask = defineTask({
  name: "kmeans",
  start: (plan: KMeansPlan) => (rank: number) => {
    const fit = new Member(plan, new Team(rank, plan.teamSize, plan.work.meeting)).fit();
    return rank === 0 ? fit : null;
  },
});

/** One member of the team: holds its part of the rows, and decides what all decide from the same numbers. */
class Member {
  private readonly rows: KMeansRows;
  private readonly parts: [number, number];
  private readonly firstGroup: number;

  constructor(
    private readonly plan: KMeansPlan,
    private readonly team: Team,
  ) {
    const { data, n, d, k, weights } = plan;
    this.parts = team.part(PARTS);
    this.firstGroup = this.groupOf(this.parts[0]);
    const from = Math.min(n, this.firstGroup * GROUP);
    const to = Math.min(n, this.groupOf(this.parts[1]) * GROUP);
    const trials = plan.starts.kind === "k-means++" ? plan.starts.trials : 0;
    const Rows = plan.algorithm === "elkan" ? BoundedKMeansRows : SingleKMeansRows;
    this.rows = new Rows(
      data.subarray(from * d, to * d),
      to - from,
      d,
      weights?.subarray(from, to) ?? null,
      k,
      trials,
    );
  }

  private groupOf(part: number): number {
    return Math.floor((Math.ceil(this.plan.n / GROUP) * part) / PARTS);
  }

  /** Calls `visit` for each part of this member, with the first group and number of groups in its own rows. */
  private eachPart(visit: (part: number, group: number, groups: number) => void): void {
    for (let part = this.parts[0]; part < this.parts[1]; part++) {
      const group = this.groupOf(part);
      visit(part, group - this.firstGroup, this.groupOf(part + 1) - group);
    }
  }

  fit(): KMeansFit {
    const { plan, team } = this;
    const { n, work } = plan;
    let best: KMeansFit | undefined;
    // Which half of the labels this run writes to.
    let half = 0;
    for (let run = 0; run < plan.runs; run++) {
      const labels = work.labels.subarray(half * n, (half + 1) * n);
      const found = this.iterate(this.start(run), labels);
      if (
        best === undefined ||
        (found.inertia < best.inertia && !isSameClustering(labels, best.labels, plan.k))
      ) {
        best = { ...found, labels };
        half = 1 - half;
      }
      team.meet();
    }
    return { ...best!, labels: best!.labels.slice() };
  }

  private start(run: number): Float64Array {
    const { starts, d, k } = this.plan;
    this.rows.forget();
    if (starts.kind === "centers") return starts.centers.slice(run * k * d, (run + 1) * k * d);
    return this.seed(run, starts.trials, starts.first, starts.uniforms);
  }

  /** Greedy k-means++: of several rows drawn by their squared distance from the seeds, the one that helps most. */
  private seed(run: number, trials: number, first: Int32Array, uniforms: Float64Array): Float64Array {
    const { rows, team } = this;
    const { data, d, k, work } = this.plan;
    const centers = new Float64Array(k * d);
    const candidates = new Float64Array(trials * d);
    const take = (c: number, row: number) => {
      const seed = data.subarray(row * d, (row + 1) * d);
      centers.set(seed, c * d);
      this.eachPart((part, group, groups) => {
        work.partSums[part] = rows.approach(seed, group, groups);
      });
      team.meet();
    };
    take(0, first[run]);
    for (let c = 1; c < k; c++) {
      const potential = work.partSums.reduce((sum, value) => sum + value, 0);
      for (let t = 0; t < trials; t++) {
        this.drawCandidate(t, uniforms[(run * (k - 1) + c - 1) * trials + t] * potential);
      }
      team.meet();
      for (let t = 0; t < trials; t++) {
        const row = work.candidates[t];
        candidates.set(data.subarray(row * d, (row + 1) * d), t * d);
      }
      this.eachPart((part, group, groups) => {
        const out = work.potentials.subarray(part * trials, (part + 1) * trials);
        rows.potentials(candidates, trials, group, groups, out);
      });
      team.meet();
      let bestTrial = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let t = 0; t < trials; t++) {
        let sum = 0;
        for (let part = 0; part < PARTS; part++) sum += work.potentials[part * trials + t];
        if (sum < least) {
          least = sum;
          bestTrial = t;
        }
      }
      take(c, work.candidates[bestTrial]);
    }
    return centers;
  }

  /** The first row at which the running sum of the distances reaches `target`; found by the member that holds it. */
  private drawCandidate(trial: number, target: number): void {
    const { n, work } = this.plan;
    let part = 0;
    let before = 0;
    while (part < PARTS - 1 && before + work.partSums[part] < target) before += work.partSums[part++];
    // An empty part's sum of zero reaches a target of zero.
    while (part < PARTS - 1 && this.groupOf(part) === this.groupOf(part + 1)) part++;
    if (part < this.parts[0] || part >= this.parts[1]) return;
    const { distances } = this.rows;
    const offset = this.firstGroup * GROUP;
    const last = Math.min(n, this.groupOf(part + 1) * GROUP) - 1;
    let row = this.groupOf(part) * GROUP;
    for (let sum = before + distances[row - offset]; sum < target && row < last; ) {
      row++;
      sum += distances[row - offset];
    }
    work.candidates[trial] = row;
  }

  /** Lloyd's iterations from `centers`; this member's labels go to `labels`. */
  private iterate(centers: Float64Array, labels: Int32Array): Omit<KMeansFit, "labels"> {
    const { plan, rows, team } = this;
    const { d, k, work } = plan;
    const stride = k * (d + 1) + 1;
    const sums = new Float64Array(stride);
    let nIter = 0;
    let settled = false;
    while (nIter < plan.maxIter) {
      nIter++;
      const slot = (nIter % 2) * PARTS * stride;
      rows.setCenters(centers);
      this.eachPart((part, group, groups) => {
        const changed = rows.assign(group, groups);
        const at = slot + part * stride;
        work.sums.set(rows.clusterSums(group, groups), at);
        work.sums[at + stride - 1] = changed;
      });
      team.meet();
      sums.fill(0);
      for (let at = slot; at < slot + PARTS * stride; at += stride) {
        for (let m = 0; m < stride; m++) sums[m] += work.sums[at + m];
      }
      const next = this.average(sums, labels);
      let shift = 0;
      for (let m = 0; m < k * d; m++) shift += (next[m] - centers[m]) ** 2;
      centers = next;
      settled = sums[stride - 1] === 0;
      if (settled || shift <= plan.tol) break;
    }
    rows.setCenters(centers);
    this.eachPart((part, group, groups) => {
      // Labels that did not change belong to these centres already.
      if (!settled) rows.assign(group, groups);
      work.partSums[part] = rows.measure(group, groups);
    });
    this.publish(rows.labels, labels);
    team.meet();
    return { centers, inertia: work.partSums.reduce((sum, value) => sum + value, 0), nIter };
  }

  /** The means of the clusters; a cluster without weight gets one of the rows farthest from their own centres. */
  private average(sums: Float64Array, labels: Int32Array): Float64Array {
    const { plan, rows, team } = this;
    const { data, d, k, weights, work } = plan;
    const isEmpty = (c: number) => sums[c * (d + 1)] === 0;
    const empty = Array.from({ length: k }, (_, c) => c).filter(isEmpty);
    if (empty.length > 0) {
      this.eachPart((_, group, groups) => rows.measure(group, groups));
      this.publish(rows.distances, work.distances);
      this.publish(rows.labels, labels);
      team.meet();
      relocateEmpty(sums, empty, { data, d, weights, labels, distances: work.distances });
    }
    const largest = argmax(k, (c) => sums[c * (d + 1)]);
    return Float64Array.from({ length: k * d }, (_, m) => {
      const c = Math.floor(m / d);
      const from = isEmpty(c) ? largest : c;
      return sums[from * (d + 1) + 1 + (m % d)] / sums[from * (d + 1)];
    });
  }

  /** Copies what this member found for its rows to the table of all. */
  private publish<T extends Float64Array | Int32Array>(mine: T, all: T): void {
    all.set(mine.subarray(0, this.rows.rows), Math.min(this.plan.n, this.firstGroup * GROUP));
  }
}
