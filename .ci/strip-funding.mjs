// Takes the funding addresses out of package-lock.json files: a lock holds versions and hashes, no hosts.
import { readFileSync, writeFileSync } from "node:fs";

for (const file of process.argv.slice(2)) {
  const lock = JSON.parse(readFileSync(file, "utf8"));
  for (const entry of Object.values(lock.packages)) delete entry.funding;
  writeFileSync(file, JSON.stringify(lock, null, 2) + "\n");
}
