import { existsSync } from "node:fs";
import { resolve } from "node:path";

const folder = resolve(process.env.SKYLEARN_MIRROR ?? resolve(__dirname, "../../shared/data"));

/** The folder of real data files that tests may read: `SKYLEARN_MIRROR`, else `../shared/data`, where it exists. */
export const mirror: string | undefined = existsSync(folder) ? folder : undefined;
