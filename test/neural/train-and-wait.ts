/**
 * Run by checkpoint.test.ts in a process of its own: trains with a checkpoint, and prints the losses as JSON. With a
 * second argument it says "epoch N" after each epoch and then dawdles, so that it can be killed.
 */
import { checkpoint } from "../../src/neural/files/checkpoint";
import { resumedTraining } from "./resumed-training";

const [path, dawdle] = process.argv.slice(2);

async function main(): Promise<void> {
  const wait = () => ({
    async epochDone({ history }: { history: { epochs: number } }) {
      process.stdout.write(`epoch ${history.epochs}\n`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    },
  });
  const outcome = await resumedTraining([
    checkpoint({ path, resume: true }),
    ...(dawdle ? [wait] : [() => ({})]),
  ]);
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}

void main();
