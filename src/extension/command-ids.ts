/** Commands of the palette, and those that only parts of this extension run (they begin with an underscore). */
export const commandIds = {
  findInWorkspace: "yieldwise.findInWorkspace",
  convert: "yieldwise.convert",
  preview: "yieldwise.preview",
  /** The same two, by the name that they have in the view for an iterator that is not async. */
  convertSync: "yieldwise.convertSync",
  previewSync: "yieldwise.previewSync",
  explain: "yieldwise.explain",
  convertAllSafe: "yieldwise.convertAllSafe",
  convertAllSafeInWorkspace: "yieldwise.convertAllSafeInWorkspace",
  openSample: "yieldwise.openSample",
  restart: "yieldwise.restart",
  showOutput: "yieldwise.showOutput",
  showRule: "_yieldwise.showRule",
  showReason: "_yieldwise.showReason",
  sayReadOnly: "_yieldwise.sayReadOnly",
  noteConverted: "_yieldwise.noteConverted",
  goTo: "_yieldwise.goTo",
  compare: "_yieldwise.compare",
  takeChoice: "_yieldwise.takeChoice",
} as const;
