/** Where each task is defined: a worker loads the module when it is first asked for the task. */
export const taskModules: { readonly [task: string]: () => unknown } = {
  growTrees: () => require("../ensemble/grow-trees"),
};
