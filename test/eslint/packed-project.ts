import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { gunzipSync } from "fflate";
import { onTestFinished } from "vitest";

const repository = resolve(import.meta.dirname, "../..");

/** One message of ESLint's JSON report. */
export interface Message {
  readonly ruleId: string | null;
  readonly severity: number;
  readonly message: string;
  readonly messageId?: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly fix?: unknown;
  readonly suggestions?: readonly { readonly desc: string; readonly fix: { readonly text: string } }[];
}

/** What a run of ESLint gave. */
export interface Run {
  readonly code: number | null;
  readonly stderr: string;
  /** By file name. */
  readonly messages: Readonly<Record<string, readonly Message[]>>;
}

/** One finding in oxlint's JSON report. */
interface OxlintDiagnostic {
  readonly message: string;
  readonly code?: string;
  readonly filename: string;
  readonly labels: readonly { readonly span: { readonly line: number; readonly column: number } }[];
}

/** What a project has installed beside the package. */
export interface Installed {
  readonly eslint?: "9" | "10";
  readonly oxlint?: boolean;
  readonly typescriptEslint?: boolean;
  /** The user's own TypeScript: this repository's, one without an API as TypeScript 7 is, or none. */
  readonly typescript?: "6" | "7";
}

/** A project in a folder of its own, with Yieldwise installed from the package that npm would publish. */
export class PackedProject {
  readonly folder: string;

  constructor(files: Readonly<Record<string, string>>, installed: Installed) {
    const { eslint, oxlint, typescriptEslint, typescript } = installed;
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), "yieldwise-eslint-")));
    onTestFinished(() => {
      rmSync(this.folder, { recursive: true, force: true });
    });
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    for (const [name, content] of packedFiles()) this.write(join("node_modules/yieldwise", name), content);
    if (eslint) this.link("eslint", eslint === "9" ? "eslint9" : "eslint");
    if (oxlint === true) this.link("oxlint");
    if (typescriptEslint === true) this.link("typescript-eslint");
    if (typescript === "6") this.link("typescript");
    else this.link("typescript", "typescript", "node_modules/yieldwise/node_modules");
    if (typescript === "7") this.installWithoutApi();
  }

  /** Runs ESLint's command line over the project. */
  lint(...args: readonly string[]): Run {
    const script = join(this.folder, "node_modules/eslint/bin/eslint.js");
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [script, "--format", "json", ...(args.length > 0 ? args : ["src"])],
      { cwd: this.folder, encoding: "utf8" },
    );
    if (stdout === "") return { code: status, stderr, messages: {} };
    const results = JSON.parse(stdout) as { filePath: string; messages: Message[] }[];
    return {
      code: status,
      stderr,
      messages: Object.fromEntries(
        results.map(({ filePath, messages }) => [filePath.slice(this.folder.length + 1), messages]),
      ),
    };
  }

  /**
   * Runs oxlint's command line over the project.
   *
   * @returns the findings as `file:line:column rule`, sorted, and what was said beside them
   */
  oxlint(...args: readonly string[]): { readonly found: string[]; readonly stderr: string } {
    const script = join(this.folder, "node_modules/oxlint/bin/oxlint");
    const { stdout, stderr } = spawnSync(process.execPath, [script, "--format", "json", ...args, "src"], {
      cwd: this.folder,
      encoding: "utf8",
    });
    if (!stdout.startsWith("{")) return { found: [], stderr: stdout + stderr };
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: OxlintDiagnostic[] };
    const found = diagnostics.map(({ filename, labels: [label], code, message }) => {
      const { line, column } = label?.span ?? { line: 0, column: 0 };
      return `${filename}:${String(line)}:${String(column)} ${code ?? message}`;
    });
    return { found: found.sort(), stderr };
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  private write(name: string, content: string | Uint8Array): void {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  private link(name: string, target = name, into = "node_modules"): void {
    mkdirSync(join(this.folder, into), { recursive: true });
    symlinkSync(join(repository, "node_modules", target), join(this.folder, into, name), "junction");
  }

  /** TypeScript 7 says which version it is, and that is all. */
  private installWithoutApi(): void {
    this.write("node_modules/typescript/package.json", `{ "name": "typescript", "version": "7.0.2" }`);
    this.write(
      "node_modules/typescript/index.js",
      `exports.version = "7.0.2"; exports.versionMajorMinor = "7.0";`,
    );
  }
}

let packed: readonly (readonly [string, Uint8Array])[] | undefined;

/** @returns names and contents of what `npm pack` packs; the build must have run before */
export function packedFiles(): readonly (readonly [string, Uint8Array])[] {
  packed ??= pack();
  return packed;
}

function pack(): (readonly [string, Uint8Array])[] {
  const scratch = mkdtempSync(join(tmpdir(), "yieldwise-pack-"));
  try {
    const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", scratch];
    const report = execFileSync("npm", args, {
      cwd: repository,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    const [{ filename }] = JSON.parse(report) as [{ filename: string }];
    return untar(gunzipSync(readFileSync(join(scratch, filename))));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Blocks of 512 bytes: a header with name and size, then the content. */
function untar(archive: Uint8Array): (readonly [string, Uint8Array])[] {
  const files: (readonly [string, Uint8Array])[] = [];
  const text = (start: number, length: number): string =>
    Buffer.from(archive.subarray(start, start + length))
      .toString("utf8")
      .replace(/\0.*$/s, "");
  for (let at = 0; at < archive.length && archive[at] !== 0;) {
    const size = Number.parseInt(text(at + 124, 12), 8);
    const name = [text(at + 345, 155), text(at, 100)].filter((part) => part !== "").join("/");
    files.push([name.replace(/^package\//, ""), archive.slice(at + 512, at + 512 + size)]);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
