/** The talks, by the first part of their systems' ids. */
const TITLES: Record<string, string> = {
  T0: "AstroML: Machine Learning and Data Mining for Astronomy",
  T1: "Analyzing Astronomical Data with Machine Learning Techniques",
  T2: "Astronomy Transients",
  T3: "Machine Learning for Astronomy",
  T4: "Supervised and unsupervised machine learning for astronomy",
};

/** The heading of a talk's notebooks: the talk's title if a system tells which talk it is, else the folder's name. */
export function talkTitle(folder: string, systems: readonly string[]): string {
  const talk = /^T\d+/.exec(systems[0] ?? "")?.[0];
  if (talk && talk in TITLES) return TITLES[talk];
  const words = folder === "." ? "notebooks" : folder.replaceAll(/[-/]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
