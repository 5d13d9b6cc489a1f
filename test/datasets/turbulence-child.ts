import { loadSimulatedTurbulenceMaps } from "../../src/datasets/turbulence-maps";

/** Simulates boxes as the options in its first argument say, and prints how far it is. */
const options = JSON.parse(process.argv[2]);
loadSimulatedTurbulenceMaps({ ...options, onProgress: (done) => console.log(done) });
