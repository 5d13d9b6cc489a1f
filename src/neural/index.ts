export { type Backend, type BackendChoice, useBackend } from "./backend";
