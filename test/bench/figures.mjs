// How the benchmarks sum up and print what they have measured.

export function median(numbers) {
  return quantile(numbers, 0.5);
}

export function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

export function ms(value) {
  return `${value < 100 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

/** A change, with its sign. */
export function percent(value) {
  return `${value < 0 ? "" : "+"}${(100 * value).toFixed(2)} %`;
}

export function table(head, rows) {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  for (const row of cells) {
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
        .join("   "),
    );
  }
}
