/** Each line two spaces deeper. */
export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** `}` and what follows it on one line. */
export function join(lines: readonly string[]): string[] {
  const result: string[] = [];
  for (const line of lines) {
    const last = result.at(-1);
    if (last === "}" && /^(?:catch|finally|else)\b/.test(line)) result[result.length - 1] = `${last} ${line}`;
    else if (last === "})" && line.startsWith(".")) result[result.length - 1] = `${last}${line}`;
    else if (last !== undefined && line.startsWith(".then(") && result.length === 1)
      result[0] = `${last}${line}`;
    else result.push(line);
  }
  return result;
}
