/** Where each task is defined: a worker loads the module when it is first asked for the task. */
export const taskModules: { readonly [task: string]: () => Promise<unknown> } = {
  growTrees: () => import("../ensemble/grow-trees"),
};
