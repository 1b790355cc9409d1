import { rules } from "../rules";

/** @returns the text of `--help` */
export function helpText(): string {
  return `Usage: yieldwise [options] [paths…]

Finds hand-rolled async iterators and rewrites them into async generators.
Paths are files or folders; without any, the current folder is checked.

Options:
  --fix                       apply the safe conversions and fixes
  --fix-review                apply those to review, too
  --diff                      print what --fix (or --fix-review, where given) would change,
                              as a patch, and write nothing
  --preview                   show under each finding what its conversion would change
  --format <name>             pretty (default), json or sarif
  -p, --project <tsconfig>    check the files of this tsconfig.json and of its references
  --rule <id>                 run this rule only; can be repeated
  --outside-consumers <kind>  how code outside the project draws values from what it exports:
                              serial (one at a time, as for await does) or unknown (default)
  --preferred-target <kind>   which conversion comes first where several are as good: function
                              (default; the class or object goes) or method (it stays)
  --annotate-types <where>    where the generator's return type is written: as-written (default;
                              where the author wrote the iterator's types), always, or
                              where-needed (only where TypeScript might infer another one)
  -h, --help                  print this text
  -v, --version               print the version

Rules:
${rules.map(({ id, description }) => `  ${id.padEnd(26)}  ${description}`).join("\n")}

Verdicts:
  safe      every consumer in the project gets the same values, errors and clean-up, in the same order
  review    right for most people; each difference is named
  refused   a generator cannot do it, or too little is known; asks for nothing

Exit code: 0 nothing to do, 1 findings, 2 could not run.
`;
}
