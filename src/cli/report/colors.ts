import pc from "picocolors";

/** Functions that colour a text, or leave it as it is. */
export type Colors = ReturnType<typeof pc.createColors>;

/**
 * Colours for a terminal, none for a pipe or file; `NO_COLOR` and `FORCE_COLOR` decide where they are set.
 *
 * @param stream - where the text goes
 */
export function colorsFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Colors {
  return pc.createColors(wantsColor(stream, env));
}

function wantsColor({ isTTY = false }: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== "0";
  return isTTY && env.TERM !== "dumb";
}
