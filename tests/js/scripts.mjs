// Brings the scripts of static/js to the tests. Browsers know them as modules by their <script type="module">; Node goes
// by the nearest package.json, which static files have no business with: hence a copy beside one.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

const folder = mkdtempSync(join(tmpdir(), "portal-scripts-"));
process.on("exit", () => rmSync(folder, { recursive: true }));
cpSync(fileURLToPath(new URL("../../static/js", import.meta.url)), folder, { recursive: true });
writeFileSync(join(folder, "package.json"), '{"type": "module"}');

let loads = 0;

/** The module `name`, run anew at each call, in a page of which only `page` exists. */
export const script = (name, page = {}) => {
  Object.assign(globalThis, page);
  loads += 1;
  return import(`${pathToFileURL(join(folder, name))}?${loads}`);
};
