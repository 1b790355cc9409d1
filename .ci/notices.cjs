// Writes down whose code is in the bundles: dist/ThirdPartyNotices.txt.
const { existsSync, readdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

/** The folder of the package that a bundled file comes from. */
const packageFolder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

/**
 * @param {readonly string[]} inputs - the files that were bundled, by names relative to the root
 * @returns {string} the name, version and licence of each package among them, with the licence's text
 */
function notices(inputs) {
  const folders = inputs.flatMap((input) => packageFolder.exec(input)?.[0] ?? []);
  return [...new Set(folders)]
    .filter((folder) => existsSync(join(folder, "package.json")))
    .sort()
    .map(noticeOf)
    .join("\n" + "-".repeat(80) + "\n\n");
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|notice|thirdpartynotice)/i.test(file))
    .map((file) =>
      readFileSync(join(folder, file), "utf8")
        .replace(/^\uFEFF/, "")
        .trim(),
    );
  if (texts.length === 0)
    throw new Error(`${name} has no licence text, which has to come along with its code`);
  return `${name} ${version} (${license})\n\n${texts.join("\n\n")}\n`;
}

/** @param {readonly string[]} inputs - see there */
function writeNotices(inputs) {
  const head = "Yieldwise holds code of these packages.\n\n";
  writeFileSync(join("dist", "ThirdPartyNotices.txt"), head + notices(inputs));
}

module.exports = { writeNotices };
