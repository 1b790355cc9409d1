/** Commands of the palette, and those that only actions of this extension run (they begin with an underscore). */
export const commandIds = {
  convert: "yieldwise.convert",
  convertAllSafe: "yieldwise.convertAllSafe",
  showOutput: "yieldwise.showOutput",
  showRule: "_yieldwise.showRule",
} as const;
